"""Draws of what the true order may be, and what they say of ranks.

Severity is drawn from its distribution given the ballots, then each entry's quality
given that severity: normal, with the variance between entries as prior (drawing from
unshrunken averages overstates the leader). Raw PCG64 integers are turned into normals
by Box and Muller's formula here, so the figures do not hang on a library's random
streams; draws come in mirrored pairs; ranks come from integer keys (quality in steps of
2^-36 of the spread, then the entry's place), so they do not hang on a sorting algorithm
either.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .ballots import Bools, Floats, Ints
from .fair import Fit

Positions = NDArray[np.signedinteger[Any]]

CELLS = 200_000  # draws x entries held at once
FLOOR = 1e-6  # of the spread: with no noise or no difference at all, equals are ordered by chance


@dataclass(frozen=True)
class Ranks:
    """position: (E, N) place from 0 in each draw. The rest is counted from it."""

    position: Positions

    def within(self, k: int) -> Floats:
        """(E,) P(among the first k)."""
        return self._share(self.position < k)

    def _share(self, which: Bools) -> Floats:
        chance: Floats = np.count_nonzero(which, axis=1) / self.position.shape[1]
        return chance

    def interval(self, content: float) -> tuple[Ints, Ints]:
        """(E,) lowest and highest rank, from 1, leaving (1 - content) / 2 of the draws
        out on each side.
        """
        n = self.position.shape[1]
        low = int(np.floor(n * (1.0 - content) / 2.0 + 1e-9))
        # a radix sort: quicker than a partition
        ordered = np.sort(self.position, axis=1, kind="stable")
        return ordered[:, low].astype(np.int64) + 1, ordered[:, n - 1 - low].astype(
            np.int64
        ) + 1

    def nearest_interval(self, content: float) -> tuple[Ints, Ints]:
        """The same, then without its rarest outermost rank as long as that brings what it
        holds nearer to `content`: ranks are whole, and of few entries an interval that
        leaves no more than its share out on either side holds much more than it says.
        """
        low, high = self.interval(content)
        n = self.position.shape[1]
        held = np.rint(self.between(low, high) * n)
        doubtful = np.flatnonzero(low < high)
        while len(doubtful):
            at_low, at_high = (
                self._at(doubtful, low[doubtful]),
                self._at(doubtful, high[doubtful]),
            )
            rarest = np.minimum(at_low, at_high)
            off = np.abs(held[doubtful] - n * content)
            nearer = np.abs(held[doubtful] - rarest - n * content) < off
            held[doubtful] -= nearer * rarest
            low[doubtful] += nearer & (at_low <= at_high)
            high[doubtful] -= nearer & (at_low > at_high)
            doubtful = doubtful[nearer]
            doubtful = doubtful[low[doubtful] < high[doubtful]]
        return low, high

    def _at(self, entries: Ints, rank: Ints) -> Ints:
        """Draws in which each of these entries has its rank."""
        place = (rank - 1).astype(self.position.dtype)[:, None]
        found: Ints = np.count_nonzero(self.position[entries] == place, axis=1)
        return found

    def between(self, low: Ints, high: Ints) -> Floats:
        """(E,) P(low <= rank <= high)."""
        first, last = (
            (bound - 1).astype(self.position.dtype)[:, None] for bound in (low, high)
        )
        return self._share((self.position >= first) & (self.position <= last))

    def beats(self, above: Ints, below: Ints) -> Floats:
        """P(the first of each pair is better than the second)."""
        pairs = zip(above.tolist(), below.tolist(), strict=True)
        won = [
            np.count_nonzero(self.position[one] < self.position[other])
            for one, other in pairs
        ]
        chance: Floats = np.array(won, dtype=np.float64) / self.position.shape[1]
        return chance

    def exactly(self, winners: Ints) -> float:
        """P(these are the best, in whatever order)."""
        return float((self.position[winners] < len(winners)).all(axis=0).mean())


def draw_count(n_entries: int) -> int:
    """Draws where the rules do not say: 4,000 up to 300 entries, 2,000 up to 3,000, then 1,000."""
    return 4000 if n_entries <= 300 else 2000 if n_entries <= 3000 else 1000


def normals(stream: np.random.PCG64, rows: int, columns: int) -> Floats:
    """(rows, columns) standard normals: each row takes the next 2 * ceil(columns / 2)
    raw 64-bit integers.
    """
    half = (columns + 1) // 2
    raw = stream.random_raw(rows * 2 * half).reshape(rows, 2, half)
    raw >>= np.uint64(11)
    uniform = raw * 2.0**-53
    radius, angle = uniform[:, 0], uniform[:, 1]
    np.negative(radius, out=radius)
    np.log1p(radius, out=radius)
    radius *= -2.0
    np.sqrt(radius, out=radius)
    angle *= 2.0 * np.pi
    found = np.empty((rows, 2 * half))
    for of_angle, side in ((np.cos, found[:, :half]), (np.sin, found[:, half:])):
        of_angle(angle, out=side)
        side *= radius
    return found[:, :columns]


def draw_ranks(
    fit: Fit, entry: Ints, judge: Ints, count: int, seed: int
) -> Ranks | None:
    """Ranks in `count` draws (made even), or None if the ballots do not show the noise."""
    if fit.root is None:
        return None
    chunks = _qualities(fit, entry, judge, (count + 1) // 2, seed)
    return ranks_of(chunks, len(fit.adjusted), count)


def ranks_of(chunks: Iterable[Floats], n_entries: int, count: int) -> Ranks:
    """Chunks of (draws, E) qualities, `count` made even in all, to places."""
    position = np.empty((n_entries, 2 * ((count + 1) // 2)), dtype=_whole(n_entries))
    done = 0
    for quality in chunks:
        position[:, done : done + len(quality)] = _positions(quality).T
        done += len(quality)
    return Ranks(position)


def _qualities(
    fit: Fit, entry: Ints, judge: Ints, pairs: int, seed: int
) -> Iterator[Floats]:
    """Chunks of (draws, E), each with its mirror image."""
    stream = np.random.PCG64(seed)
    assert fit.root is not None
    judges, entries = seats(fit, entry, judge)
    shifts = normals(stream, pairs, len(judges))[:, judges] @ fit.root
    centre, weight, spread = _posterior(fit)
    starts = np.flatnonzero(np.diff(entry, prepend=-1))
    rows = max(1, CELLS // max(len(entry), len(centre)))
    for first in range(0, pairs, rows):
        shift = (
            np.add.reduceat(
                shifts[first : first + rows].take(judge, axis=1), starts, axis=1
            )
            / fit.ballots
        )
        away = (
            spread * normals(stream, len(shift), len(centre)).take(entries, axis=1)
            - weight * shift
        )
        yield np.concatenate([centre + away, centre - away])


def seats(fit: Fit, entry: Ints, judge: Ints) -> tuple[Ints, Ints]:
    """(J,) and (E,) which normals of a draw are whose: by the figures, so that renaming
    everybody changes nothing.

    Names (that is, places) decide only between judges or entries whose figures are
    equal to nine digits.
    """
    unit = float(np.std(fit.counted)) or 1.0
    squares = ((fit.counted - fit.counted.mean()) / unit) ** 2
    of_judges = (
        np.bincount(judge, squares, len(fit.severity)),
        np.bincount(judge, minlength=len(fit.severity)),
        fit.scale,
        fit.severity / unit,
    )
    of_entries = (
        np.bincount(entry, squares),
        fit.ballots,
        fit.raw / unit,
        fit.adjusted / unit,
    )
    judges, entries = (
        np.lexsort([np.round(key, 9) for key in keys])
        for keys in (of_judges, of_entries)
    )
    return np.argsort(judges), np.argsort(entries)


def _posterior(fit: Fit) -> tuple[Floats, Floats, Floats]:
    """(E,) mean of the quality, weight of the entry's own average, and standard
    deviation, given the severities.
    """
    unit = float(np.std(fit.counted)) or 1.0
    noise = max(fit.variances.residual or 0.0, (FLOOR * unit) ** 2) / fit.ballots
    between = max(fit.variances.entry or 0.0, (FLOOR * unit) ** 2)
    weight = between / (between + noise)
    mean = float(np.mean(fit.adjusted))
    return (
        weight * (fit.adjusted - mean) / unit,
        weight / unit,
        np.sqrt(weight * noise) / unit,
    )


def _positions(quality: Floats) -> Positions:
    """(draws, E) qualities to places from 0, best first."""
    n = quality.shape[1]
    bits = max(1, (n - 1).bit_length())
    steps = np.clip(quality, -1024.0, 1024.0)
    steps *= -(2.0**36)
    keys = np.rint(steps, out=steps).astype(np.int64)
    keys <<= bits
    keys |= np.arange(n)
    keys.sort(axis=1)
    keys &= (1 << bits) - 1
    position = np.empty(quality.shape, dtype=_whole(n))
    places = np.arange(n, dtype=position.dtype)
    for row, key in zip(position, keys, strict=True):
        row[key] = places
    return position


def _whole(n: int) -> type[np.int16] | type[np.int32]:
    """Half the memory wherever places fit."""
    return np.int16 if n <= 32_767 else np.int32
