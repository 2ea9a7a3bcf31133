"""Draws of method 2: from what is not known of the variances too.

Each draw takes a node of severity's variances by its chance (`doubts`), the noise by its
chi-square, severities given both, the variance between entries by its chi-square given
those severities, and then each entry's quality. That is Student's t where judges or
entries are few, and the normal draws of method 1 where they are many.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from .ballots import Floats, Ints
from .camps import Camps, camps_of
from .draws import CELLS, FLOOR, Ranks, normals, ranks_of, seats
from .fair import Fit, Node

GRID = np.linspace(-4.5, 4.5, 37)  # quantiles of a normal distribution
BORROWED = (
    4  # entries' worth of what other categories say of the variance between entries
)
LEAST_RATIO = 1e-3  # of the variance between entries to an entry's own


def wide_ranks(
    fit: Fit, entry: Ints, judge: Ints, count: int, seed: int
) -> Ranks | None:
    """Ranks in `count` draws (made even), or None if the ballots do not show the noise."""
    if fit.root is None:
        return None
    return ranks_of(
        _qualities(fit, entry, judge, count, seed), len(fit.adjusted), count
    )


class _Chances:
    """What is drawn by chance: a stream for each kind, so that chunks of any size draw
    the same. Judges and entries take theirs by their figures (`draws.seats`).
    """

    def __init__(self, fit: Fit, entry: Ints, judge: Ints, seed: int) -> None:
        self.judges, self.entries = seats(fit, entry, judge)
        streams = [np.random.PCG64([seed, kind]) for kind in range(5)]
        self._noise, self._judge, self._entry, self._between, self._side = streams

    def of_noise(self, draws: int) -> Floats:
        return normals(self._noise, draws, 1)

    def of_judges(self, draws: int) -> Floats:
        return normals(self._judge, draws, len(self.judges))[:, self.judges]

    def of_entries(self, draws: int) -> Floats:
        return normals(self._entry, draws, len(self.entries))[:, self.entries]

    def of_between(self, draws: int) -> Floats:
        return uniforms(self._between, draws, 1)

    def of_sides(self, draws: int) -> Floats:
        return uniforms(self._side, draws, len(self.entries))[:, self.entries]


def _qualities(
    fit: Fit, entry: Ints, judge: Ints, count: int, seed: int
) -> Iterator[Floats]:
    """Chunks of (draws, E), each with its mirror image."""
    chances, camps = _Chances(fit, entry, judge, seed), _camps(fit)
    unit = float(np.std(fit.counted)) or 1.0
    rows = max(1, CELLS // max(len(fit.severity), len(fit.adjusted)))
    for node, pairs in _shared_out(_nodes(fit), (count + 1) // 2):
        shift = (node.severity - fit.severity)[None, :]
        centre = fit.adjusted - _mean_severity(fit, shift, entry, judge)
        for first in range(0, pairs, rows):
            draws = min(rows, pairs - first)
            noise = node.noise * _inverse(chances.of_noise(draws), fit.freedom)
            severity = chances.of_judges(draws) @ node.root
            apart = _mean_severity(fit, severity, entry, judge)
            if node.noise > 0.0:
                apart *= np.sqrt(np.divide(noise, node.noise))
            normal = chances.of_entries(draws)
            own = np.maximum(noise, (FLOOR * unit) ** 2) / fit.weights
            if camps is None:
                way = chances.of_between(draws)
                yield _given(fit, centre - apart, own, way, normal) / unit
                np.negative(normal, out=normal)
                yield _given(fit, centre + apart, own, 1.0 - way, normal) / unit
            else:
                way = chances.of_sides(draws)
                yield _in_camps(camps, centre - apart, own, way, normal) / unit
                np.negative(normal, out=normal)
                yield _in_camps(camps, centre + apart, own, 1.0 - way, normal) / unit


def _inverse(normal: Floats, freedom: int) -> Floats:
    found: Floats = np.divide(1.0, chi_square_share(normal, freedom))
    return found


def _nodes(fit: Fit) -> Sequence[Node]:
    """The plain fit where the ballots do not tell judges from noise."""
    if fit.nodes or fit.root is None:
        return fit.nodes
    return [Node(1.0, fit.variances.residual or 0.0, fit.severity, fit.root)]


def _shared_out(nodes: Sequence[Node], pairs: int) -> Iterator[tuple[Node, int]]:
    """Whole numbers of pairs by the nodes' chances."""
    bounds = np.rint(np.cumsum([node.chance for node in nodes]) * pairs).astype(int)
    for node, upto, before in zip(nodes, bounds, [0, *bounds[:-1]], strict=True):
        if upto > before:
            yield node, int(upto - before)


def uniforms(stream: np.random.PCG64, rows: int, columns: int) -> Floats:
    """Between 0 and 1, each of one raw 64-bit integer."""
    raw = stream.random_raw(rows * columns).reshape(rows, columns)
    found: Floats = np.multiply(raw >> np.uint64(11), 2.0**-53)
    return found


def chi_square_share(normal: Floats, freedom: int) -> Floats:
    """Normals to chi-squares over their degrees of freedom, by Wilson and Hilferty (1931)."""
    small = 2.0 / (9.0 * max(freedom, 1))
    cube: Floats = (1.0 - small + normal * np.sqrt(small)) ** 3
    return np.maximum(cube, 1e-3)


def _mean_severity(fit: Fit, severity: Floats, entry: Ints, judge: Ints) -> Floats:
    """(draws, J) severities to (draws, E) weighted averages over the entries' ballots:
    the first ballot of every entry, then the second of those that have one, and so on.
    """
    starts = np.flatnonzero(np.diff(entry, prepend=-1))
    sums = severity.take(judge[starts], axis=1)
    sums *= fit.weight[starts]
    for number in range(1, int(fit.ballots.max())):
        some = np.flatnonzero(fit.ballots > number)
        rows = starts[some] + number
        taken = severity.take(judge[rows], axis=1)
        taken *= fit.weight[rows]
        if len(some) == len(starts):
            sums += taken
        else:
            sums[:, some] += taken
    sums /= fit.weights
    return sums


def _given(
    fit: Fit, seen: Floats, own: Floats, uniform: Floats, normal: Floats
) -> Floats:
    """(draws, E) scores, once severity is off, and variances of their own noise to
    qualities. The scores are used up.
    """
    seen -= seen.mean(axis=1, keepdims=True)
    squares = np.einsum("ij,ij->i", seen, seen)[:, None]
    freedom, usual = seen.shape[1] - 1, own.mean(axis=1, keepdims=True)
    if fit.elsewhere is not None:
        squares = squares + BORROWED * (fit.elsewhere + usual)
        freedom += BORROWED
    between = variance_between(squares / max(freedom, 1), usual, freedom, uniform)
    weight = own + between
    np.divide(between, weight, out=weight)
    seen *= weight
    weight *= own
    spread = np.sqrt(weight, out=weight)
    spread *= normal
    seen += spread
    return seen


def _camps(fit: Fit) -> Camps | None:
    if fit.se is None:
        return None
    return camps_of(fit.adjusted, (fit.variances.residual or 0.0) / fit.weights)


def _in_camps(
    camps: Camps, seen: Floats, own: Floats, side: Floats, normal: Floats
) -> Floats:
    """The same where entries fall into two camps: first which, then how good within it."""
    centred = seen - seen.mean(axis=1, keepdims=True)
    heights = camps.heights(centred, own)
    place = (side * heights.sum(axis=0) > heights[0]).astype(np.intp)
    mean, variance = camps.mean[place], camps.variance[place]
    weight = variance / (variance + own)
    quality: Floats = mean + weight * (centred - mean) + np.sqrt(weight * own) * normal
    return quality


def variance_between(
    squares: Floats, own: Floats, freedom: int, uniform: Floats
) -> Floats:
    """(draws, 1) variances between entries given the mean squares of their scores and the
    mean variance that noise puts there.

    Read off on a grid of the chi-square's quantiles, where the likelihood of the whole
    variance is normal. The prior is half-Cauchy on the deviation between entries over that
    of an entry's own noise, which on this grid is the inverse of that ratio: so nothing is
    taken to be below zero or piled up there.
    """
    ratio = np.maximum(squares / chi_square_share(GRID, freedom) / own - 1.0, 0.0)
    prior = np.sqrt(np.maximum(ratio, LEAST_RATIO))
    heights = np.where(ratio > 0.0, np.exp(-0.5 * GRID**2) / prior, 0.0)
    upto = np.cumsum(heights, axis=1)
    aim = uniform * upto[:, -1:]
    cell = np.minimum((upto < aim).sum(axis=1, keepdims=True), len(GRID) - 1)
    height = np.take_along_axis(heights, cell, axis=1)
    past = np.take_along_axis(upto, cell, axis=1) - aim
    part = 0.5 - past / np.where(height > 0.0, height, 1.0)
    quantile = GRID[cell] + (GRID[1] - GRID[0]) * part
    whole = squares / chi_square_share(quantile, freedom)
    found: Floats = np.maximum(whole - own, own * LEAST_RATIO)
    return found
