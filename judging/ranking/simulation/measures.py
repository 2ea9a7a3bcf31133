"""How near a ranking comes to the truth, and whether stated chances happen."""

from dataclasses import dataclass

import numpy as np

from judging.ranking.ballots import Floats
from judging.ranking.draws import draw_ranks
from judging.ranking.fair import fit

from .awards import Award


@dataclass(frozen=True)
class Measure:
    """best_wins: share of awards the truly best wins. tau: Kendall's, with the truth.
    top10: share of the true ten.
    """

    best_wins: float
    tau: float
    top10: float


def measure(quality: Floats, scores: Floats) -> Measure:
    """Of one award: (E,) truth against (E,) scores; equal scores share the win."""
    top = scores >= scores.max() - 1e-12
    best = float(top[np.argmax(quality)]) / float(top.sum())
    count = min(10, len(quality))
    true_top, found = (
        set(np.argsort(-values, kind="stable")[:count].tolist())
        for values in (quality, scores)
    )
    return Measure(best, kendall(quality, scores), len(true_top & found) / count)


def kendall(a: Floats, b: Floats) -> float:
    """Kendall's tau-b of two (E,) vectors; 0 if one of them is constant."""
    upper = np.triu_indices(len(a), 1)
    x, y = (np.sign(v[upper[0]] - v[upper[1]]) for v in (a, b))
    untied = float(np.sqrt(np.sum(x != 0.0) * np.sum(y != 0.0)))
    return float(x @ y) / untied if untied else 0.0


@dataclass(frozen=True)
class Calibration:
    """Of one award: covered: share of 90 % rank intervals holding the true rank.
    leader_said, leader_was: P(first) stated for the leader, and whether it is the best.
    top_said, top_was: (E,) P(top 10), and whether it is.
    """

    covered: float
    leader_said: float
    leader_was: bool
    top_said: Floats
    top_was: Floats


def calibrate(award: Award, draws: int = 1000, seed: int = 1) -> Calibration:
    fitted = fit(
        award.entry,
        award.judge,
        award.total,
        len(award.quality),
        len(award.judges.bias),
    )
    ranks = draw_ranks(fitted, award.entry, award.judge, draws, seed)
    assert ranks is not None
    truth = np.argsort(np.argsort(-award.quality)) + 1
    low, high = ranks.interval(0.9)
    leader = int(np.argmax(fitted.adjusted))
    return Calibration(
        covered=float(np.mean((low <= truth) & (truth <= high))),
        leader_said=float(ranks.within(1)[leader]),
        leader_was=bool(truth[leader] == 1),
        top_said=ranks.within(10),
        top_was=(truth <= 10).astype(np.float64),
    )
