"""An entry's way: begun, sent in, opened again, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection, transaction

from awards.accounts.models import User
from awards.ledger.acts import Act
from awards.ledger.services import append, database_now
from awards.models import Category, Edition
from nominations import acts
from nominations.declarations.whole_form import ensure_form
from nominations.entries.content import content_hash, content_on
from nominations.entries.emails import entry_received, entry_withdrawn
from nominations.entries.file_receipts import keep_receipt
from nominations.entries.form_state import sheet_of
from nominations.entries.missing import missing_items
from nominations.entries.passes import begin_anew_with_draft
from nominations.entries.prepared import categories_in, questions_of
from nominations.entries.search_text import (
    drop_search_text,
    keep_search_text,
    keep_search_texts,
)
from nominations.files.preparing import search_entry_again
from nominations.files.services import delete_attachment
from nominations.guard import (
    check_call_open,
    check_not_closed,
    check_transition,
    lock_entry,
)
from nominations.models import Attachment, Entry, EntryCategory, Organisation, Receipt
from nominations.refusals import CategoryError, IncompleteError
from nominations.statuses import EntryState

COUNT_ON = (
    "UPDATE awards_edition SET entry_counter = entry_counter + %s "
    "WHERE id = %s RETURNING entry_counter, transaction_timestamp()"
)


def next_references(edition: Edition, count: int) -> list[str]:
    """The next ``count`` references; the edition's row lock makes them unique and without gaps."""
    return counted_on(edition, count)[0]


def counted_on(edition: Edition, count: int) -> tuple[list[str], datetime]:
    """The same, with the moment at which this transaction began."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ON, [count, edition.pk])
        last, now = cursor.fetchone()
    numbers = range(last - count + 1, last + 1)
    return [f"{edition.code.upper()}-{number:04d}" for number in numbers], now


def categories_of(edition: Edition, codes: Iterable[str]) -> list[Category]:
    """The edition's categories with these codes. Raises CategoryError on an unknown one
    or on too many.
    """
    wanted = list(dict.fromkeys(codes))
    known = categories_in(edition.form_stamp, edition.pk)
    found = [category for category in known if category.code in wanted]
    if len(found) != len(wanted) or len(found) > edition.max_categories:
        raise CategoryError
    return found


@transaction.atomic
def create_entry(
    *,
    user: User,
    edition: Edition,
    organisation: Organisation,
    category_codes: Iterable[str],
) -> Entry:
    """A new draft with its reference."""
    [reference], now = counted_on(edition, 1)
    check_call_open(edition, now)
    if not questions_of(edition.form_stamp, edition.pk):
        ensure_form(edition)
    categories = categories_of(edition, category_codes)
    entry = Entry.objects.create(
        edition=edition, reference=reference, organisation=organisation, owner=user
    )
    EntryCategory.objects.bulk_create(
        EntryCategory(entry=entry, category=category) for category in categories
    )
    return entry


@transaction.atomic
def submit_entry(*, entry: Entry, user: User) -> Entry:
    """Send it in. Raises IncompleteError with what is missing."""
    entry = lock_entry(entry)
    check_not_closed(entry)
    check_transition(entry, EntryState.SUBMITTED)
    sheet = sheet_of(entry)
    if missing := missing_items(entry, sheet):
        raise IncompleteError(missing)
    was_sent_in = entry.fallback_id is not None
    entry.state, entry.submitted_at, entry.fallback = (
        EntryState.SUBMITTED,
        entry.locked_at or database_now(),
        None,
    )
    entry.save(update_fields=["state", "submitted_at", "fallback", "updated_at"])
    if was_sent_in:
        forget_removed_files(entry)
    receipt = keep_receipt(entry=entry, content=content_on(sheet))
    keep_search_text(entry=entry, answers=receipt.content["answers"].values())
    if receipt.content["files"]:
        search_entry_again(entry=entry)
    write_down(entry, acts.ENTRY_SUBMITTED, user, {"content_sha256": receipt.sha256})
    entry_received(entry, receipt)
    return entry


@transaction.atomic
def reopen_entry(*, entry: Entry, user: User) -> Entry:
    """Back to a draft, to be changed and sent in again before closing. What was sent in
    stands if it is not.

    A withdrawn entry has nothing that stands: it counts only when it is sent in again.
    """
    entry = lock_entry(entry)
    check_not_closed(entry)
    check_transition(entry, EntryState.DRAFT)
    begin_anew_with_draft(entry)
    entry.fallback = (
        standing_receipt(entry) if entry.state == EntryState.SUBMITTED else None
    )
    entry.state = EntryState.DRAFT
    entry.save(update_fields=["state", "fallback", "updated_at"])
    drop_search_text(entry=entry)
    write_down(entry, acts.ENTRY_REOPENED, user, {})
    return entry


def standing_receipt(entry: Entry) -> Receipt:
    """What stands submitted; kept now where it was sent in before receipts were kept,
    or imported.
    """
    latest = entry.receipts.first()
    if latest and latest.content and latest.sha256 == content_hash(entry):
        return latest
    return keep_receipt(entry=entry)


def forget_removed_files(entry: Entry) -> None:
    """The submission that had them can no longer come back."""
    for attachment in Attachment.with_removed.filter(
        entry=entry, removed_at__isnull=False
    ):
        delete_attachment(attachment)


@transaction.atomic
def withdraw_entry(*, entry: Entry, user: User) -> Entry:
    """Out of the edition until it is sent in again. Raises ClosedError after the
    deadline, WrongStateError where it is withdrawn already.
    """
    entry = lock_entry(entry)
    check_not_closed(entry)
    check_transition(entry, EntryState.WITHDRAWN)
    entry.state, entry.fallback = EntryState.WITHDRAWN, None
    entry.save(update_fields=["state", "fallback", "updated_at"])
    forget_removed_files(entry)
    keep_search_texts(entries=[entry.pk])
    write_down(entry, acts.ENTRY_WITHDRAWN, user, {})
    entry_withdrawn(entry, database_now().isoformat())
    return entry


def write_down(
    entry: Entry, act: Act, user: User | None, values: Mapping[str, object]
) -> None:
    """A row of the edition's ledger about this entry; ``values`` are JSON."""
    about = {"entry": entry.reference, **values}
    append(entry.edition.code, act, user, about, subject=f"entry:{entry.reference}")
