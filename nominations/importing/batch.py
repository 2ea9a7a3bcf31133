"""The rows of one file against what the edition has already."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from awards.models import Edition
from awards.spreadsheets.headings import squash
from awards.spreadsheets.problems import Problem, reasons_by_row
from awards.spreadsheets.tables import TableRow
from nominations.entries.content import contents_of
from nominations.importing.outcome import Previewed
from nominations.importing.rows import Parsed
from nominations.models import Entry, Revision
from nominations.models.with_columns import TouchedEntry
from nominations.statuses import EntryState

MINUTE = timedelta(minutes=1)
SOURCE = "import"


class Stored:
    """What stands here of these entries, in three questions: enough to tell whether a
    row says anything new.
    """

    def __init__(self, entries: list[Entry], asked: list[str]) -> None:
        self.contents, self.asked = contents_of(entries), asked

    def says(self, entry: Entry, row: Parsed) -> bool:
        """Whether the row says of this entry what stands here already, in every column
        that the file has.
        """
        content, organisation = self.contents[entry.pk], entry.organisation
        return (
            entry.state != EntryState.DRAFT
            and all(content["fields"][name] == text for name, text in row.texts.items())
            and sorted(row.categories) == content["categories"]
            and all(
                (row.answers.get(code) or "") == (content["answers"].get(code) or "")
                for code in self.asked
            )
            and row.email == entry.owner.email
            and row.number == organisation.number
            and all(
                getattr(organisation, name) == value
                for name, value in row.organisation.items()
            )
            and (
                row.submitted_at is None
                or same_minute(row.submitted_at, entry.submitted_at)
            )
        )


def same_minute(one: datetime | None, other: datetime | None) -> bool:
    """A spreadsheet's moments often have no seconds."""
    return one is not None and other is not None and abs(one - other) < MINUTE


class Batch:
    """The rows of one file against what the edition has already."""

    def __init__(
        self,
        edition: Edition,
        parsed: list[Parsed],
        asked: list[str],
    ) -> None:
        """``asked``: the codes of the questions that the file has a column for."""
        self.edition, self.rows, self.asked = edition, parsed, asked
        self.by_reference, self.by_key = known_entries(edition, parsed)
        self.latest: dict[Any, Parsed] = {}
        for row in parsed:
            self.latest[self.identity(row)] = row
        stored = Stored([entry for row in parsed if (entry := self.found(row))], asked)
        self.unchanged = {
            row.row
            for row in parsed
            if (entry := self.found(row)) and stored.says(entry, row)
        }

    def found(self, row: Parsed) -> TouchedEntry | None:
        return (
            self.by_reference.get(row.reference)
            if row.reference
            else self.by_key.get(row.key)
        )

    def identity(self, row: Parsed) -> Any:
        entry = self.found(row)
        return entry.pk if entry else row.key

    def problems(self) -> list[Problem]:
        return [problem for row in self.rows for problem in self.problems_of(row)]

    def problems_of(self, row: Parsed) -> Iterable[Problem]:
        """What the row's entry says against being overwritten."""
        entry = self.found(row)
        if row.reference and entry is None:
            yield Problem(
                row.row,
                "reference",
                _("There is no entry %(ref)s in this edition.")
                % {"ref": row.reference[:60]},
            )
        if entry is None or row.row in self.unchanged:
            return
        about = {"ref": entry.reference}
        if entry.source != SOURCE:
            yield Problem(
                row.row,
                "",
                _("%(ref)s was submitted on the site, so change it there.") % about,
            )
        elif entry.state != EntryState.SUBMITTED:
            yield Problem(
                row.row,
                "",
                _("%(ref)s was withdrawn or reopened by the entrant.") % about,
            )
        elif entry.touched:
            yield Problem(
                row.row,
                "",
                _("%(ref)s has been changed on the site since it was imported.")
                % about,
            )

    def new_rows(self) -> list[Parsed]:
        return [row for row in self.latest.values() if self.found(row) is None]

    def counts(self) -> tuple[int, int]:
        created = len(self.new_rows())
        return created, len(self.rows) - created

    def previewed(
        self, rows: list[TableRow], problems: list[Problem]
    ) -> list[Previewed]:
        reasons = reasons_by_row(problems)
        read = {row.row: row for row in self.rows}
        shown = [read.get(row.number) or Parsed(row.number) for row in rows]
        return [
            Previewed(row, self.fate(row, row.row in reasons), reasons.get(row.row, []))
            for row in shown
        ]

    def fate(self, row: Parsed, refused: bool) -> str:
        if refused:
            return "refused"
        if row.row in self.unchanged:
            return "unchanged"
        return "updated" if self.found(row) else "new"

    def without(self, refused: Set[int]) -> Batch:
        """The rows that nothing is said against."""
        good = [row for row in self.rows if row.row not in refused]
        return Batch(self.edition, good, self.asked)

    def to_write(self) -> list[Parsed]:
        """Rows that change nothing are left out: nobody's entry is touched by its own
        export.
        """
        return [row for row in self.latest.values() if row.row not in self.unchanged]


def known_entries(
    edition: Edition, rows: list[Parsed]
) -> tuple[dict[str, TouchedEntry], dict[tuple[str, str], TouchedEntry]]:
    """Entries of the edition that a row may mean: by reference, and by number and title."""
    numbers = {row.number for row in rows}
    revised = Exists(Revision.objects.filter(entry=OuterRef("pk")))
    rows_of_edition = edition.entries.select_related("organisation", "owner")
    entries = cast("QuerySet[TouchedEntry]", rows_of_edition.annotate(touched=revised))
    references = {row.reference for row in rows if row.reference}
    by_reference = {
        entry.reference: entry for entry in entries.filter(reference__in=references)
    }
    by_key = {
        (entry.organisation.number, squash(entry.title_th or entry.title_en)): entry
        for entry in entries.filter(organisation__number__in=numbers).exclude(
            organisation__number=""
        )
    }
    return by_reference, by_key
