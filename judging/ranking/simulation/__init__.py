"""Made-up awards with a known truth, to measure ranking methods: `simulate`,
`calibration`, `gate`, SCENARIOS; `fly` and `worth_of` for plans of extra ballots.
"""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from judging.ranking.ballots import Floats, Table
from judging.ranking.fair import Design, design
from judging.ranking.methods import METHODS
from judging.ranking.pooled import fit_round
from judging.ranking.threads import one_thread

from .awards import CENTRE, Award, make_award, numbered_award
from .fitting import quality_of, tables_of
from .gates import Gate, Stated, gate
from .measures import (
    Calibration,
    Measure,
    average_measure,
    calibrated_fair,
    calibrated_pooled,
    measure,
)
from .piloted import Flown, piloted_award
from .returning import Returning, returning
from .scenarios import SCENARIOS, Scenario
from .worth import Plan, Size, Worth, fly, ready_plans, usual_rule, worth_of

__all__ = [
    "SCENARIOS",
    "Calibration",
    "Flown",
    "Gate",
    "Measure",
    "Plan",
    "Returning",
    "Scenario",
    "Size",
    "Stated",
    "Worth",
    "calibration",
    "fly",
    "gate",
    "make_award",
    "piloted_award",
    "ready_plans",
    "returning",
    "simulate",
    "usual_rule",
    "worth_of",
]


def simulate(
    scenario: str | Scenario,
    awards: int,
    seed: int = 1,
    methods: tuple[str, ...] | None = None,
) -> dict[str, dict[str, float]]:
    """{method: {"best_wins", "tau", "top10"}}, averages over `awards` made-up awards and
    their categories; "oracle" knows bias and scale, "fair" is method 1, "pooled" method 2.

    scenario: a name in SCENARIOS (KeyError if there is none such) or a Scenario.
    Deterministic by seed on one version of NumPy; award number i is the same whatever
    the number of awards.
    """
    plan = SCENARIOS[scenario] if isinstance(scenario, str) else scenario
    with one_thread():
        found = [
            _measures(numbered_award(plan, seed, number), methods)
            for number in range(awards)
        ]
    return {
        name: _average([one[name] for one in found])
        for name in (found[0] if found else {})
    }


def calibration(
    scenario: str | Scenario,
    awards: int,
    seed: int = 1,
    draws: int = 1000,
    method: Literal["fair", "pooled"] = "pooled",
) -> list[Calibration]:
    """What was stated and what happened, per award and category."""
    plan = SCENARIOS[scenario] if isinstance(scenario, str) else scenario
    fitted = calibrated_pooled if method == "pooled" else calibrated_fair
    with one_thread():
        return [
            one
            for number in range(awards)
            for one in fitted(numbered_award(plan, seed, number), draws)
        ]


def _measures(award: Award, methods: tuple[str, ...] | None) -> Mapping[str, Measure]:
    chosen = (*METHODS, "pooled") if methods is None else methods
    tables = [table for table in tables_of(award) if len(table.entries) > 1]
    scores = {name: _scores(name, tables) for name in chosen}
    scores["oracle"] = [_oracle(award, table) for table in tables]
    return {
        name: average_measure(
            [
                measure(quality_of(award, table), values)
                for table, values in zip(tables, of_tables, strict=True)
            ]
        )
        for name, of_tables in scores.items()
    }


def _scores(name: str, tables: list[Table]) -> list[Floats]:
    """Per table (E,) scores."""
    if name == "pooled":
        return [fitted.adjusted for fitted in fit_round(tables)]
    return [METHODS[name](_design(table), table.total) for table in tables]


def _design(table: Table) -> Design:
    return design(table.entry, table.judge, len(table.entries), len(table.judges))


def _oracle(award: Award, table: Table) -> Floats:
    known = award.judges
    judge = np.array([int(name) for name in table.judges])[table.judge]
    category = award.category[np.array([int(name) for name in table.entries])]
    leniency = known.leniency(judge, category[table.entry])
    heard = (table.total - CENTRE - leniency) / known.scale[judge]
    return _design(table).entry_means(heard)


def _average(found: list[Measure]) -> dict[str, float]:
    return {
        name: float(np.mean([getattr(one, name) for one in found]))
        for name in ("best_wins", "tau", "top10")
    }
