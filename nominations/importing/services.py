"""Entries from a spreadsheet: all rows or none, in a fixed number of statements however
many rows there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.accounts.people import people_of
from awards.language.thai import sort_key
from awards.ledger.services import append, database_now
from awards.models import Edition
from awards.spreadsheets.headings import squash
from awards.spreadsheets.tables import Table, TableRow
from nominations import acts
from nominations.declarations.whole_form import ensure_form
from nominations.entries.content import contents_of
from nominations.entries.file_receipts import keep_receipts
from nominations.entries.search_text import keep_search_texts, keep_search_texts_of
from nominations.entries.services import next_references
from nominations.importing.emails import entries_imported
from nominations.importing.headers import match_columns
from nominations.importing.remarks import (
    lacking_words,
    orders_of_dates,
    outside_the_call,
)
from nominations.importing.rows import Parsed, Problem, Reader, read_rows
from nominations.models import (
    Answer,
    Entry,
    EntryCategory,
    Member,
    Organisation,
    Question,
    Revision,
)
from nominations.models.with_columns import TouchedEntry
from nominations.statuses import EntryState, OrganisationKind

BATCH = 500
PREVIEWED = 10
MINUTE = timedelta(minutes=1)
SOURCE = "import"
ORGANISATION_FIELDS = ("name_th", "name_en", "kind", "province_id", "website")
TEXT_FIELDS = (
    "title_th",
    "title_en",
    "summary_th",
    "summary_en",
    "contact_name",
    "contact_phone",
)


@dataclass(frozen=True)
class Previewed:
    """A row as it was read. ``fate``: new, updated, unchanged or refused."""

    row: Parsed
    fate: str
    reasons: list[str]


@dataclass
class Outcome:
    """What an import did, or with ``dry_run`` would do. Nothing was written when
    anything was rejected.
    """

    created: int = 0
    updated: int = 0
    rejected: list[Problem] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    rows: int = 0
    invited: int = 0
    unchanged: int = (
        0  # of those updated: rows that say what stands here already, whoever wrote it
    )
    preview: list[Previewed] = field(default_factory=list)
    # rows that are taken, with something to look at
    warnings: list[Problem] = field(default_factory=list)
    # what was passed over, and what the entries lack
    notes: list[str] = field(default_factory=list)
    # columns that do not tell 8/9 from 9/8: read month first?
    dates: dict[str, bool] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": [problem.as_json() for problem in self.rejected],
            "rows": self.rows,
            "invited": self.invited,
            "ignored_columns": self.ignored_columns,
            "warnings": [problem.as_json() for problem in self.warnings],
            "notes": self.notes,
            "dates": {
                name: "month first" if first else "day first"
                for name, first in self.dates.items()
            },
        }


@transaction.atomic
def import_entries(
    *,
    edition: Edition,
    table: Table,
    actor: User | None,
    dry_run: bool = False,
    invite: bool = False,
    mapping: Mapping[int, str] | None = None,
    month_first: bool | None = None,
) -> Outcome:
    """Make submitted entries of a table's rows; a row imported before updates its
    entry.

    A row is known again by its reference, or else by the organisation's number and the
    title. When the file names an entry twice the later row counts, as with a form that
    was sent again; both rows are counted. A row that says what stands here already
    changes nothing, so an export comes back unchanged. ``mapping``: which column is
    what, where somebody said so. ``month_first``: how 8/9/2026 is meant where its
    column does not tell; None takes it for a day first.
    """
    Edition.objects.select_for_update().get(pk=edition.pk)
    ensure_form(edition)
    questions = list(edition.questions.all())
    columns = match_columns(table.header, questions, mapping)
    orders = orders_of_dates(table, columns, questions, month_first)
    parsed, problems = read_rows(
        Reader(edition, table.header, columns, questions, orders), table
    )
    outcome = Outcome(
        rows=len(table.rows), ignored_columns=columns.ignored, notes=list(table.notes)
    )
    unsure = {name: order for name, order in orders.items() if not order.certain}
    outcome.dates = {
        table.header[columns.index[name]]: order.month_first
        for name, order in unsure.items()
    }
    asked = [name.removeprefix("q-") for name in columns.index if name.startswith("q-")]
    batch = Batch(edition, parsed, questions, asked)
    outcome.rejected = sorted(
        [*problems, *batch.problems()], key=lambda problem: problem.row
    )
    outcome.preview = batch.previewed(table.rows[:PREVIEWED], outcome.rejected)
    outcome.warnings = [
        *outside_the_call(
            edition, parsed, columns.title_of("submitted_at", table.header)
        )
    ]
    if words := lacking_words(edition, batch.new_rows()):
        outcome.notes.append(words)
    if not outcome.rejected:
        outcome.created, outcome.updated = batch.counts()
        outcome.unchanged = len(batch.unchanged)
        if not dry_run:
            batch.write(actor)
            outcome.invited = batch.invite() if invite else 0
    if dry_run or outcome.rejected:
        transaction.set_rollback(True)
    return outcome


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
        questions: list[Question],
        asked: list[str],
    ) -> None:
        """``asked``: the codes of the questions that the file has a column for."""
        self.edition, self.rows = edition, parsed
        self.questions = {question.code: question for question in questions}
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
        reasons: dict[int, list[str]] = {}
        for problem in problems:
            reasons.setdefault(problem.row, []).append(
                f"{problem.column}: {problem.reason}".removeprefix(": ")
            )
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

    def write(self, actor: User | None) -> None:
        """Rows that change nothing are left out: nobody's entry is touched by its own export."""
        rows = [row for row in self.latest.values() if row.row not in self.unchanged]
        self.users = save_users(rows)
        organisations, renamed = save_organisations(rows, self.users)
        self.entries = self.save_entries(rows, organisations)
        self.save_standings(rows)
        self.save_answers(rows)
        keep_search_texts(entries=[entry.pk for entry in self.entries.values()])
        keep_search_texts_of(organisations=renamed)
        if rows:
            write_down(
                self.edition,
                actor,
                keep_receipts(list(self.entries.values())),
                self.entries,
            )

    def save_entries(
        self, rows: list[Parsed], organisations: dict[str, Organisation]
    ) -> dict[int, Entry]:
        """Row number → entry."""
        now = database_now()
        new = [row for row in rows if self.found(row) is None]
        references = iter(next_references(self.edition, len(new)) if new else [])
        entries: dict[int, Entry] = {}
        made: list[Entry] = []
        changed: list[Entry] = []
        for row in rows:
            entry: Entry | None = self.found(row)
            if entry is None:
                entry = Entry(
                    edition=self.edition, reference=next(references), source=SOURCE
                )
                made.append(entry)
            else:
                changed.append(entry)
            fill_entry(
                entry, row, self.users[row.email], organisations[row.number], now
            )
            entries[row.row] = entry
        Entry.objects.bulk_create(made, batch_size=BATCH)
        columns = [
            *TEXT_FIELDS,
            "sort_key",
            "owner",
            "organisation",
            "submitted_at",
            "updated_at",
        ]
        Entry.objects.bulk_update(changed, columns, batch_size=BATCH)
        return entries

    def save_standings(self, rows: list[Parsed]) -> None:
        """Standings that stay keep their row: assignments hang on it."""
        by_code = {
            category.code: category for category in self.edition.categories.all()
        }
        wanted = {
            (self.entries[row.row].pk, by_code[code].pk)
            for row in rows
            for code in row.categories
        }
        entries = [entry.pk for entry in self.entries.values()]
        have = dict.fromkeys(
            EntryCategory.objects.filter(entry__in=entries).values_list(
                "entry_id", "category_id", named=False
            )
        )
        gone = [pair for pair in have if pair not in wanted]
        for entry_id, category_id in gone:
            EntryCategory.objects.filter(
                entry_id=entry_id, category_id=category_id
            ).delete()
        EntryCategory.objects.bulk_create(
            [
                EntryCategory(entry_id=e, category_id=c)
                for e, c in sorted(wanted)
                if (e, c) not in have
            ],
            batch_size=BATCH,
        )

    def save_answers(self, rows: list[Parsed]) -> None:
        """Answers in columns that the file has are replaced; others stay."""
        answers = [
            Answer(
                entry=self.entries[row.row], question=self.questions[code], value=value
            )
            for row in rows
            for code, value in row.answers.items()
        ]
        Answer.objects.bulk_create(
            answers,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["entry", "question"],
            update_fields=["value", "updated_at"],
        )

    def invite(self) -> int:
        """One mail per owner who never signed in; who was invited to this edition
        before gets none again.
        """
        ours = {
            row.email
            for row in self.rows
            if (entry := self.found(row)) is None or entry.source == SOURCE
        }
        new = User.objects.filter(email__in=ours, last_login=None).order_by("pk")
        return sum(entries_imported(self.edition, user) for user in new)


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


def save_users(rows: list[Parsed]) -> dict[str, User]:
    """The account of each e-mail, made where there is none."""
    names = {row.email: row.texts.get("contact_name", "") for row in rows}
    users = people_of(names)
    new = [
        User(email=email, name_th=name, password=make_password(None))
        for email, name in names.items()
        if email not in users
    ]
    User.objects.bulk_create(new, batch_size=BATCH)
    return users | {user.email: user for user in new}


def save_organisations(
    rows: list[Parsed], users: dict[str, User]
) -> tuple[dict[str, Organisation], list[Organisation]]:
    """By number. One that only imports made is brought in line with the file, and is in
    the list of those that
    changed; one registered on the site stays.
    """
    details = {
        row.number: {"kind": OrganisationKind.OTHER, **row.organisation} for row in rows
    }
    found: dict[str, Organisation] = {}
    for organisation in Organisation.objects.filter(number__in=details).order_by("-pk"):
        found[organisation.number] = organisation
    own = set(
        Organisation.objects.filter(number__in=details, entries__source=SOURCE)
        .exclude(entries__source="web")
        .values_list("pk", flat=True)
    )
    changed = [
        found[number]
        for number in details
        if number in found and found[number].pk in own
    ]
    renamed = [
        organisation
        for organisation in changed
        if brought_in_line(organisation, details[organisation.number])
    ]
    Organisation.objects.bulk_update(changed, ORGANISATION_FIELDS, batch_size=BATCH)
    new = [
        Organisation(number=number, **details[number])
        for number in details
        if number not in found
    ]
    Organisation.objects.bulk_create(new, batch_size=BATCH)
    found |= {organisation.number: organisation for organisation in new}
    members = {(found[row.number].pk, users[row.email].pk) for row in rows}
    Member.objects.bulk_create(
        [Member(organisation_id=o, user_id=u) for o, u in sorted(members)],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    return found, renamed


def brought_in_line(organisation: Organisation, details: Mapping[str, object]) -> bool:
    """Whether this gave it another name."""
    before = organisation.name_th, organisation.name_en
    for name, value in details.items():
        setattr(organisation, name, value)
    return before != (organisation.name_th, organisation.name_en)


def fill_entry(
    entry: Entry, row: Parsed, owner: User, organisation: Organisation, now: datetime
) -> None:
    for name, text in row.texts.items():
        setattr(entry, name, text)
    entry.sort_key = sort_key(entry.title_th or entry.title_en)[:500]
    entry.owner, entry.organisation, entry.state = (
        owner,
        organisation,
        EntryState.SUBMITTED,
    )
    if not same_minute(row.submitted_at, entry.submitted_at):
        entry.submitted_at = row.submitted_at or entry.submitted_at or now
    entry.updated_at = now


def write_down(
    edition: Edition,
    actor: User | None,
    fingerprints: dict[int, str],
    entries: dict[int, Entry],
) -> None:
    """One row of the chain for the import, with a commitment to each entry's content:
    its receipt's fingerprint.
    """
    values = {entry.reference: fingerprints[entry.pk] for entry in entries.values()}
    # so that an entry's history finds it
    subjects = {reference: f"entry:{reference}" for reference in values}
    append(edition.code, acts.ENTRIES_IMPORTED, actor, values, subjects=subjects)
