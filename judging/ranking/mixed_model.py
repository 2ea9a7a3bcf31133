"""A second opinion on the variance components: the crossed mixed model with random
entries and judges, by REML.

y = mean + entry + judge + noise. The larger factor is eliminated in closed form, which
leaves a dense Cholesky of the smaller; the profiled restricted likelihood is that of
lme4 (Bates, Maechler, Bolker & Walker 2015, Journal of Statistical Software 67(1)),
minimised by Newton's method on the logarithms of the two standard deviation ratios.
"""

from dataclasses import dataclass

import numpy as np

from .ballots import Floats, Ints, Table, sums_by
from .linked import pairs_within_entries
from .threads import one_thread

_STEP = 2e-4  # of the finite differences, on the log of a ratio
_LOWEST = -9.0  # log of the smallest ratio tried; below it the variance is none


@dataclass(frozen=True)
class Components:
    """Variances in squared points, the mean, and the REML criterion (-2 log likelihood)."""

    entry: float
    judge: float
    residual: float
    mean: float
    criterion: float


class _Crossed:
    """Sums that do not depend on the ratios. `large` and `small` are the factors by
    their number of levels.
    """

    def __init__(self, large: Ints, small: Ints, y: Floats) -> None:
        order = np.lexsort((small, large))
        self.large, self.small, values = large[order], small[order], y[order]
        self.centre = float(values.mean())
        values = values - self.centre
        self.n, self.sizes = len(y), np.bincount(self.large)
        self.loads = np.bincount(self.small)
        self.columns = np.stack([np.ones(self.n), values], axis=1)
        self.sums = np.stack(
            [np.bincount(self.large, column) for column in self.columns.T], axis=1
        )
        self.small_sums = np.stack(
            [np.bincount(self.small, column) for column in self.columns.T], axis=1
        )
        self.products = self.columns.T @ self.columns
        pairs = list(pairs_within_entries(self.large))
        first = (
            np.concatenate([a for a, _ in pairs])
            if pairs
            else np.empty(0, dtype=np.int64)
        )
        second = (
            np.concatenate([b for _, b in pairs])
            if pairs
            else np.empty(0, dtype=np.int64)
        )
        cell = self.small[first] * len(self.loads) + self.small[second]
        in_memory = np.argsort(cell, kind="stable")
        self.pair_large, self.pair_cell = self.large[first][in_memory], cell[in_memory]

    def linked(self, weight: Floats) -> Floats:
        """Z' W Z of the small factor, where W takes the large factor out with (L,) weights."""
        width = len(self.loads)
        shared = sums_by(
            self.pair_cell, weight[self.pair_large], width * width
        ).reshape(width, width)
        own = self.loads - sums_by(self.small, weight[self.large], width)
        linked: Floats = np.diag(own) - shared - shared.T
        return linked

    def criterion(self, logs: Floats) -> tuple[float, float, float]:
        """REML criterion, mean and residual variance at the logs of the (large, small)
        ratios to the noise's sd.
        """
        large, small = np.exp(2.0 * logs)
        weight = large / (1.0 + large * self.sizes)
        factor = np.linalg.cholesky(self.bordered(weight, small))
        corner = factor[-2:, -2:]
        determinant = (
            np.log1p(large * self.sizes).sum()
            + 2.0 * np.log(np.diag(factor)[:-1]).sum()
        )
        freedom = self.n - 1
        residual = float(corner[1, 1] ** 2) / freedom
        value = float(determinant) + freedom * (
            1.0 + float(np.log(2.0 * np.pi * residual))
        )
        return value, self.centre + float(corner[1, 0] / corner[0, 0]), residual

    def bordered(self, weight: Floats, small: float) -> Floats:
        """I + small Z'WZ bordered by the mean and the values: the corner of its
        Cholesky factor holds the fit.
        """
        sums = [
            np.bincount(self.small, (weight * total)[self.large], len(self.loads))
            for total in self.sums.T
        ]
        border = np.sqrt(small) * (self.small_sums - np.stack(sums, axis=1))
        corner = self.products - (self.sums * weight[:, None]).T @ self.sums
        matrix = small * self.linked(weight)
        matrix[np.diag_indices_from(matrix)] += 1.0
        return np.block([[matrix, border], [border.T, corner]])

    def start(self) -> Floats:
        """Logs of the ratios from the spread of plain averages, which is near enough
        for Newton's method.
        """
        within = self.products[1, 1] - np.sum(self.sums[:, 1] ** 2 / self.sizes)
        noise = max(float(within), 1e-9 * float(self.products[1, 1])) / max(
            1, self.n - len(self.sizes)
        )
        means = (self.sums[:, 1] / self.sizes, self.small_sums[:, 1] / self.loads)
        excess = [
            np.var(mean) - noise * np.mean(1.0 / n)
            for mean, n in zip(means, (self.sizes, self.loads), strict=True)
        ]
        return 0.5 * np.log(np.clip(np.array(excess) / noise, 1e-3, 1e4))


def crossed_reml(entry: Ints, judge: Ints, total: Floats) -> Components | None:
    """(n,) columns to the fit; None if there is no variance, or no spare ballot to tell
    noise from effects.
    """
    entries, judges = int(entry.max()) + 1, int(judge.max()) + 1
    if len(total) <= max(entries, judges) or np.std(total) <= 1e-9 * max(
        1.0, float(np.abs(total).max())
    ):
        return None
    swapped = judges > entries
    with one_thread():
        model = (
            _Crossed(judge, entry, total) if swapped else _Crossed(entry, judge, total)
        )
        logs = _minimise(model)
        criterion, mean, residual = model.criterion(logs)
    large, small = np.where(logs > _LOWEST, np.exp(2.0 * logs), 0.0) * residual
    return Components(
        *((small, large) if swapped else (large, small)), residual, mean, criterion
    )


def variance_components(table: Table) -> Components | None:
    """The cross-check for one comparison group, on the totals as given."""
    return crossed_reml(table.entry, table.judge, table.total)


def _minimise(model: _Crossed) -> Floats:
    logs = model.start()
    value = model.criterion(logs)[0]
    for _ in range(60):
        before, step = logs, _newton_step(model, logs, value)
        logs, after = _damped(model, logs, value, step)
        # by the way made, not by the step: a variance of nothing stands at its bound
        if value - after <= 1e-10 * abs(value) and np.abs(logs - before).max() < 1e-3:
            break
        value = after
    return logs


def _newton_step(model: _Crossed, logs: Floats, value: float) -> Floats:
    """Finite differences; where the surface is not convex, a step downhill. At most 2
    either way.
    """
    shift = _STEP * np.eye(2)
    up, down = (
        [model.criterion(logs + sign * one)[0] for one in shift] for sign in (1.0, -1.0)
    )
    both = model.criterion(logs + shift[0] + shift[1])[0]
    slope = (np.array(up) - down) / (2.0 * _STEP)
    bend = np.diag((np.array(up) - 2.0 * value + down) / _STEP**2)
    bend[0, 1] = bend[1, 0] = (both - up[0] - up[1] + value) / _STEP**2
    curved = np.linalg.eigvalsh(bend)[0] > 1e-6
    step = np.linalg.solve(bend, -slope) if curved else -np.sign(slope)
    return np.clip(step, -2.0, 2.0)


def _damped(
    model: _Crossed, logs: Floats, value: float, step: Floats
) -> tuple[Floats, float]:
    for _ in range(12):
        tried = np.clip(logs + step, _LOWEST, 9.0)
        after = model.criterion(tried)[0]
        if after <= value:
            return tried, after
        step = step / 4.0
    return logs, value
