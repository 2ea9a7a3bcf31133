"""Draws of method 2: from what is not known of the variances too.

Each draw takes a node of severity's variances by its chance (`doubts`), the noise by its
chi-square, severities given both, the variance between entries by its chi-square given
those severities, and then each entry's quality. That is Student's t where judges or
entries are few, and the normal draws of method 1 where they are many.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from .ballots import Floats, Ints
from .draws import CELLS, FLOOR, Ranks, normals, ranks_of, seats
from .fair import Fit, Node


def wide_ranks(
    fit: Fit, entry: Ints, judge: Ints, count: int, seed: int
) -> Ranks | None:
    """Ranks in `count` draws (made even), or None if the ballots do not show the noise."""
    if fit.root is None:
        return None
    return ranks_of(
        _qualities(fit, entry, judge, count, seed), len(fit.adjusted), count
    )


def _qualities(
    fit: Fit, entry: Ints, judge: Ints, count: int, seed: int
) -> Iterator[Floats]:
    """Chunks of (draws, E), each with its mirror image."""
    of_node, of_judge, of_entry = (np.random.PCG64([seed, i]) for i in range(3))
    n_entries, n_judges = len(fit.adjusted), len(fit.severity)
    judges, entries = seats(fit, entry, judge)
    unit = float(np.std(fit.counted)) or 1.0
    rows = max(1, CELLS // max(len(entry), n_entries))
    for node, pairs in _shared_out(_nodes(fit), (count + 1) // 2):
        for first in range(0, pairs, rows):
            height = min(rows, pairs - first)
            both = normals(of_node, height, 2)
            of_judges = normals(of_judge, height, n_judges)[:, judges]
            of_entries = normals(of_entry, height, n_entries)[:, entries]
            noise = node.noise / chi_square_share(both[:, :1], fit.freedom)
            wider = np.sqrt(noise / node.noise) if node.noise > 0.0 else 1.0
            apart = wider * (of_judges @ node.root)
            for sign in (1.0, -1.0):
                severity = node.severity + sign * apart - fit.severity
                seen = fit.adjusted - _mean_severity(fit, severity, entry, judge)
                yield _given(fit, seen, noise, both[:, 1:], sign * of_entries, unit)


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


def chi_square_share(normal: Floats, freedom: int) -> Floats:
    """Normals to chi-squares over their degrees of freedom, by Wilson and Hilferty (1931)."""
    small = 2.0 / (9.0 * max(freedom, 1))
    cube: Floats = (1.0 - small + normal * np.sqrt(small)) ** 3
    return np.maximum(cube, 1e-3)


def _mean_severity(fit: Fit, severity: Floats, entry: Ints, judge: Ints) -> Floats:
    """(draws, J) severities to (draws, E) weighted averages over the entries' ballots."""
    starts = np.flatnonzero(np.diff(entry, prepend=-1))
    taken = severity.take(judge, axis=1) * fit.weight
    means: Floats = np.add.reduceat(taken, starts, axis=1) / fit.weights
    return means


def _given(
    fit: Fit, seen: Floats, noise: Floats, chi: Floats, normal: Floats, unit: float
) -> Floats:
    """(draws, E) scores, once severity is off, to qualities in units of the spread."""
    own = np.maximum(noise, (FLOOR * unit) ** 2) / fit.weights
    mean = seen.mean(axis=1, keepdims=True)
    freedom = max(seen.shape[1] - 1, 1)
    squares = np.sum((seen - mean) ** 2, axis=1, keepdims=True) / freedom
    whole = squares / chi_square_share(chi, freedom)
    between = np.maximum(whole - own.mean(axis=1, keepdims=True), (FLOOR * unit) ** 2)
    weight = between / (between + own)
    quality: Floats = weight * (seen - mean) + np.sqrt(weight * own) * normal
    return quality / unit
