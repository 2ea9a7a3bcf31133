"""Entries that left the running with ballots given: an act of their own ties the entry's
pseudonym to the act by which it left, so that nobody can say it of another one later.

What is written in nominations names references, which are not for everybody; judging
knows the pseudonyms. So the higher floor asks, in a sweep, and once more at the seal.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from awards.ledger.acts import Act, codes_of
from awards.ledger.models import Row, Value
from awards.ledger.services import append, locked_head
from awards.models import Edition
from judging.acts import ENTRY_BACK, ENTRY_OUT
from judging.models import Ballot
from judging.pseudonyms import Pseudonyms
from judging.statuses import BallotState
from nominations.acts import ELIGIBILITY_DECIDED, LEFT
from nominations.models import Entry
from nominations.statuses import OUT, EntryState


def bind_due_leavers() -> int:
    """One sweep over editions that are open: how many acts were written."""
    return sum(map(bind_leavers, Edition.objects.public()))


@transaction.atomic
def bind_leavers(edition: Edition) -> int:
    out = leavings(edition)
    if not out and not tied(edition.code):
        return 0
    locked_head(edition.code)  # another sweep may have been faster
    last, names = tied(edition.code), Pseudonyms(edition)
    due = {names.entry(reference): act for reference, act in out.items()}
    gone = [(sheet, act) for sheet, act in due.items() if last.get(sheet) != act]
    back = [sheet for sheet, act in last.items() if act and sheet not in due]
    for sheet, act in sorted(gone):
        append(edition.code, ENTRY_OUT, None, {"sheet": sheet, "act": act})
    for sheet in sorted(back):
        append(edition.code, ENTRY_BACK, None, {"sheet": sheet})
    return len(gone) + len(back)


def leavings(edition: Edition) -> dict[str, int]:
    """Reference → the act by which the entry left, where the chain has one."""
    found = {entry.reference: left_by(entry) for entry in entries_out(edition)}
    return {reference: act for reference, act in found.items() if act}


def entries_out(edition: Edition) -> list[Entry]:
    given = Ballot.objects.filter(
        state=BallotState.SUBMITTED,
        assignment__entry_category__entry__edition=edition,
    ).values("assignment__entry_category__entry")
    entries = Entry.objects.filter(pk__in=given).order_by("reference")
    return [
        entry
        for entry in entries.select_related("edition")
        if entry.state != EntryState.SUBMITTED or entry.eligibility in OUT
    ]


def left_by(entry: Entry) -> int | None:
    """The newest act by which it is out: its own going before a verdict, as causes are."""
    if entry.state != EntryState.SUBMITTED:
        found = newest(entry, *LEFT)
        if found:
            return found
    return newest(entry, ELIGIBILITY_DECIDED) if entry.eligibility in OUT else None


def newest(entry: Entry, *acts: Act) -> int | None:
    about = Value.objects.filter(
        chain=entry.edition.code, name="entry", value=entry.reference
    )
    rows = Row.objects.filter(
        chain=entry.edition.code,
        act__in=codes_of(acts),
        number__in=about.values("number"),
    )
    found: int | None = rows.aggregate(last=Max("number"))["last"]
    return found


def tied(chain: str) -> dict[str, int | None]:
    """Pseudonym → the act of leaving that it is tied to; None once it came back."""
    rows = Row.objects.filter(chain=chain, act__in=codes_of((ENTRY_OUT, ENTRY_BACK)))
    said: dict[int, dict[str, Any]] = {}
    values = Value.objects.filter(chain=chain, number__in=rows.values("number"))
    for number, name, value in values.order_by("number").values_list(
        "number", "name", "value"
    ):
        said.setdefault(number, {})[name] = value
    return {one["sheet"]: one.get("act") for one in said.values()}
