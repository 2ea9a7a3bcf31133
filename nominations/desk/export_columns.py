"""Which columns an export has: those of the view it was asked from, or all, so that the
import reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from awards.language.thai import format_datetime
from nominations.desk.checklist_columns import PREFETCH, ChecklistColumns
from nominations.desk.columns import (
    all_columns,
    chosen_columns,
    lacking_of,
    plain_text,
    with_columns,
)
from nominations.importing.headers import export_headers
from nominations.models import Entry, EntryQuerySet, Export, Question
from nominations.questions.answers import export_answer
from nominations.questions.kinds import in_writing


class AllColumns:
    """In the order of their references, under names that the import knows again."""

    def __init__(self, export: Export) -> None:
        self.questions = in_writing(export.edition.questions.told())
        self.checklist = ChecklistColumns(export.edition)

    def ordered(self, entries: EntryQuerySet) -> EntryQuerySet:
        return entries.order_by("reference")

    def read(self, entries: EntryQuerySet) -> list[Entry]:
        entries = entries.prefetch_related(
            "standings__category", "answers__question", *PREFETCH
        )
        return list(self.ordered(entries))

    def header(self) -> list[str]:
        return columns(self.questions) + self.checklist.header()

    def cells(self, entry: Entry) -> list[str]:
        return cells(entry, self.questions) + self.checklist.cells(entry)


class ShownColumns:
    """The view's columns in the view's order, every text whole; the reference always
    comes first.
    """

    def __init__(self, export: Export) -> None:
        self.edition = export.edition
        self.columns = chosen_columns(
            all_columns(export.edition.questions.told()), export.query
        )
        self.lacking: dict[int, list[str]] = {}

    def ordered(self, entries: EntryQuerySet) -> EntryQuerySet:
        return entries

    def read(self, entries: EntryQuerySet) -> list[Entry]:
        """What each lacks is asked for these alone: cells of others are made later."""
        found = list(with_columns(entries, self.columns))
        self.lacking = lacking_of(self.edition, found, self.columns)
        return found

    def header(self) -> list[str]:
        return [_("Reference"), *(str(column.label) for column in self.columns)]

    def cells(self, entry: Entry) -> list[str]:
        return [
            entry.reference,
            *(plain_text(entry, column, self.lacking) for column in self.columns),
        ]


def extent_of(export: Export) -> AllColumns | ShownColumns:
    return AllColumns(export) if export.all_columns else ShownColumns(export)


def columns(questions: Iterable[Question]) -> list[str]:
    """Names that the import knows again, in the export's language."""
    fixed = [
        *(
            _("Reference"),
            _("Received"),
            _("Email"),
            _("Organisation"),
            _("Organisation in English"),
        ),
        *(
            _("Type of organisation"),
            _("13-digit ID number"),
            _("Province"),
            _("Title in Thai"),
            _("Title in English"),
        ),
        *(
            _("Category"),
            _("Summary in Thai"),
            _("Summary in English"),
            _("Contact person"),
            _("Telephone"),
        ),
    ]
    return [*export_headers(fixed, list(questions)), _("Status")]


def cells(entry: Entry, questions: Iterable[Question]) -> list[str]:
    answers = {answer.question_id: answer.value for answer in entry.answers.all()}
    organisation = entry.organisation
    return [
        entry.reference,
        format_datetime(entry.submitted_at, translation.get_language() or "th")
        if entry.submitted_at
        else "",
        entry.owner.email,
        organisation.name_th,
        organisation.name_en,
        organisation.get_kind_display(),
        organisation.number,
        organisation.province.name if organisation.province else "",
        entry.title_th,
        entry.title_en,
        "; ".join(standing.category.name for standing in entry.standings.all()),
        entry.summary_th,
        entry.summary_en,
        entry.contact_name,
        entry.contact_phone,
        *(
            export_answer(question, answers.get(question.pk, ""))
            for question in questions
        ),
        entry.get_state_display(),
    ]
