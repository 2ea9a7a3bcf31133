"""Where a second look may be worth it: a judge who strays more than the others, a ballot
far from what the rest predicts, two judges who push the same entry.

Each is a studentised figure of the fit of method 2, with numbers and a threshold that
one honest round in a hundred of exactly this shape (who judged what, the same variances,
normal noise; for single ballots and pairs also the same weights) would pass by chance:
the largest figure of each simulated round is kept, and the threshold is what one per
cent of them exceed. A hint is a reason to look, never a finding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .ballots import Floats, Ints
from .columns import Columns, Part, columns_of
from .draws import normals
from .groups import Group
from .linked import pairs_within_entries
from .reliability import Spare, spare
from .severities import Response
from .threads import one_thread
from .two_variances import Block, Seen

Kind = Literal["judge", "ballot", "pair"]
KINDS: tuple[Kind, ...] = ("judge", "ballot", "pair")
FALSE_ALARMS = 0.01  # of honest rounds, per kind
ROUNDS = 600
PAIR_BALLOTS = 4  # with fewer, two ballots pushing are one ballot pulling
_CELLS = 500_000
_SEED = 20_180_411


@dataclass(frozen=True)
class Hint:
    """kind "judge": judges has one, entry is None, figure is how many standard deviations
    the logarithm of the noise lies above the panel's, noise how many times the panel's it
    is. "ballot", "pair": one or two judges of one entry; figure is the studentised
    residual, apart how many points (of the pair: on average) they lie from what the other
    ballots predict. threshold: what 1 % of honest rounds exceed. ballots: looked at.
    """

    kind: Kind
    judges: tuple[str, ...]
    entry: str | None
    category: str
    figure: float
    threshold: float
    ballots: int
    noise: float | None = None
    apart: float | None = None


@dataclass(frozen=True)
class _Pair:
    """Two ballots of one entry, as (p,) places, and (p,) the variance of their sum."""

    first: Ints
    second: Ints
    variance: Floats


class _Round:
    """The round as it was fitted, and figures of any (n, r) scores judged in its shape."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = groups
        self.columns: Columns = columns_of([group.whole for group in groups])
        fits = [group.whole_fit for group in groups]
        one = fits[0].variances
        self.noise = one.residual or 0.0
        self.common = (one.judge or 0.0) / self.noise if self.noise else 0.0
        self.own = (one.judge_category or 0.0) / self.noise if self.noise else 0.0
        self.weight = np.concatenate([fitted.weight for fitted in fits])
        covariances = [
            np.zeros((len(group.whole.judges),) * 2)
            if group.whole_fit.covariance is None
            else group.whole_fit.covariance
            for group in groups
        ]
        self.response = self._response()
        self.spares = [
            spare(part, self.weight[part.rows], covariance)
            for part, covariance in zip(self.columns.parts, covariances, strict=True)
        ]
        self.left = np.concatenate([one.left for one in self.spares])
        self.pairs = [
            _pairs(part, self.weight[part.rows], covariance, found)
            for part, covariance, found in zip(
                self.columns.parts, covariances, self.spares, strict=True
            )
        ]

    def _response(self) -> Response:
        blocks = []
        for part in self.columns.parts:
            values, vectors = np.linalg.eigh(part.information(self.weight[part.rows]))
            nothing = np.zeros(len(part.judge))
            blocks.append(Block(part.judge, np.maximum(values, 0.0), vectors, nothing))
        seen = Seen(blocks, self.columns.judges, 1.0, 1)
        return Response(seen, self.common, self.own)

    def residuals(self, scores: Floats) -> Floats:
        """(n, r) scores to (n, r) what severity and the entry leave of them."""
        parts = self.columns.parts
        means = self.response.means([self._seen(part, scores) for part in parts])
        found = np.empty_like(scores)
        for part, mean in zip(parts, means, strict=True):
            counted = scores[part.rows] - mean[part.seat]
            found[part.rows] = counted - self._entry_means(part, counted)
        return found

    def _entry_means(self, part: Part, values: Floats) -> Floats:
        """(n, r) weighted means of the entries beside their ballots."""
        starts = np.flatnonzero(np.diff(part.entry, prepend=-1))
        weight = self.weight[part.rows][:, None]
        sums = np.add.reduceat(weight * values, starts, axis=0)
        found: Floats = (sums / np.add.reduceat(weight, starts, axis=0))[part.entry]
        return found

    def _seen(self, part: Part, scores: Floats) -> Floats:
        values = scores[part.rows]
        apart = self.weight[part.rows][:, None] * (
            values - self._entry_means(part, values)
        )
        return _sums_by_row(part.seat, apart)

    def scaled(self, residual: Floats) -> Floats:
        """(n, r) residuals to (n, r) over their own standard deviation at noise 1 (0 where
        there is nothing to compare with), then over the round's noise.
        """
        safe = np.where(self.left > 1e-6, self.left, np.inf)
        own: Floats = residual * np.sqrt(self.weight / safe)[:, None]
        return own / self.deviation(residual)

    def deviation(self, residual: Floats) -> Floats:
        """(r,) of the noise of a ballot of weight 1, from the residuals."""
        squares = (self.weight[:, None] * residual**2).sum(axis=0)
        variance: Floats = squares / max(float(self.left.sum()), 1e-9)
        return np.sqrt(np.maximum(variance, 1e-300))

    def noises(self, residual: Floats) -> Floats:
        """(J, r) each judge's noise over the panel's."""
        squares = self.weight[:, None] * residual**2
        found = _sums_by_row(self.columns.judge, squares)
        freedom = self.columns.judge_sums(self.left)[:, None]
        weight = np.ones(self.columns.judges)
        weight[self.columns.judge] = self.weight
        variance = found / np.maximum(freedom, 1e-9) / weight[:, None]
        relative: Floats = variance / self.deviation(residual) ** 2
        return np.maximum(relative, 1e-12)

    def pair_figures(self, residual: Floats) -> Iterator[Floats]:
        """Per group (p, r): the sum of two residuals over its standard deviation, 0 unless
        both point the same way.
        """
        deviation = self.deviation(residual)
        for part, pairs in zip(self.columns.parts, self.pairs, strict=True):
            pushed = self.weight[part.rows][:, None] * residual[part.rows]
            one, other = pushed[pairs.first], pushed[pairs.second]
            both = (one + other) / np.sqrt(pairs.variance)[:, None] / deviation
            yield np.where(one * other > 0.0, both, 0.0)


def _sums_by_row(place: Ints, values: Floats) -> Floats:
    """(n, r) values to the (m, r) sums of those that share a place, each of which is taken."""
    order = np.argsort(place, kind="stable")
    starts = np.flatnonzero(np.diff(place[order], prepend=-1))
    found: Floats = np.add.reduceat(values[order], starts, axis=0)
    return found


def _pairs(part: Part, weight: Floats, covariance: Floats, own: Spare) -> _Pair:
    share = weight / part.entry_sums(weight)[part.entry]
    found: list[tuple[Ints, Ints, Floats]] = []
    for a, b in pairs_within_entries(part.entry):
        kept = part.ballots[part.entry[a]] >= PAIR_BALLOTS
        a, b = a[kept], b[kept]
        between = covariance[part.seat[a], part.seat[b]]
        between = between - own.mean_with[a] - own.mean_with[b]
        between = between + own.of_mean[part.entry[a]]
        cross = -weight[a] * share[b] - weight[a] * weight[b] * between
        variance = weight[a] * own.left[a] + weight[b] * own.left[b] + 2.0 * cross
        known = variance > 1e-6
        found.append((a[known], b[known], variance[known]))
    if not found:
        none = np.empty(0, dtype=np.int64)
        return _Pair(none, none, np.empty(0))
    firsts, seconds, variances = zip(*found, strict=True)
    return _Pair(
        np.concatenate(firsts), np.concatenate(seconds), np.concatenate(variances)
    )


@dataclass(frozen=True)
class Thresholds:
    """Of one shape of round. mean, deviation: (J,) of the logarithm of an honest judge's
    noise over the panel's. judge, ballot, pair: largest figures that 1 % exceed.
    """

    mean: Floats
    deviation: Floats
    judge: float
    ballot: float
    pair: float


def hints(groups: Sequence[Group], rounds: int = ROUNDS) -> list[Hint]:
    """Of all groups of one round ranked by method 2, strongest first within each kind."""
    known = [group for group in groups if group.whole_fit.variances.residual]
    if not known:
        return []
    with one_thread():
        whole = _Round(known)
        if whole.left.sum() < 1.0:
            return []
        limits = thresholds(whole, rounds)
        scores = np.concatenate([group.whole_fit.rescaled for group in known])
        residual = whole.residuals(scores[:, None])
        found = [
            *_judge_hints(whole, residual, limits),
            *_ballot_hints(whole, residual, limits),
            *_pair_hints(whole, residual, limits),
        ]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), -abs(one.figure)))


def thresholds(whole: _Round, rounds: int) -> Thresholds:
    """By simulated honest rounds of this shape."""
    logs, ballots, pairs = [], [], []
    for alike, weighed in _honest(whole, rounds):
        logs.append(np.log(whole.noises(whole.residuals(alike))))
        residual = whole.residuals(weighed)
        ballots.append(np.abs(whole.scaled(residual)).max(axis=0))
        figures = [np.abs(one) for one in whole.pair_figures(residual) if len(one)]
        largest = [one.max(axis=0) for one in figures]
        pairs.append(
            np.max(largest, axis=0) if largest else np.zeros(residual.shape[1])
        )
    every = np.concatenate(logs, axis=1)
    mean, deviation = every.mean(axis=1), np.maximum(every.std(axis=1), 1e-9)
    of_judges = ((every - mean[:, None]) / deviation[:, None]).max(axis=0)
    return Thresholds(
        mean,
        deviation,
        judge=exceeded_by_few(of_judges),
        ballot=exceeded_by_few(np.concatenate(ballots)),
        pair=exceeded_by_few(np.concatenate(pairs)),
    )


def exceeded_by_few(largest: Floats) -> float:
    """(r,) largest figures of simulated rounds to the one above which one more round of the
    same kind lies in FALSE_ALARMS of cases at most: it may fall between any two of them, so
    their number counts one more (with 200 rounds the share itself would give 1.5 %).
    """
    ordered = np.sort(largest)
    place = int(np.ceil((len(ordered) + 1) * (1.0 - FALSE_ALARMS)))
    return float(ordered[min(place, len(ordered)) - 1])


def _honest(whole: _Round, rounds: int) -> Iterator[tuple[Floats, Floats]]:
    """Chunks of (n, r) scores: severity by the fitted variances, and noise that is alike
    for all judges, or as they were weighed; entries make no difference.
    """
    stream = np.random.PCG64(_SEED)
    columns = whole.columns
    step = max(1, _CELLS // len(columns.judge))
    for start in range(0, rounds, step):
        width = min(step, rounds - start)
        common = normals(stream, columns.judges, width) * np.sqrt(whole.common)
        own = normals(stream, columns.seats, width) * np.sqrt(whole.own)
        noise = normals(stream, len(columns.judge), width)
        scores = common[columns.judge] + own[columns.seat]
        yield scores + noise, scores + noise / np.sqrt(whole.weight)[:, None]


def _judge_hints(whole: _Round, residual: Floats, limits: Thresholds) -> Iterator[Hint]:
    noises = whole.noises(residual)[:, 0]
    figures = (np.log(noises) - limits.mean) / limits.deviation
    names = sorted({name for group in whole.groups for name in group.whole.judges})
    loads = np.bincount(whole.columns.judge, minlength=whole.columns.judges)
    for place in np.flatnonzero(figures > limits.judge).tolist():
        yield Hint(
            "judge",
            (names[place],),
            None,
            "",
            float(figures[place]),
            limits.judge,
            int(loads[place]),
            noise=float(noises[place]),
        )


def _ballot_hints(
    whole: _Round, residual: Floats, limits: Thresholds
) -> Iterator[Hint]:
    figures = whole.scaled(residual)[:, 0]
    for group, part in zip(whole.groups, whole.columns.parts, strict=True):
        table = group.whole
        for row in np.flatnonzero(np.abs(figures[part.rows]) > limits.ballot).tolist():
            place = part.first + row
            yield Hint(
                "ballot",
                (table.judges[table.judge[row]],),
                table.entries[table.entry[row]],
                table.category,
                float(figures[place]),
                limits.ballot,
                int(part.ballots[table.entry[row]]),
                apart=float(residual[place, 0] / whole.left[place]),
            )


def _pair_hints(whole: _Round, residual: Floats, limits: Thresholds) -> Iterator[Hint]:
    every = list(whole.pair_figures(residual))
    for number, (group, part) in enumerate(
        zip(whole.groups, whole.columns.parts, strict=True)
    ):
        table, pairs, figures = group.whole, whole.pairs[number], every[number][:, 0]
        pushed = whole.weight[part.rows] * residual[part.rows, 0]
        for one in np.flatnonzero(np.abs(figures) > limits.pair).tolist():
            first, second = int(pairs.first[one]), int(pairs.second[one])
            judges = (
                table.judges[table.judge[first]],
                table.judges[table.judge[second]],
            )
            yield Hint(
                "pair",
                judges,
                table.entries[table.entry[first]],
                table.category,
                float(figures[one]),
                limits.pair,
                int(part.ballots[table.entry[first]]),
                apart=float((pushed[first] + pushed[second]) / pairs.variance[one]),
            )
