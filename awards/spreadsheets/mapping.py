"""Which column of a spreadsheet is what: shown with what stands in it, corrected by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from awards.spreadsheets.tables import Table

SAMPLES = 3
LOOKED_AT = 200
Offered = list[tuple[str, str]]


@dataclass(frozen=True)
class Choice:
    """What somebody took a column for, empty for nothing. ``by``: their name, empty once
    they are gone.
    """

    field: str
    by: str
    at: datetime


@dataclass(frozen=True)
class FileColumn:
    """``field`` is what the column is taken for, empty for nothing. ``remembered``: what
    somebody took it for before.
    """

    position: int
    title: str
    samples: list[str]
    field: str
    remembered: Choice | None

    @property
    def as_remembered(self) -> bool:
        return self.remembered is not None and self.remembered.field == self.field


def chosen_in(
    data: Mapping[str, str], table: Table, offered: Offered
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
    table: Table, mapping: Mapping[int, str], remembered: Mapping[int, Choice]
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
    for row in table.rows[:LOOKED_AT]:
        text = row.shown(position)
        if text:
            found[text[:60]] = None
        if len(found) == SAMPLES:
            break
    return list(found)


def unused(header: Iterable[str], mapping: Mapping[int, str]) -> list[str]:
    """Names of columns that are taken for nothing."""
    return [
        title
        for position, title in enumerate(header)
        if title and not mapping.get(position)
    ]
