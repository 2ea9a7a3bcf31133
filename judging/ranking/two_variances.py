"""How severity varies, by REML: between judges, and within one judge from group to group.

The severity of judge j in group c is b_j + d_jc, with variances common * s2 and
own * s2 where s2 is the variance of a ballot of weight 1. Entries are fixed. With S the
information of the seats (block by block), r what was seen on them and Z the seats'
judges,

    A = Z' S (I + own S)^-1 Z        g = Z' (I + own S)^-1 r

are what is known of the judges once d is taken out, and the restricted deviance is

    f log(Q) + log|I + own S| + log|I + common A|,
    Q = squares - own r'(I + own S)^-1 r - g'(A + I/common)^-1 g.

For a given `own` everything follows from the eigenvalues of A, so `common` is found on a
grid and then as the root of the derivative; `own` likewise on the outside. Roots, since
a minimum found by comparing values is good to half of the digits only; both are
deterministic and settled to 1e-8 and better.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .ballots import Floats, Ints

RATIOS = np.concatenate([[0.0], np.logspace(-4.0, 4.0, 81)])
SHARES = (0.0, 0.03, 0.1, 0.25, 0.5, 0.75, 1.0)  # of the whole, tried for `own`
_TINY = 1e-12
_STEPS = 60
_SETTLED = 1e-11  # relative


@dataclass(frozen=True)
class Block:
    """One group: judge (s,), eigenvalues and eigenvectors of S, and r (s,)."""

    judge: Ints
    values: Floats
    vectors: Floats
    seen: Floats

    def of_all(self, judges: Floats) -> Floats:
        """Its part (s, s) of a matrix of all judges (J, J), who stand in one order."""
        if len(self.judge) == len(judges):
            return judges
        found: Floats = judges[self.judge[:, None], self.judge]
        return found

    def add_to(self, judges: Floats, own: Floats) -> None:
        """Its own (s, s) into a matrix of all judges."""
        if len(self.judge) == len(judges):
            judges += own
        else:
            judges[self.judge[:, None], self.judge] += own

    def apply(self, of_values: Floats, to: Floats) -> Floats:
        """A function of S, given on its eigenvalues, times a vector or matrix."""
        rotated = self.vectors.T @ to
        scaled = of_values[:, None] * rotated if to.ndim == 2 else of_values * rotated
        found: Floats = self.vectors @ scaled
        return found

    def function(self, of_values: Floats) -> Floats:
        """The same as a (s, s) matrix, of a function that is never negative: times its own
        transpose, which BLAS does in half the time.
        """
        root = self.vectors * np.sqrt(of_values)
        found: Floats = root @ root.T
        return found


@dataclass(frozen=True)
class Ratios:
    """common, own: the two variances over the noise's. residual: the noise's variance.
    deviance: restricted, up to a constant of the data.
    """

    common: float
    own: float
    residual: float
    deviance: float

    @property
    def whole(self) -> float:
        return self.common + self.own


@dataclass(frozen=True)
class Seen:
    """All that the ballots say of severity. squares: weighted sum of squares within
    entries; freedom: its degrees of freedom; judges: how many.
    """

    blocks: Sequence[Block]
    judges: int
    squares: float
    freedom: int

    @property
    def shared(self) -> bool:
        return sum(len(block.judge) for block in self.blocks) > self.judges

    @cached_property
    def _last(self) -> dict[float, tuple[Floats, Floats]]:
        return {}

    def pooled(self, own: float) -> tuple[Floats, Floats]:
        """A (J, J) and g (J,) at a given `own`; the last asked for are kept."""
        if own not in self._last:
            self._last.clear()
            self._last[own] = self._pooled(own)
        return self._last[own]

    def _pooled(self, own: float) -> tuple[Floats, Floats]:
        information = np.zeros((self.judges, self.judges))
        score = np.zeros((self.judges, *self.blocks[0].seen.shape[1:]))
        for block in self.blocks:
            left = 1.0 / (1.0 + own * block.values)
            block.add_to(information, block.function(block.values * left))
            score[block.judge] += block.apply(left, block.seen)
        return information, score

    def taken(self, own: float) -> tuple[float, float]:
        """What d alone explains of the squares, and its log determinant."""
        explained = determinant = 0.0
        for block in self.blocks:
            seen = block.vectors.T @ block.seen
            explained += float(np.sum(seen**2 * own / (1.0 + own * block.values)))
            determinant += float(np.log1p(own * block.values).sum())
        return explained, determinant

    def alone(self) -> "Line":
        """Along the whole ratio as if no judge sat in two groups."""
        values = np.concatenate([block.values for block in self.blocks])
        seen = [block.vectors.T @ block.seen for block in self.blocks]
        squares = np.concatenate(seen) ** 2
        return Line(values, squares, self.squares, 0.0, self.freedom)

    def line(self, own: float) -> "Line":
        """Along `common`, at a given `own`."""
        information, score = self.pooled(own)
        values, vectors = np.linalg.eigh(information)
        explained, determinant = self.taken(own)
        left = max(self.squares - explained, _TINY * self.squares)
        squares = (vectors.T @ score) ** 2
        positive = np.maximum(values, 0.0)
        return Line(positive, squares, left, determinant, self.freedom)


@dataclass(frozen=True)
class Line:
    """The deviance along one ratio: eigenvalues (m,), squares seen on them (m,), and
    what is left of the squares and taken by the determinant before.
    """

    values: Floats
    seen: Floats
    squares: float
    determinant: float
    freedom: int

    def residual(self, ratio: float) -> float:
        explained = float(self.seen @ (ratio / (1.0 + ratio * self.values)))
        return max(self.squares - explained, _TINY * self.squares) / self.freedom

    def deviance(self, ratio: float) -> float:
        return float(self.deviances(np.array([ratio]))[0])

    def deviances(self, ratios: Floats) -> Floats:
        """(r,) of (r,) ratios."""
        grid = ratios[:, None]
        explained = (grid / (1.0 + grid * self.values)) @ self.seen
        left = np.maximum(self.squares - explained, _TINY * self.squares)
        noise = self.freedom * np.log(left / self.freedom)
        found: Floats = noise + np.log1p(grid * self.values).sum(axis=1)
        return found + self.determinant

    def slope(self, ratio: float) -> float:
        left = 1.0 / (1.0 + ratio * self.values)
        gained = float(self.seen @ (left * left)) / self.residual(ratio)
        return float(self.values @ left) - gained

    def best(self) -> float:
        """Lowest deviance on the grid (the smallest of equals), then the slope's root."""
        heights = self.deviances(RATIOS)
        place = int(np.argmax(heights <= heights.min() + 1e-9))
        low = float(RATIOS[max(place - 1, 0)])
        high = float(RATIOS[min(place + 1, len(RATIOS) - 1)])
        if place == 0 and self.slope(0.0) >= 0.0:
            return 0.0
        return _root(self.slope, low, high)


def restricted(seen: Seen) -> Ratios:
    """Both ratios. Where no judge sits in two groups they cannot be told apart, and all
    of it is `common`.
    """
    alone = seen.alone()
    whole = alone.best()
    if not seen.shared:
        return Ratios(whole, 0.0, alone.residual(whole), alone.deviance(whole))
    top = whole if whole > 0.0 else _common(seen, 0.0).common
    if top <= 0.0:
        return _common(seen, 0.0)
    tried = [_common(seen, share * top) for share in SHARES]
    heights = np.array([one.deviance for one in tried])
    place = int(np.argmax(heights <= heights.min() + 1e-9))
    low = SHARES[max(place - 1, 0)] * top
    high = (*SHARES, 1.5)[place + 1] * top
    if place == 0 and _own_slope(seen, tried[0]) >= 0.0:
        return tried[0]
    return _common(
        seen, _root(lambda own: _own_slope(seen, _common(seen, own)), low, high)
    )


def _common(seen: Seen, own: float) -> Ratios:
    """The best `common` for one `own`."""
    line = seen.line(own)
    common = line.best()
    return Ratios(common, own, line.residual(common), line.deviance(common))


def at_ratios(seen: Seen, common: float, own: float) -> Ratios:
    """The deviance and the noise at given ratios."""
    if not seen.shared:
        line = seen.alone()
        return Ratios(common, own, line.residual(common), line.deviance(common))
    information, score = seen.pooled(own)
    explained, determinant = seen.taken(own)
    whole = np.eye(seen.judges) + common * information
    explained += common * float(score @ np.linalg.solve(whole, score))
    residual = max(seen.squares - explained, _TINY * seen.squares) / seen.freedom
    determinant += float(np.linalg.slogdet(whole)[1])
    deviance = seen.freedom * float(np.log(residual)) + determinant
    return Ratios(common, own, residual, deviance)


def _own_slope(seen: Seen, at: Ratios) -> float:
    """Derivative of the deviance by `own`: tr T - q'q / s2 with T = S (I + K S)^-1 and
    q = r - S u, u the severities.
    """
    information, score = seen.pooled(at.own)
    judges = common_covariance(information, at.common)
    common = judges @ score
    trace = squares = 0.0
    for block in seen.blocks:
        left = 1.0 / (1.0 + at.own * block.values)
        held = block.values * left
        inner = block.of_all(judges) @ block.vectors
        rotated = np.einsum("ij,ij->j", block.vectors, inner)
        trace += float(np.sum(held)) - float(np.sum(held**2 * rotated))
        severity = block.apply(left, common[block.judge] + at.own * block.seen)
        rest = block.seen - block.apply(block.values, severity)
        squares += float(rest @ rest)
    return trace - squares / at.residual


def common_covariance(
    information: Floats, common: float, left: Floats | None = None
) -> Floats:
    """(J, J) covariance of the judges' common part over the noise: (A + I/common)^-1,
    with common * left in place of common where a judge was known before.
    """
    n = len(information)
    if common <= 0.0:
        return np.zeros((n, n))
    if left is None:
        found = common * np.linalg.inv(np.eye(n) + common * information)
    else:
        root = np.sqrt(common * left)
        whole = np.eye(n) + root[:, None] * information * root
        found = root[:, None] * np.linalg.inv(whole) * root
    even: Floats = (found + found.T) / 2.0
    return even


def _root(slope: Callable[[float], float], low: float, high: float) -> float:
    """The Illinois variant of false position: few calls, each of which is a fit."""
    at_low, at_high = slope(low), slope(high)
    if at_low >= 0.0 or at_high <= 0.0:
        return low if at_low >= 0.0 else high
    kept = 0  # -1, 1: the low or the high end stood at the last step
    middle = low
    for _ in range(_STEPS):
        before = middle
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        value = slope(middle)
        if value < 0.0:
            low, at_low = middle, value
            at_high = at_high / 2.0 if kept == 1 else at_high
            kept = 1
        else:
            high, at_high = middle, value
            at_low = at_low / 2.0 if kept == -1 else at_low
            kept = -1
        if abs(middle - before) <= _SETTLED * high:
            break
    return middle
