"""What every change of an entry checks first, with the entry's row locked and by the
database's clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from django.db.models import DateTimeField, Func, QuerySet

from awards.accounts.models import User
from awards.ledger.services import database_now
from awards.models import Edition
from awards.speed.prepared_query import Prepared
from nominations.models import Correction, Entry, EntryQuerySet
from nominations.models.with_columns import LockedEntry
from nominations.refusals import (
    CallNotOpenError,
    ClosedError,
    CorrectionOverError,
    FieldLockedError,
    WrongStateError,
)
from nominations.statuses import ENTRY_TRANSITIONS, Eligibility, EntryState

LOCKED = ("edition", "organisation", "owner", "fallback")


class TransactionNow(Func):
    """The database's clock when this transaction began, as ``database_now`` tells it."""

    template = "transaction_timestamp()"
    output_field = DateTimeField()


def visible(user: int, email: str) -> EntryQuerySet:
    return Entry.objects.visible_to(User(pk=user, email=email))


def locked(entries: EntryQuerySet) -> QuerySet[LockedEntry]:
    """Held until the transaction ends, each with ``began_at``: the database's clock
    when that began.
    """
    rows = entries.select_for_update(of=("self",)).select_related(*LOCKED)
    return cast("QuerySet[LockedEntry]", rows.annotate(began_at=TransactionNow()))


locked_entry: Prepared[LockedEntry] = Prepared(
    lambda pk: locked(Entry.objects.filter(pk=pk))
)
locked_seen_entry: Prepared[LockedEntry] = Prepared(
    lambda user, email, ref: locked(visible(user, email).filter(reference=ref))
)


def lock_entry(entry: Entry) -> Entry:
    """The entry as it stands now; nobody else changes it until this transaction ends."""
    return held(locked_entry.first(entry.pk))


def lock_seen_entry(user: User, reference: str) -> Entry:
    """The same by its reference; Entry.DoesNotExist unless this person may see it."""
    return held(locked_seen_entry.first(user.pk, user.email, reference))


def held(found: LockedEntry | None) -> Entry:
    if found is None:
        raise Entry.DoesNotExist
    found.locked_at = found.began_at
    return found


def check_call_open(edition: Edition, now: datetime) -> None:
    """A new entry may begin from the opening of the call until the grace after its
    closing has run out. ``now``: the database's clock when the transaction began.
    """
    if (
        edition.is_draft
        or now < edition.opens_at
        or now >= Entry(edition=edition).closing_moment
    ):
        raise CallNotOpenError


def check_not_closed(entry: Entry) -> None:
    """The transaction's first moment counts: who sent before closing is not shut out by
    a slow server.
    """
    if (entry.locked_at or database_now()) >= entry.closing_moment:
        raise ClosedError


def check_transition(entry: Entry, to: EntryState) -> None:
    if to not in ENTRY_TRANSITIONS[EntryState(entry.state)]:
        raise WrongStateError


def open_correction(entry: Entry) -> Correction | None:
    """The correction that the entrant was asked for and has not sent yet; perhaps its
    deadline has passed.
    """
    if entry.state != EntryState.SUBMITTED or entry.eligibility != Eligibility.RETURNED:
        return None
    return entry.corrections.filter(sent_at=None).first()


def check_in_time(entry: Entry) -> Correction | None:
    """Until its closing moment; an entry returned for correction until the deadline of
    that, which is returned.
    """
    correction = open_correction(entry)
    if correction is None:
        check_not_closed(entry)
    elif entry.edition.announced_at or database_now() >= correction.until:
        raise CorrectionOverError
    return correction


def check_editable(entry: Entry, fields: Iterable[str]) -> None:
    """A draft may be changed as a whole, an entry returned for correction in the fields
    that were marked.

    ``fields``: names on the form; ``files`` for files that answer no question.
    """
    correction = check_in_time(entry)
    if correction is not None:
        if not set(fields) <= set(correction.fields):
            raise FieldLockedError
    elif entry.state != EntryState.DRAFT:
        raise WrongStateError
