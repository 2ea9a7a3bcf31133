"""The panel as a whole: agreement with its uncertainty, overall and per criterion, and
criteria that say nothing.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .agreement import alpha_interval, one_way
from .ballots import Floats, Ints, Table, sums_by

RESAMPLES, RESAMPLES_LARGE = 1000, 300  # of up to 2,000 entries, and of more
_CELLS = 1_000_000  # resamples x entries held at once
_SEED = 20_180_411
Range = tuple[float, float]
Verdict = Literal["no_scores", "no_variance", "no_agreement", "unknown", "informative"]


@dataclass(frozen=True)
class Agreement:
    """Of one criterion, or of the totals (criterion None). Ranges are 95 % intervals
    over resampled entries.

    verdict: "no_scores", "no_variance" (everybody gave the same), "no_agreement" (the
    range of ICC(1) reaches 0: the scores do not tell entries apart), "unknown" (no
    entry has two judges), or "informative". missing: share of the ballots that leave it
    out. rest: correlation with the total of the other criteria.
    """

    criterion: str | None
    ballots: int
    missing: float
    verdict: Verdict
    mean: float | None = None
    spread: float | None = None
    icc1: float | None = None
    icc1_range: Range | None = None
    icck: float | None = None
    icck_range: Range | None = None
    alpha: float | None = None
    alpha_range: Range | None = None
    rest: float | None = None


class _Resamples:
    """How often each of so many entries is drawn, again and again with replacement, by raw
    PCG64 integers: made once for figures of as many entries that follow each other.
    """

    def __init__(self, count: int | None) -> None:
        self.count, self.often = count, np.empty((0, 0))

    def sums(self, of_entries: Floats) -> Floats:
        """(E, f) figures to their (resamples, f) sums over the entries drawn."""
        units = len(of_entries)
        if self.often.shape[1] != units:
            self.often = _drawn(units, self.count or _usual(units))
        found: Floats = self.often @ of_entries
        return found


def _usual(units: int) -> int:
    return RESAMPLES if units <= 2000 else RESAMPLES_LARGE


def _drawn(units: int, resamples: int) -> Floats:
    """(resamples, E)."""
    stream = np.random.PCG64(_SEED)
    rows, found = max(1, _CELLS // units), np.empty((resamples, units))
    for start in range(0, resamples, rows):
        height = min(rows, resamples - start)
        raw = stream.random_raw(height * units).reshape(height, units)
        drawn = ((raw >> np.uint64(11)) * 2.0**-53 * units).astype(np.int64)
        drawn += units * np.arange(height)[:, None]
        often = np.bincount(drawn.ravel(), minlength=height * units)
        found[start : start + height] = often.reshape(height, units)
    return found


def panel_agreement(table: Table, resamples: int | None = None) -> list[Agreement]:
    """The totals first, then every criterion by weight."""
    order = sorted(
        range(len(table.criteria)), key=lambda c: (-table.weights[c], table.criteria[c])
    )
    drawn = _Resamples(resamples)
    found = [_agreement(None, table.entry, table.total, 0.0, None, drawn)]
    for column in order:
        values = table.scores[:, column]
        scored = np.isfinite(values)
        rest = _rest(table, column)
        missing = 1.0 - float(np.mean(scored))
        found.append(
            _agreement(
                table.criteria[column],
                table.entry[scored],
                values[scored],
                missing,
                rest,
                drawn,
            )
        )
    return found


def _agreement(
    name: str | None,
    entry: Ints,
    values: Floats,
    missing: float,
    rest: float | None,
    drawn: _Resamples,
) -> Agreement:
    if not len(values):
        return Agreement(name, 0, missing, "no_scores")
    icc1, icck = one_way(entry, values)
    ranges = _ranges(entry, values, drawn)
    spread = float(np.std(values))
    return Agreement(
        criterion=name,
        ballots=len(values),
        mean=float(np.mean(values)),
        spread=spread,
        missing=missing,
        icc1=icc1,
        icc1_range=ranges[0],
        icck=icck,
        icck_range=ranges[1],
        alpha=alpha_interval(entry, values),
        alpha_range=ranges[2],
        rest=rest,
        verdict=_verdict(spread, icc1, ranges[0]),
    )


def _verdict(spread: float, icc1: float | None, span: Range | None) -> Verdict:
    if spread <= 1e-9:
        return "no_variance"
    if icc1 is None or span is None:
        return "unknown"
    return "no_agreement" if span[0] <= 0.0 else "informative"


def _rest(table: Table, column: int) -> float | None:
    others = np.where(np.arange(len(table.weights)) == column, 0.0, table.weights)
    if not others.any():
        return None
    scored = np.isfinite(table.scores)
    load = (scored * others).sum(axis=1)
    both = scored[:, column] & (load > 0)
    points = (np.where(scored, table.scores, 0.0) * others).sum(axis=1)[both] / load[
        both
    ]
    own = table.scores[both, column]
    if both.sum() < 3 or np.std(points) <= 1e-9 or np.std(own) <= 1e-9:
        return None
    return float(np.corrcoef(points, own)[0, 1])


def _ranges(
    entry: Ints, values: Floats, drawn: _Resamples
) -> tuple[Range | None, Range | None, Range | None]:
    """95 % ranges of ICC(1), ICC(k) and alpha: entries drawn again and again, each with
    all its ballots.
    """
    _, unit, counts = np.unique(entry, return_inverse=True, return_counts=True)
    if len(counts) < 3 or counts.max() < 2 or np.std(values) <= 1e-9:
        return None, None, None
    centred = values - values.mean()
    n, sums = counts.astype(np.float64), sums_by(unit, centred, len(counts))
    squares = sums_by(unit, (centred - (sums / n)[unit]) ** 2, len(counts))
    of_entries = np.stack(
        [np.ones(len(n)), n, n**2, sums, sums**2 / n, squares], axis=1
    )
    apart = 2.0 * n * squares / np.maximum(n - 1.0, 1.0)
    paired = np.column_stack([n, sums, sums**2 / n, squares, apart]) * (n >= 2)[:, None]
    of_drawn = drawn.sums(np.column_stack([of_entries, paired]))
    icc1, icck = _icc_of(of_drawn[:, :6])
    alpha = _alpha_of(of_drawn[:, 6:])
    return _range(icc1), _range(icck), _range(alpha)


def _icc_of(sums: Floats) -> tuple[Floats, Floats]:
    units, ballots, squared, total, means, squares = sums.T
    between = (means - total**2 / ballots) / (units - 1.0)
    within = squares / np.maximum(ballots - units, 1.0)
    k = (ballots - squared / ballots) / (units - 1.0)
    bottom = between + (k - 1.0) * within
    safe = (bottom > 1e-12) & (between > 1e-12)
    excess = between - within
    return excess[safe] / bottom[safe], excess[safe] / between[safe]


def _alpha_of(sums: Floats) -> Floats:
    ballots, total, means, squares, apart = sums[sums[:, 0] >= 2].T
    expected = 2.0 * (squares + means - total**2 / ballots) / (ballots - 1.0)
    safe = expected > 1e-12
    found: Floats = 1.0 - apart[safe] / ballots[safe] / expected[safe]
    return found


def _range(values: Floats) -> Range | None:
    if len(values) < 100:
        return None
    ordered = np.sort(values)
    cut = int(0.025 * len(ordered))
    return float(ordered[cut]), float(ordered[-1 - cut])
