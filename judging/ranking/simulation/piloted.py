"""A made-up award judged under the autopilot's own rule: what an organiser's worker does,
with judges who answer in their own time, and the truth known.

Ballots are ranked by `ranked` and planned by `plan_ballots`, as the worker does it. A
step is the time in which about half of the judges who were asked give their ballot.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from judging.ranking.autopilot import (
    ExtraRule,
    Outcome,
    Planned,
    Seats,
    State,
    Waiting,
    contest_of,
    entry_key,
    how_well_known,
    plan_ballots,
)
from judging.ranking.ballots import Ballot, Floats, Ints
from judging.ranking.close_calls import Reader
from judging.ranking.groups import Group, ranked
from judging.ranking.rules import Rules

from .awards import Award
from .measures import kendall

ANSWERED = 0.5  # of the ballots asked for come within a step
DRAWS = 500
MOST_STEPS = 400


@dataclass(frozen=True)
class Flown:
    """Of one award, averages over its categories: whether the best is first, share of
    those who should win among those who do, Kendall's tau; and of the whole award the
    ballots given, seats taken back, and categories whose winners were stated as certain
    enough and how many of those were right.
    """

    best_wins: float
    winners: float
    tau: float
    ballots: int
    taken_back: int
    steps: int
    outcome: Outcome


def piloted_award(
    award: Award,
    rule: ExtraRule,
    places: int,
    rng: np.random.Generator,
    limit: int | None = None,
) -> Flown:
    """`award` has its first ballots; the rest is asked for by the rule until it stops."""
    flight = _Flight(award, rule, Rules(places=places, draws=DRAWS), rng, limit)
    for _step in range(MOST_STEPS):
        planned = flight.planned()
        if planned.outcome not in (Outcome.ASKING, Outcome.WAITING):
            break
        flight.follow(planned)
        flight.let_answer()
    return flight.landed(planned.outcome)


class _Flight:
    """One award on its way."""

    def __init__(
        self,
        award: Award,
        rule: ExtraRule,
        rules: Rules,
        rng: np.random.Generator,
        limit: int | None,
    ) -> None:
        self.award, self.rule, self.rules, self.rng = award, rule, rules, rng
        self.limit, self.taken_back, self.steps = limit, 0, 0
        self.first = len(award.entry)
        self.waiting: list[Waiting] = []
        self.shut: dict[str, set[str]] = defaultdict(set)

    def planned(self) -> Planned:
        self.steps += 1
        self.groups = _by_category(ranked(self._ballots(), self.rules))
        return plan_ballots(self._state(), self.rule)

    def follow(self, planned: Planned) -> None:
        back = {(one.entry, one.judge) for one in planned.back}
        for entry, judge in back:
            self.shut[entry].add(judge)
        self.taken_back += len(back)
        kept = [one for one in self.waiting if (one.entry, one.judge) not in back]
        new = [Waiting(one.entry, one.judge, extra=True) for one in planned.asked]
        self.waiting = kept + new

    def let_answer(self) -> None:
        """Who answers does so by chance; the last ones all do."""
        late = self.rng.random(len(self.waiting)) >= ANSWERED
        if late.all():
            late[:] = False
        answered = [
            one
            for one, later in zip(self.waiting, late.tolist(), strict=True)
            if not later
        ]
        self.waiting = [
            one for one, later in zip(self.waiting, late.tolist(), strict=True) if later
        ]
        self.award = self.award.with_ballots(
            _numbers(one.entry.split("/")[1] for one in answered),
            _numbers(one.judge for one in answered),
            self.rng,
        )

    def _ballots(self) -> list[Ballot]:
        award = self.award
        columns = zip(
            award.judge.tolist(),
            award.entry.tolist(),
            award.total.tolist(),
            strict=True,
        )
        category = award.category.tolist()
        return [
            Ballot(
                f"{judge:04}", f"{entry:06}", total=total, category=str(category[entry])
            )
            for judge, entry, total in columns
        ]

    def _state(self) -> State:
        seats, loads = self._seats(), self._loads()
        known = how_well_known(group for one in self.groups.values() for group in one)
        contests = [
            contest_of(category, groups, self.rules.places, seats)
            for category, groups in self.groups.items()
        ]
        readers = [
            Reader(f"{judge:04}", load, self.limit, known.get(f"{judge:04}"))
            for judge, load in enumerate(loads)
        ]
        spent = len(self.award.entry) - self.first + len(self.waiting)
        return State(tuple(contests), tuple(readers), tuple(self.waiting), spent)

    def _seats(self) -> dict[str, Seats]:
        held: dict[str, set[str]] = defaultdict(set)
        category = self.award.category.tolist()
        for entry, judge in zip(
            self.award.entry.tolist(), self.award.judge.tolist(), strict=True
        ):
            held[entry_key(str(category[entry]), f"{entry:06}")].add(f"{judge:04}")
        for one in self.waiting:
            held[one.entry].add(one.judge)
        return {
            entry: Seats(frozenset(judges), frozenset(self.shut[entry]))
            for entry, judges in held.items()
        }

    def _loads(self) -> list[int]:
        judges = len(self.award.judges.bias)
        coming = _numbers(one.judge for one in self.waiting)
        both = np.concatenate([self.award.judge, coming])
        found: list[int] = np.bincount(both, minlength=judges).tolist()
        return found

    def landed(self, outcome: Outcome) -> Flown:
        found = [
            _against(self.award.quality, groups, self.rules.places)
            for groups in self.groups.values()
        ]
        best, winners, tau = np.mean(np.array(found), axis=0).tolist()
        given = len(self.award.entry)
        return Flown(best, winners, tau, given, self.taken_back, self.steps, outcome)


def _by_category(groups: Sequence[Group]) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        found[group.table.category].append(group)
    return dict(found)


def _numbers(names: Iterable[str]) -> Ints:
    return np.array([int(name) for name in names], dtype=np.int64)


def _against(
    quality: Floats, groups: Sequence[Group], places: int
) -> tuple[float, float, float]:
    """Of a category; where it falls into groups, of all its entries by adjusted score."""
    names = [name for group in groups for name in group.table.entries]
    score = np.concatenate([group.fit.adjusted for group in groups])
    truth = quality[_numbers(names)]
    count = min(places, len(truth))
    true_top, top = (
        set(np.argsort(-values, kind="stable")[:count].tolist())
        for values in (truth, score)
    )
    best = float(np.argmax(truth) == np.argmax(score))
    return best, len(true_top & top) / count, kendall(truth, score)
