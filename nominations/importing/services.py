"""Entries from a spreadsheet: all rows or none, or the good ones alone."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from awards.accounts.models import User
from awards.ledger.services import append
from awards.models import Edition
from awards.spreadsheets.rest import rest_of
from awards.spreadsheets.tables import Table
from nominations import acts
from nominations.declarations.whole_form import ensure_form
from nominations.entries.file_receipts import keep_receipts
from nominations.importing.batch import SOURCE, Batch
from nominations.importing.emails import entries_imported, mail_keys
from nominations.importing.headers import Columns, match_columns
from nominations.importing.outcome import Outcome
from nominations.importing.record import before_import, keep_import_record, made_of
from nominations.importing.remarks import (
    lacking_words,
    orders_of_dates,
    outside_the_call,
)
from nominations.importing.rows import Reader, read_rows
from nominations.importing.writing import Writer
from nominations.models import Entry, Question

PREVIEWED = 10


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
    good_rows: bool = False,
    name: str = "",
) -> Outcome:
    """Make submitted entries of a table's rows; a row imported before updates its
    entry.

    A row is known again by its reference, or else by the organisation's number and the
    title. When the file names an entry twice the later row counts, as with a form that
    was sent again; both rows are counted. A row that says what stands here already
    changes nothing, so an export comes back unchanged. ``mapping``: which column is
    what, where somebody said so. ``month_first``: how 8/9/2026 is
    meant where its column does not tell; None takes it for a day first. ``good_rows``:
    rows without a problem come in although others have one. ``name``: the file's.
    """
    Edition.objects.select_for_update().get(pk=edition.pk)
    ensure_form(edition)
    job = Job(edition, table, mapping, month_first)
    outcome = job.looked_through()
    batch = job.batch
    if outcome.rejected:
        batch = batch.without(outcome.refused_rows)
        outcome.good_rows = len(batch.rows)
    if not outcome.rejected or (good_rows and batch.rows):
        outcome.created, outcome.updated = batch.counts()
        outcome.unchanged = len(batch.unchanged)
        if not dry_run:
            job.write(batch, outcome, actor, invite, name)
            return outcome
    transaction.set_rollback(True)
    return outcome


class Job:
    """One file on its way in; ``batch`` is all its rows."""

    def __init__(
        self,
        edition: Edition,
        table: Table,
        mapping: Mapping[int, str] | None,
        month_first: bool | None,
    ) -> None:
        self.edition, self.table, self.mapping = edition, table, mapping
        self.questions: list[Question] = list(edition.questions.all())
        self.columns: Columns = match_columns(table.header, self.questions, mapping)
        self.orders = orders_of_dates(table, self.columns, self.questions, month_first)
        reader = Reader(
            edition, table.header, self.columns, self.questions, self.orders
        )
        self.parsed, self.unreadable = read_rows(reader, table)
        asked = [name for name in self.columns.index if name.startswith("q-")]
        codes = [name.removeprefix("q-") for name in asked]
        self.batch = Batch(edition, self.parsed, codes)

    def looked_through(self) -> Outcome:
        """All that there is to say before anything is written."""
        table, batch = self.table, self.batch
        outcome = Outcome(
            rows=len(table.rows),
            ignored_columns=self.columns.ignored,
            notes=list(table.notes),
        )
        outcome.dates = {
            table.header[self.columns.index[name]]: order.month_first
            for name, order in self.orders.items()
            if not order.certain
        }
        problems = [*self.unreadable, *batch.problems()]
        outcome.rejected = sorted(problems, key=lambda problem: problem.row)
        outcome.preview = batch.previewed(table.rows[:PREVIEWED], outcome.rejected)
        received = self.columns.title_of("submitted_at", table.header)
        outcome.warnings = [*outside_the_call(self.edition, self.parsed, received)]
        if words := lacking_words(self.edition, batch.new_rows()):
            outcome.notes.append(words)
        return outcome

    def write(
        self,
        batch: Batch,
        outcome: Outcome,
        actor: User | None,
        invite: bool,
        name: str,
    ) -> None:
        """``outcome`` is told what was written, and who was mailed."""
        writer = Writer(batch, self.questions)
        known = [entry for row in writer.rows if (entry := batch.found(row))]
        before = before_import(known)
        writer.write()
        entries = list(writer.entries.values())
        if entries:
            write_down(self.edition, actor, keep_receipts(entries), entries)
        mails = invite_owners(batch) if invite else []
        outcome.invited = len(mails)
        outcome.brought_in = keep_import_record(
            edition=self.edition,
            actor=actor,
            name=name,
            outcome=outcome,
            made=made_of(writer.owners, mails),
            entries=entries,
            before=before,
        )
        if outcome.rejected:
            outcome.brought_in.rest = dict(rest_of(self.table, outcome.rejected))
            outcome.brought_in.save(update_fields=["rest"])


def invite_owners(batch: Batch) -> list[str]:
    """One mail per owner who never signed in; who was invited to this edition before
    gets none again, unless that was undone. Returns the outbox's keys of the mails.
    """
    ours = {
        row.email
        for row in batch.rows
        if (entry := batch.found(row)) is None or entry.source == SOURCE
    }
    new = User.objects.filter(email__in=ours, last_login=None).order_by("pk")
    keys = mail_keys(batch.edition, new)
    return [
        keys[user.pk]
        for user in new
        if entries_imported(batch.edition, user, keys[user.pk])
    ]


def write_down(
    edition: Edition,
    actor: User | None,
    fingerprints: dict[int, str],
    entries: list[Entry],
) -> None:
    """One row of the chain for the import, with a commitment to each entry's content:
    its receipt's fingerprint.
    """
    values = {entry.reference: fingerprints[entry.pk] for entry in entries}
    # so that an entry's history finds it
    subjects = {reference: f"entry:{reference}" for reference in values}
    append(edition.code, acts.ENTRIES_IMPORTED, actor, values, subjects=subjects)
