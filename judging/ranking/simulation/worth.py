"""What a plan for extra ballots is worth in an award of a given size: ready-made plans,
each flown over made-up awards whose truth is known.

The awards are those of the scenario "baseline" in another size: what judges are like is
assumed, and said so wherever the figures stand. The same award, its entries and judges,
is flown under every plan, so that plans differ by what they do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from judging.ranking.autopilot import ExtraRule
from judging.ranking.threads import one_thread

from .awards import numbered_award
from .piloted import Flown, piloted_award
from .scenarios import SCENARIOS, Scenario

LEAST_FIRST = 2  # with one ballot an entry nothing tells judges from entries
USUAL_CAP = 5  # times the first ballots: a cap of twice as many costs what is gained


@dataclass(frozen=True)
class Size:
    """Of a round. categories: entries are shared out evenly among them. limit: ballots
    that a judge takes at most.
    """

    entries: int
    judges: int
    categories: int = 1
    places: int = 3
    limit: int | None = None

    def scenario(self, first: int) -> Scenario:
        return replace(
            SCENARIOS["baseline"],
            entries=self.entries,
            judges=self.judges,
            categories=self.categories,
            per_entry=min(first, self.judges),
        )


@dataclass(frozen=True)
class Plan:
    """code: how pages name it. first: ballots each. rule.more may be 0: nothing is added."""

    code: str
    first: int
    rule: ExtraRule

    def ballots(self, size: Size) -> int:
        """That it takes at most."""
        return self.first * size.entries + self.rule.more


@dataclass(frozen=True)
class Worth:
    """Averages over `awards`, with their standard errors. gain: of best_wins over the
    first plan, award by award.
    """

    awards: int
    best_wins: float
    best_error: float
    winners: float
    winners_error: float
    ballots: float
    taken_back: float
    gain: float
    gain_error: float


def ready_plans(size: Size, usual: int) -> list[Plan]:
    """`usual`: ballots each as the round is set up. The first plan is that alone."""
    even = usual * size.entries
    plans = [_plan("even", size, usual, 0)]
    if usual > LEAST_FIRST:
        plans.append(_plan("same", size, usual - 1, size.entries))
    fewer = max(LEAST_FIRST, usual - 2)
    saved = round(0.8 * even) - fewer * size.entries
    if fewer < usual and saved > 0:
        plans.append(_plan("fewer", size, fewer, saved))
    plans.append(_plan("more", size, usual, max(1, round(0.2 * even))))
    return plans


def _plan(code: str, size: Size, first: int, more: int) -> Plan:
    return Plan(code, first, usual_rule(size.judges, first, more))


def usual_rule(judges: int, first: int, more: int) -> ExtraRule:
    """With what organisers may leave as it is: a tenth of the ballots on their way at a
    time, and a cap that an entry seldom reaches.
    """
    cap = max(first, min(judges, USUAL_CAP * first))
    return ExtraRule(more=more, cap=cap, batch=max(1, round(more / 10)))


def fly(plan: Plan, size: Size, seed: int, number: int) -> Flown:
    """Award `number` under a plan; the same for the same figures."""
    award = numbered_award(size.scenario(plan.first), seed, number)
    rng = np.random.Generator(np.random.PCG64([seed, number, 1]))
    with one_thread():
        return piloted_award(award, plan.rule, size.places, rng, size.limit)


def worth_of(flown: Sequence[Flown], beside: Sequence[Flown]) -> Worth:
    """`beside`: the same awards under the plan that it is compared with."""
    best = [one.best_wins for one in flown]
    gains = [a.best_wins - b.best_wins for a, b in zip(flown, beside, strict=True)]
    mean_best, best_error = _mean(best)
    winners, winners_error = _mean([one.winners for one in flown])
    gain, gain_error = _mean(gains)
    return Worth(
        awards=len(flown),
        best_wins=mean_best,
        best_error=best_error,
        winners=winners,
        winners_error=winners_error,
        ballots=_mean([float(one.ballots) for one in flown])[0],
        taken_back=_mean([float(one.taken_back) for one in flown])[0],
        gain=gain,
        gain_error=gain_error,
    )


def _mean(values: Iterable[float]) -> tuple[float, float]:
    """And its standard error."""
    found = np.array(list(values), dtype=np.float64)
    error = found.std(ddof=1) / np.sqrt(len(found)) if len(found) > 1 else 0.0
    return float(found.mean()), float(error)
