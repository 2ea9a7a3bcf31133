"""What every change of an entry checks first, with the entry's row locked and by the database's clock."""

from __future__ import annotations

from awards.ledger.services import database_now
from awards.models import Edition
from nominations.errors import CallNotOpenError, ClosedError, WrongStateError
from nominations.models import Entry
from nominations.statuses import TRANSITIONS, EntryState


def lock_entry(entry: Entry) -> Entry:
    """The entry as it stands now; nobody else changes it until this transaction ends."""
    locked = Entry.objects.select_for_update(of=("self",)).select_related(
        "edition", "organisation", "owner", "fallback"
    )
    return locked.get(pk=entry.pk)


def check_call_open(edition: Edition) -> None:
    """A new entry may begin from the opening of the call until the grace after its closing has run out."""
    now = database_now()
    if now < edition.opens_at or now >= Entry(edition=edition).closing_moment:
        raise CallNotOpenError


def check_not_closed(entry: Entry) -> None:
    """The transaction's first moment counts: who sent before closing is not shut out by a slow server."""
    if database_now() >= entry.closing_moment:
        raise ClosedError


def check_transition(entry: Entry, to: EntryState) -> None:
    if to not in TRANSITIONS[EntryState(entry.state)]:
        raise WrongStateError


def check_editable(entry: Entry) -> None:
    check_not_closed(entry)
    if entry.state != EntryState.DRAFT:
        raise WrongStateError
