"""The one door to ``judging.matching``: judges, entries and conflicts of a round in, new assignments out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from judging.matching import Demand, Judge, Place, Problem, Solution, assign, rebalance, why

Pair = tuple[int, int]  # (judge id, entry-category id)


NOBODY = (Judge(0, 0, away=True),)  # before anybody has accepted, so that every seat is reported as unfilled


@dataclass(frozen=True)
class Seat:
    """One entry in one category that wants judges. ``standing``: id of the EntryCategory."""

    standing: int
    entry: int
    category: str
    seats: int
    quorum: int = 1


@dataclass(frozen=True)
class Candidate:
    """``categories``: the panels the judge sits on (None: all). ``expertise``: category code → 0–2."""

    judge: int
    limit: int | None = None
    categories: frozenset[str] | None = None
    expertise: dict[str, int] = field(default_factory=dict)
    away: bool = False


@dataclass(frozen=True)
class Plan:
    """What changes. ``unfilled``: standing id → seats left empty. ``reasons``: why each new pair, as JSON."""

    new: list[Pair]
    removed: list[Pair]
    unfilled: dict[int, int]
    load: dict[int, int]
    connected: bool
    solution: Solution
    reasons: dict[Pair, list[dict[str, Any]]]


def plan(
    seats: Iterable[Seat],
    judges: Iterable[Candidate],
    conflicts: set[Pair],
    kept: set[Pair],
    seed: int = 0,
    movable: frozenset[Pair] = frozenset(),
) -> Plan:
    """``conflicts``: (judge id, entry id). ``kept``: never moved. ``movable``: standing, moved only where it must be.

    The same input gives the same plan.
    """
    seats = list(seats)
    by_standing = {seat.standing: seat for seat in seats}
    standing_of = {(seat.entry, seat.category): seat.standing for seat in seats}

    def place(pair: Pair) -> Place:
        seat = by_standing[pair[1]]
        return Place(pair[0], seat.entry, seat.category)

    fixed = frozenset(place(pair) for pair in kept if pair[1] in by_standing)
    problem = Problem(
        demands=tuple(Demand(seat.entry, seat.category, seat.seats, seat.quorum) for seat in seats),
        judges=tuple(Judge(row.judge, row.limit, row.expertise, row.categories, row.away) for row in judges) or NOBODY,
        conflicts=frozenset(conflicts) - {(one.judge, one.entry) for one in fixed},
        fixed=fixed,
        seed=seed,
    )
    if movable:
        solution = rebalance(problem, [place(pair) for pair in movable if pair[1] in by_standing]).solution
    else:
        solution = assign(problem)
    held = {(int(one.judge), standing_of[int(one.entry), one.category]) for one in solution.assignments}
    before = kept | movable
    new = sorted(held - before)
    return Plan(
        new=new,
        removed=sorted(movable - held),
        unfilled={standing_of[int(row.entry), row.category]: row.missing for row in solution.unfilled},
        load={int(row.judge): row.ballots for row in solution.loads if row.judge},
        connected=solution.connected,
        solution=solution,
        reasons={pair: _reasons(solution, place(pair), len(new)) for pair in new},
    )


WHOLE_ANSWERS = 1000  # above this many new pairs the full "why me?" would cost more than the matching itself


def _reasons(solution: Solution, place: Place, pairs: int) -> list[dict[str, Any]]:
    if pairs > WHOLE_ANSWERS:
        return []
    return [
        {"code": reason.code, **reason.params} for reason in why(solution, place.judge, place.entry, place.category)
    ]
