"""The passes of an entry's eligibility check: each begins when the entry was changed."""

from __future__ import annotations

from nominations.models import Entry
from nominations.refusals import CorrectFirstError, WrongStateError
from nominations.statuses import (
    ELIGIBILITY_TRANSITIONS,
    OUT,
    Eligibility,
    EntryState,
)


def begin_pass(entry: Entry) -> None:
    """The check begins anew; earlier words stay with the pass that they were said in."""
    check_way(entry, Eligibility.UNCHECKED)
    entry.eligibility, entry.eligibility_pass = (
        Eligibility.UNCHECKED,
        entry.eligibility_pass + 1,
    )
    entry.save(update_fields=["eligibility", "eligibility_pass", "updated_at"])


def check_way(entry: Entry, to: Eligibility) -> None:
    if to not in ELIGIBILITY_TRANSITIONS[Eligibility(entry.eligibility)]:
        raise WrongStateError


def begin_anew_with_draft(entry: Entry) -> None:
    """Call it when an entrant opens an entry again before closing: what was said was
    said of another text.

    One that was returned, or found not eligible, has its own way back.
    """
    if entry.eligibility in OUT or (
        entry.eligibility == Eligibility.RETURNED
        and entry.state == EntryState.SUBMITTED
    ):
        raise CorrectFirstError
    if entry.eligibility != Eligibility.UNCHECKED:
        begin_pass(entry)
