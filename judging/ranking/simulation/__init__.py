"""Made-up awards with a known truth, to measure ranking methods: `simulate`,
`calibration`, SCENARIOS.
"""

from collections.abc import Mapping

import numpy as np

from judging.ranking.fair import design
from judging.ranking.methods import METHODS
from judging.ranking.threads import one_thread

from .adaptive import adaptive_award
from .awards import CENTRE, Award, make_award
from .measures import Calibration, Measure, calibrate, measure
from .scenarios import SCENARIOS, Scenario

__all__ = [
    "SCENARIOS",
    "Calibration",
    "Measure",
    "Scenario",
    "adaptive",
    "calibration",
    "make_award",
    "simulate",
]


def simulate(
    scenario: str | Scenario,
    awards: int,
    seed: int = 1,
    methods: tuple[str, ...] | None = None,
) -> dict[str, dict[str, float]]:
    """{method: {"best_wins", "tau", "top10"}}, averages over `awards` made-up awards;
    "oracle" knows bias and scale.

    scenario: a name in SCENARIOS (KeyError if there is none such) or a Scenario.
    Deterministic by seed on one version of NumPy; award number i is the same whatever
    the number of awards.
    """
    plan = SCENARIOS[scenario] if isinstance(scenario, str) else scenario
    with one_thread():
        found = [
            _measures(_award(plan, seed, number), methods) for number in range(awards)
        ]
    return {
        name: _average([one[name] for one in found])
        for name in (found[0] if found else {})
    }


def calibration(
    scenario: str | Scenario, awards: int, seed: int = 1, draws: int = 1000
) -> list[Calibration]:
    """What was stated and what happened, per award."""
    plan = SCENARIOS[scenario] if isinstance(scenario, str) else scenario
    with one_thread():
        return [
            calibrate(_award(plan, seed, number), draws) for number in range(awards)
        ]


def adaptive(
    awards: int,
    *,
    first: int = 4,
    extra: int = 200,
    batch: int = 20,
    places: int = 10,
    seed: int = 1,
) -> dict[str, float]:
    """{"best_wins", "tau", "top10"} of the fair method where `extra` ballots follow the
    first where it is close.
    """
    with one_thread():
        found = [
            adaptive_award(np.random.PCG64([seed, i]), first, extra, batch, places)
            for i in range(awards)
        ]
    return _average(found)


def _award(plan: Scenario, seed: int, number: int) -> Award:
    return make_award(plan, np.random.Generator(np.random.PCG64([seed, number])))


def _measures(award: Award, methods: tuple[str, ...] | None) -> Mapping[str, Measure]:
    plan = design(award.entry, award.judge, len(award.quality), len(award.judges.bias))
    chosen = METHODS if methods is None else {name: METHODS[name] for name in methods}
    found = {name: method(plan, award.total) for name, method in chosen.items()}
    known = award.judges
    oracle = plan.entry_means(
        (award.total - CENTRE - known.bias[award.judge]) / known.scale[award.judge]
    )
    return {
        name: measure(award.quality, scores)
        for name, scores in ({"oracle": oracle} | found).items()
    }


def _average(found: list[Measure]) -> dict[str, float]:
    return {
        name: float(np.mean([getattr(one, name) for one in found]))
        for name in ("best_wins", "tau", "top10")
    }
