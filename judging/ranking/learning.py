"""What is learnt of the judges of a round, step by step: scales, weights, severities. The
order of the steps is `pooled`'s.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .ballots import Floats, Ints
from .columns import Columns
from .earlier import Expected, informed
from .fair import shrunk_scales
from .reliability import joined, of_ballots, spare, weights
from .severities import Severities, severities
from .two_variances import Block, Ratios, Seen, at_ratios, restricted

SCALE_PASSES = 2
WEIGHT_PASSES = 3
_TINY = 1e-12


@dataclass(frozen=True)
class Judged:
    """One fit of severity to all groups at given weights (J,). ratios: None where the
    ballots cannot tell judges from noise. before: what was expected of the judges.
    """

    columns: Columns
    weight: Floats
    seen: Seen
    ratios: Ratios | None
    before: Expected | None = None

    @cached_property
    def severities(self) -> Severities:
        if self.ratios is None:
            return severities(self.seen, 0.0, 0.0)
        return informed(self.seen, self.ratios, self.before)

    @cached_property
    def severity(self) -> Floats:
        """(n,) beside every ballot."""
        seats = zip(self.columns.parts, self.severities.mean, strict=True)
        return joined([mean[part.seat] for part, mean in seats])

    @property
    def noise(self) -> float:
        """Variance of a ballot of weight 1."""
        if self.ratios is not None:
            return self.ratios.residual
        return self.seen.squares / max(self.seen.freedom, 1)

    @property
    def known(self) -> bool:
        """Whether the spread within entries is: some entry has two ballots."""
        return self.seen.freedom > 0


def scales(columns: Columns, y: Floats, held: Ratios | None) -> Floats:
    """(n,) standardised scores to (J,) factors by which a judge's differences are wider
    than expected. held: the variances, as first fitted.
    """
    scale = np.ones(columns.judges)
    if columns.spare <= 0:
        return scale
    even, every = np.ones(columns.judges), np.ones(len(y))
    loads = np.bincount(columns.judge, minlength=columns.judges)
    sat = np.unique(columns.judge * columns.seats + columns.seat) // columns.seats
    freedom = loads - np.bincount(sat, minlength=columns.judges)
    observed = _spreads(columns, y, freedom)
    for _ in range(SCALE_PASSES):
        z = rescaled(columns, y, scale)
        judged = judge(columns, z, even, held)
        quality = columns.entry_means(z - judged.severity, every)
        noise = judged.noise * _own_noise(columns, loads)
        expected = _spreads(columns, quality, freedom) + noise
        scale = shrunk_scales(freedom, observed, expected)
    return scale


def _spreads(columns: Columns, values: Floats, freedom: Ints) -> Floats:
    """(J,) variance of (n,) values within each judge's groups."""
    apart = (values - columns.seat_means(values)) ** 2
    return columns.judge_sums(apart) / np.maximum(freedom, 1)


def _own_noise(columns: Columns, loads: Ints) -> Floats:
    """(J,) mean share of the noise that is not part of the entry's own average."""
    left = [1.0 - 1.0 / part.ballots[part.entry] for part in columns.parts]
    return columns.judge_sums(joined(left)) / loads


def rescaled(columns: Columns, y: Floats, scale: Floats) -> Floats:
    mean = columns.seat_means(y)
    return mean + (y - mean) / scale[columns.judge]


def reliabilities(columns: Columns, z: Floats, held: Ratios | None) -> Floats:
    """(n,) rescaled scores to the (J,) weights of the judges."""
    weight = np.ones(columns.judges)
    if columns.spare <= 0:
        return weight
    for _ in range(WEIGHT_PASSES):
        judged = judge(columns, z, weight, held)
        every = weight[columns.judge]
        counted = z - judged.severity
        residual = counted - columns.entry_means(counted, every)
        left = [
            spare(part, of_part, covariance).left
            for part, of_part, covariance in zip(
                columns.parts,
                of_ballots(columns, weight),
                judged.severities.covariance,
                strict=True,
            )
        ]
        weight = weights(columns, weight, residual, joined(left), judged.noise)
    return weight


def judge(
    columns: Columns, z: Floats, weight: Floats, held: Ratios | None = None
) -> Judged:
    """Severity of every judge in every group, on (n,) rescaled scores; the variances by
    REML, unless they are held.
    """
    every = weight[columns.judge]
    seen = _seen(columns, z, every)
    told = columns.spare > 0 and seen.squares > _TINY * len(z)
    ratios = None
    if told:
        ratios = at_ratios(seen, held.common, held.own) if held else restricted(seen)
    return Judged(columns, weight, seen, ratios)


def _seen(columns: Columns, z: Floats, every: Floats) -> Seen:
    blocks = [
        Block(
            part.judge,
            spectrum.values,
            spectrum.vectors,
            part.seen(z[part.rows], every[part.rows]),
        )
        for part, spectrum in zip(columns.parts, columns.spectra(every), strict=True)
    ]
    apart = z - columns.entry_means(z, every)
    squares = float(np.sum(every * apart**2))
    return Seen(blocks, columns.judges, squares, columns.freedom)
