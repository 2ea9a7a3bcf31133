"""Which column of a spreadsheet is what: guessed, shown with what stands in it,
corrected by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards.spreadsheets.tables import Table
from nominations.importing.headers import REQUIRED, match_columns
from nominations.models import Question, RememberedColumn
from nominations.questions.kinds import in_writing

SAMPLES = 3


@dataclass(frozen=True)
class FileColumn:
    """``field`` is what the column is taken for, empty for nothing. ``remembered``: what
    somebody took it for before.
    """

    position: int
    title: str
    samples: list[str]
    field: str
    remembered: RememberedColumn | None

    @property
    def as_remembered(self) -> bool:
        return self.remembered is not None and self.remembered.field == self.field


def fields_on_offer(questions: Iterable[Question]) -> list[tuple[str, str]]:
    """Field and label; those without which nothing can be imported are marked."""
    fixed = {
        "reference": _("Reference"),
        "submitted_at": _("Received"),
        "email": _("Email"),
        "organisation_th": _("Organisation"),
        "organisation_en": _("Organisation in English"),
        "kind": _("Type of organisation"),
        "number": _("13-digit ID number"),
        "province": _("Province"),
        "website": _("Website"),
        "title_th": _("Title in Thai"),
        "title_en": _("Title in English"),
        "category": _("Category"),
        "summary_th": _("Summary in Thai"),
        "summary_en": _("Summary in English"),
        "contact_name": _("Contact person"),
        "contact_phone": _("Telephone"),
    }
    offered = [
        (name, f"{label} *" if name in REQUIRED else label)
        for name, label in fixed.items()
    ]
    asked = [(f"q-{q.code}", q.label) for q in in_writing(questions)]
    return [*offered, *asked]


def guess(table: Table, questions: Iterable[Question]) -> dict[int, str]:
    found = match_columns(table.header, questions).index
    return {position: field for field, position in found.items()}


def chosen_in(
    data: Mapping[str, str], table: Table, offered: Iterable[tuple[str, str]]
) -> dict[int, str]:
    """What a form says of each column; what it does not offer counts as nothing."""
    known = {name for name, _label in offered}
    chosen = {
        position: data.get(f"column-{position}", "")
        for position in range(len(table.header))
    }
    return {position: field for position, field in chosen.items() if field in known}


def twice(mapping: Mapping[int, str]) -> set[str]:
    """Fields that two columns are said to be."""
    fields = list(mapping.values())
    return {field for field in fields if fields.count(field) > 1}


def file_columns(
    table: Table,
    mapping: Mapping[int, str],
    remembered: Mapping[int, RememberedColumn],
) -> list[FileColumn]:
    return [
        FileColumn(
            position,
            title or _("(no name)"),
            samples_of(table, position),
            mapping.get(position, ""),
            remembered.get(position),
        )
        for position, title in enumerate(table.header)
    ]


def samples_of(table: Table, position: int) -> list[str]:
    """The first different things that stand in the column."""
    found: dict[str, None] = {}
    for row in table.rows[:200]:
        text = row.shown(position)
        if text:
            found[text[:60]] = None
        if len(found) == SAMPLES:
            break
    return list(found)
