"""Method 2 beside method 1 on the same made-up awards: what it gains, with its error, and
whether what each states happens.
"""

from dataclasses import dataclass

import numpy as np

from judging.ranking.pooled import fit_round
from judging.ranking.threads import one_thread

from .awards import Award, numbered_award
from .fitting import fit_apart, quality_of, tables_of
from .measures import Calibration, calibrated_fair, calibrated_pooled, kendall
from .scenarios import SCENARIOS


@dataclass(frozen=True)
class Stated:
    """covered, inside: share of truths in the 90 % rank ranges, and the share that their
    draws put there; width: of them, in ranks. said, was: P(first) stated for the leaders,
    and how often they were the best. error, error_was: standard errors of covered and was.
    """

    covered: float
    inside: float
    width: float
    said: float
    was: float
    error: float
    error_was: float


@dataclass(frozen=True)
class Gate:
    """raw, old, new: Kendall's tau with the truth of the raw mean and of both methods;
    gain, error: new less old over the awards, and its standard error.
    """

    raw: float
    old: float
    new: float
    gain: float
    error: float
    old_stated: Stated
    new_stated: Stated


def gate(scenario: str, awards: int, seed: int, draws: int = 1000) -> Gate:
    """Of one scenario; deterministic by seed."""
    plan = SCENARIOS[scenario]
    with one_thread():
        made = [numbered_award(plan, seed, number) for number in range(awards)]
        taus = np.array([_taus(award) for award in made])
        old, new = (
            [one for award in made for one in calibrated(award, draws)]
            for calibrated in (calibrated_fair, calibrated_pooled)
        )
    gains = taus[:, 2] - taus[:, 1]
    return Gate(
        raw=float(taus[:, 0].mean()),
        old=float(taus[:, 1].mean()),
        new=float(taus[:, 2].mean()),
        gain=float(gains.mean()),
        error=float(gains.std(ddof=1) / np.sqrt(awards)) if awards > 1 else 0.0,
        old_stated=stated(old),
        new_stated=stated(new),
    )


def stated(found: list[Calibration]) -> Stated:
    """Averages over groups, each as heavy as its entries; of leaders, over groups."""
    entries = np.array([len(one.top_said) for one in found], dtype=np.float64)
    covered, inside, width = (
        float(np.average([getattr(one, name) for one in found], weights=entries))
        for name in ("covered", "inside", "width")
    )
    apart = entries * (np.array([one.covered for one in found]) - covered)
    was = float(np.mean([one.leader_was for one in found]))
    return Stated(
        covered,
        inside,
        width,
        said=float(np.mean([one.leader_said for one in found])),
        was=was,
        error=float(np.sqrt(np.sum(apart**2)) / entries.sum()),
        error_was=float(np.sqrt(was * (1.0 - was) / len(found))),
    )


def _taus(award: Award) -> list[float]:
    """Of the raw mean, method 1 and method 2, each the average over the award's groups."""
    tables = [table for table in tables_of(award) if len(table.entries) > 1]
    truths = [quality_of(award, table) for table in tables]
    old, new = fit_apart(tables), fit_round(tables)
    scores = (
        [one.raw for one in old],
        [one.adjusted for one in old],
        [one.adjusted for one in new],
    )
    return [
        float(np.mean([kendall(q, s) for q, s in zip(truths, of_groups, strict=True)]))
        for of_groups in scores
    ]
