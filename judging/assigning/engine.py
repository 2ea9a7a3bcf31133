"""The one door to ``judging.matching``: judges, entries and conflicts of a round in,
new assignments out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from judging.matching import (
    Answers,
    Demand,
    Extra,
    Judge,
    Place,
    Problem,
    Reason,
    Solution,
    assign,
    extra_ballot,
    rebalance,
)
from judging.ranking.threads import one_thread

Pair = tuple[int, int]  # (judge id, entry-category id)


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
    """``categories``: the panels the judge sits on (None: all). ``expertise``: category
    code → 0–2.
    """

    judge: int
    limit: int | None = None
    categories: frozenset[str] | None = None
    expertise: dict[str, int] = field(default_factory=dict)
    away: bool = False


@dataclass(frozen=True)
class Situation:
    """A round as it stands. ``conflicts``: (judge id, entry id). ``kept``: never moved.
    ``movable``: may be moved.
    """

    seats: list[Seat]
    judges: list[Candidate]
    conflicts: set[Pair]
    kept: set[Pair]
    movable: set[Pair] = field(default_factory=set)
    seed: int = 0

    @cached_property
    def by_standing(self) -> dict[int, Seat]:
        return {seat.standing: seat for seat in self.seats}

    @cached_property
    def standing_of(self) -> dict[tuple[str, str], int]:
        return {
            (entry_id(seat.entry), seat.category): seat.standing for seat in self.seats
        }

    def place(self, pair: Pair) -> Place:
        seat = self.by_standing[pair[1]]
        return Place(judge_id(pair[0]), entry_id(seat.entry), seat.category)

    def pair(self, place: Place) -> Pair:
        return int(str(place.judge)[1:]), self.standing_of[
            str(place.entry), place.category
        ]

    def places(self, pairs: Iterable[Pair]) -> frozenset[Place]:
        return frozenset(
            self.place(pair) for pair in pairs if pair[1] in self.by_standing
        )

    @cached_property
    def problem(self) -> Problem:
        fixed = self.places(self.kept)
        conflicts = {
            (judge_id(judge), entry_id(entry)) for judge, entry in self.conflicts
        }
        judges = tuple(
            Judge(
                judge_id(row.judge), row.limit, row.expertise, row.categories, row.away
            )
            for row in self.judges
        )
        return Problem(
            demands=tuple(
                Demand(entry_id(s.entry), s.category, s.seats, s.quorum)
                for s in self.seats
            ),
            judges=judges or NOBODY,
            conflicts=frozenset(conflicts)
            - {(str(one.judge), str(one.entry)) for one in fixed},
            fixed=fixed,
            seed=self.seed,
        )


def judge_id(pk: int) -> str:
    """Ids as words: a sentence names judges and entries by replacing ids, and must not
    replace its numbers.
    """
    return f"j{pk}"


def entry_id(pk: int) -> str:
    return f"e{pk}"


# before anybody has accepted: every seat is reported as unfilled
NOBODY = (Judge(judge_id(0), 0, away=True),)


@dataclass(frozen=True)
class Plan:
    """What changes. ``unfilled``: standing id → seats left empty. ``removed``: pair →
    why it goes.
    """

    situation: Situation
    solution: Solution
    new: list[Pair]
    removed: dict[Pair, str]

    @property
    def connected(self) -> bool:
        return self.solution.connected

    @cached_property
    def unfilled(self) -> dict[int, int]:
        standing_of = self.situation.standing_of
        return {
            standing_of[str(row.entry), row.category]: row.missing
            for row in self.solution.unfilled
        }

    @cached_property
    def load(self) -> dict[int, int]:
        return {
            int(str(row.judge)[1:]): row.ballots
            for row in self.solution.loads
            if row.judge != judge_id(0)
        }

    @cached_property
    def reasons(self) -> dict[Pair, list[dict[str, object]]]:
        """Why each new pair, as JSON."""
        answers = Answers(self.solution)
        return {
            pair: [as_json(reason) for reason in answers.of(self.situation.place(pair))]
            for pair in self.new
        }

    @cached_property
    def digest(self) -> str:
        """What was previewed: the same moves have the same digest, so nothing else can
        be applied by mistake.
        """
        moves = {
            "new": self.new,
            "removed": sorted(self.removed),
            "seed": self.solution.seed,
        }
        return hashlib.sha256(json.dumps(moves).encode()).hexdigest()[:32]


def as_json(reason: Reason) -> dict[str, object]:
    return {"code": reason.code, **reason.params}


def plan_fill(situation: Situation) -> Plan:
    """Fill the empty seats; nothing that stands is moved. The same situation gives the
    same plan.
    """
    with one_thread():
        solution = assign(situation.problem)
    return _plan(situation, solution, {})


def plan_rebalance(situation: Situation) -> Plan:
    """Fill the empty seats with as few moves as possible; ballots begun stay."""
    with one_thread():
        result = rebalance(situation.problem, situation.places(situation.movable))
    removed = {situation.pair(place): reason.code for place, reason in result.removed}
    return _plan(situation, result.solution, removed)


def plan_extra(situation: Situation, standing: int, order: Sequence[int] = ()) -> Extra:
    """Whom to ask for one more ballot on an entry; ``order``: judges in order of
    preference among equals.
    """
    seat = situation.by_standing[standing]
    names = [judge_id(judge) for judge in order]
    with one_thread():
        return extra_ballot(
            situation.problem,
            situation.problem.fixed,
            entry_id(seat.entry),
            seat.category,
            names,
        )


def _plan(situation: Situation, solution: Solution, removed: dict[Pair, str]) -> Plan:
    before = situation.kept | situation.movable
    held = {situation.pair(place) for place in solution.assignments}
    return Plan(situation, solution, sorted(held - before), removed)
