"""How near a ranking comes to the truth, and whether stated chances happen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from judging.ranking.ballots import Floats, Ints, Table
from judging.ranking.draws import Ranks, draw_ranks
from judging.ranking.fair import Fit
from judging.ranking.pooled import fit_round
from judging.ranking.rules import Earlier
from judging.ranking.wide_draws import wide_ranks

from .awards import Award
from .fitting import fit_apart, quality_of, tables_of


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


def average_measure(found: list[Measure]) -> Measure:
    """Over the groups of one award."""
    return Measure(
        best_wins=float(np.mean([one.best_wins for one in found])),
        tau=float(np.mean([one.tau for one in found])),
        top10=float(np.mean([one.top10 for one in found])),
    )


def kendall(a: Floats, b: Floats) -> float:
    """Kendall's tau-b of two (E,) vectors; 0 if one of them is constant."""
    upper = np.triu_indices(len(a), 1)
    x, y = (np.sign(v[upper[0]] - v[upper[1]]) for v in (a, b))
    untied = float(np.sqrt(np.sum(x != 0.0) * np.sum(y != 0.0)))
    return float(x @ y) / untied if untied else 0.0


@dataclass(frozen=True)
class Calibration:
    """Of one group: covered: share of 90 % rank intervals holding the true rank; inside:
    share of the draws that do; width: mean width. leader_said, leader_was: P(first) stated for the leader, and whether
    it is the best. top_said, top_was: (E,) P(top 10), and whether it is.
    """

    covered: float
    inside: float
    width: float
    leader_said: float
    leader_was: bool
    top_said: Floats
    top_was: Floats


def calibrated_fair(award: Award, draws: int, seed: int = 1) -> list[Calibration]:
    """Method 1, per connected group of more than one entry."""
    tables = tables_of(award)
    drawn = _drawn(tables, fit_apart(tables), draw_ranks, draws, seed)
    return [
        _against(quality_of(award, table), fitted.adjusted, ranks, ranks.interval(0.9))
        for table, fitted, ranks in drawn
    ]


def calibrated_pooled(
    award: Award, draws: int, seed: int = 1, earlier: Earlier | None = None
) -> list[Calibration]:
    """Method 2."""
    tables = tables_of(award)
    drawn = _drawn(tables, fit_round(tables, earlier), wide_ranks, draws, seed)
    return [
        _against(
            quality_of(award, table),
            fitted.adjusted,
            ranks,
            ranks.nearest_interval(0.9),
        )
        for table, fitted, ranks in drawn
    ]


def _drawn(
    tables: list[Table],
    fits: list[Fit],
    draw: Callable[[Fit, Ints, Ints, int, int], Ranks | None],
    draws: int,
    seed: int,
) -> Iterator[tuple[Table, Fit, Ranks]]:
    for table, fitted in zip(tables, fits, strict=True):
        ranks = draw(fitted, table.entry, table.judge, draws, seed)
        if ranks is not None and len(table.entries) > 1:
            yield table, fitted, ranks


def _against(
    quality: Floats, adjusted: Floats, ranks: Ranks, interval: tuple[Ints, Ints]
) -> Calibration:
    truth = np.argsort(np.argsort(-quality)) + 1
    low, high = interval
    leader = int(np.argmax(adjusted))
    return Calibration(
        covered=float(np.mean((low <= truth) & (truth <= high))),
        inside=float(np.mean(ranks.between(low, high))),
        width=float(np.mean(high - low)),
        leader_said=float(ranks.within(1)[leader]),
        leader_was=bool(truth[leader] == 1),
        top_said=ranks.within(10),
        top_was=(truth <= 10).astype(np.float64),
    )
