"""Two editions with the same judges: whether what the first says of them helps the second,
where their severity lasts and where it does not.
"""

from dataclasses import dataclass

import numpy as np

from judging.ranking.pooled import fit_round, known_judges
from judging.ranking.rules import Earlier
from judging.ranking.threads import one_thread

from .awards import Award, make_award
from .fitting import quality_of, tables_of
from .gates import Stated, stated
from .measures import Calibration, calibrated_pooled, kendall
from .scenarios import SCENARIOS, Scenario


@dataclass(frozen=True)
class Returning:
    """alone, known: Kendall's tau with the truth of the second edition, without and with
    the first; gain, error: known less alone over the awards, and its standard error.
    lasting: the correlation that was learnt, on average.
    """

    alone: float
    known: float
    gain: float
    error: float
    lasting: float
    alone_stated: Stated
    known_stated: Stated


def returning(
    scenario: str,
    awards: int,
    seed: int,
    *,
    lasting: float,
    share: float = 1.0,
    draws: int = 1000,
) -> Returning:
    """lasting: correlation of a judge's severity between the editions. share: of the
    judges of the second who sat in the first. Deterministic by seed.
    """
    plan = SCENARIOS[scenario]
    taus, found, alone, known = [], [], list[Calibration](), list[Calibration]()
    with one_thread():
        for number in range(awards):
            rng = np.random.Generator(np.random.PCG64([seed, number]))
            earlier, award = two_editions(plan, rng, lasting, share)
            taus.append([_tau(award, None), _tau(award, earlier)])
            found.append(fit_round(tables_of(award), earlier)[0].lasting or 0.0)
            alone += calibrated_pooled(award, draws)
            known += calibrated_pooled(award, draws, earlier=earlier)
    both = np.array(taus)
    gains = both[:, 1] - both[:, 0]
    return Returning(
        alone=float(both[:, 0].mean()),
        known=float(both[:, 1].mean()),
        gain=float(gains.mean()),
        error=float(gains.std(ddof=1) / np.sqrt(awards)) if awards > 1 else 0.0,
        lasting=float(np.mean(found)),
        alone_stated=stated(alone),
        known_stated=stated(known),
    )


def two_editions(
    plan: Scenario, rng: np.random.Generator, lasting: float, share: float
) -> tuple[Earlier, Award]:
    """What the first edition says of its judges, and the second edition."""
    first = make_award(plan, rng)
    fresh = plan.bias * rng.standard_normal(plan.judges)
    bias = lasting * first.judges.bias + np.sqrt(1.0 - lasting**2) * fresh
    second = make_award(plan, rng, bias)
    found = known_judges(tables_of(first))
    back = sorted(found.judges)[: round(share * plan.judges)]
    return Earlier(found.spread, {name: found.judges[name] for name in back}), second


def _tau(award: Award, earlier: Earlier | None) -> float:
    tables = tables_of(award)
    fits = fit_round(tables, earlier)
    pairs = zip(tables, fits, strict=True)
    taus = [
        kendall(quality_of(award, table), fitted.adjusted)
        for table, fitted in pairs
        if len(table.entries) > 1
    ]
    return float(np.mean(taus))
