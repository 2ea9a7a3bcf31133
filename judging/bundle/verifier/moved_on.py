"""Entries that move on to a round: chosen before its first ballot, and no other judged."""

from collections.abc import Iterator

from .reading import Bundle, Row
from .record import SUBMITTED

MADE, UNDONE = "shortlist.made", "shortlist.undone"


def moved_on_problems(bundle: Bundle) -> Iterator[str]:
    chosen: set[tuple[str, ...]] | None = None
    has_ballots = False
    for act in bundle.of_round(MADE, UNDONE, *SUBMITTED):
        if act.act in SUBMITTED:
            has_ballots = True
            if chosen is not None and place_of(act) not in chosen:
                yield f"the ballot of ledger row {act.number} is on an entry that did not move on"
            continue
        if has_ballots:
            yield f"ledger row {act.number}: who moves on was changed after the first ballot"
        chosen = {tuple(one) for one in act.said["sheets"]} if act.act == MADE else None


def place_of(act: Row) -> tuple[str, ...]:
    return act.said["sheet"], act.said["category"]
