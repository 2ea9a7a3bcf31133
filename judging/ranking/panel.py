"""The panel as a whole: agreement with its uncertainty, overall and per criterion, and criteria that say nothing."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .agreement import alpha_interval, one_way
from .ballots import Floats, Ints, Table, sums_by

RESAMPLES = 1000
_SEED = 20_180_411
Range = tuple[float, float]
Verdict = Literal["no_scores", "no_variance", "no_agreement", "unknown", "informative"]


@dataclass(frozen=True)
class Agreement:
    """Of one criterion, or of the totals (criterion None). Ranges are 95 % intervals over resampled entries.

    verdict: "no_scores", "no_variance" (everybody gave the same), "no_agreement" (the range of ICC(1) reaches 0: the
    scores do not tell entries apart), "unknown" (no entry has two judges), or "informative". missing: share of the
    ballots that leave it out. rest: correlation with the total of the other criteria.
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


def panel_agreement(table: Table, resamples: int = RESAMPLES) -> list[Agreement]:
    """The totals first, then every criterion by weight."""
    order = sorted(range(len(table.criteria)), key=lambda c: (-table.weights[c], table.criteria[c]))
    found = [_agreement(None, table.entry, table.total, 0.0, None, resamples)]
    for column in order:
        values = table.scores[:, column]
        scored = np.isfinite(values)
        rest = _rest(table, column)
        missing = 1.0 - float(np.mean(scored))
        found.append(_agreement(table.criteria[column], table.entry[scored], values[scored], missing, rest, resamples))
    return found


def _agreement(
    name: str | None, entry: Ints, values: Floats, missing: float, rest: float | None, resamples: int
) -> Agreement:
    if not len(values):
        return Agreement(name, 0, missing, "no_scores")
    icc1, icck = one_way(entry, values)
    ranges = _ranges(entry, values, resamples)
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
    points = (np.where(scored, table.scores, 0.0) * others).sum(axis=1)[both] / load[both]
    own = table.scores[both, column]
    if both.sum() < 3 or np.std(points) <= 1e-9 or np.std(own) <= 1e-9:
        return None
    return float(np.corrcoef(points, own)[0, 1])


def _ranges(entry: Ints, values: Floats, resamples: int) -> tuple[Range | None, Range | None, Range | None]:
    """95 % ranges of ICC(1), ICC(k) and alpha: entries drawn again and again, each with all its ballots."""
    _, unit, counts = np.unique(entry, return_inverse=True, return_counts=True)
    if len(counts) < 3 or counts.max() < 2 or np.std(values) <= 1e-9:
        return None, None, None
    centred = values - values.mean()
    means = np.bincount(unit, centred) / counts
    squares = sums_by(unit, (centred - means[unit]) ** 2, len(counts))
    weight, sizes = _resampled(len(counts), resamples), counts.astype(np.float64)
    icc1, icck = _icc_of(weight, sizes, means, squares)
    return _range(icc1), _range(icck), _range(_alpha_of(weight, sizes, means, squares))


def _resampled(units: int, resamples: int) -> Floats:
    """(resamples, units) how often each entry is drawn, from raw PCG64 integers."""
    raw = np.random.PCG64(_SEED).random_raw(resamples * units).reshape(resamples, units)
    drawn = ((raw >> np.uint64(11)) * 2.0**-53 * units).astype(np.int64)
    cells = (drawn + units * np.arange(resamples)[:, None]).ravel()
    return np.bincount(cells, minlength=resamples * units).reshape(resamples, units).astype(np.float64)


def _icc_of(weight: Floats, n: Floats, means: Floats, squares: Floats) -> tuple[Floats, Floats]:
    ballots, units = weight @ n, weight.sum(axis=1)
    between = (weight @ (n * means**2) - (weight @ (n * means)) ** 2 / ballots) / (units - 1)
    within = weight @ squares / np.maximum(ballots - units, 1.0)
    k = (ballots - weight @ n**2 / ballots) / (units - 1)
    bottom = between + (k - 1.0) * within
    safe = (bottom > 1e-12) & (between > 1e-12)
    excess = between - within
    return excess[safe] / bottom[safe], excess[safe] / between[safe]


def _alpha_of(weight: Floats, n: Floats, means: Floats, squares: Floats) -> Floats:
    weight = np.where(n >= 2, weight, 0.0)
    ballots = weight @ n
    observed = weight @ (2.0 * n * squares / np.maximum(n - 1.0, 1.0)) / np.maximum(ballots, 1.0)
    total = weight @ (squares + n * means**2) - (weight @ (n * means)) ** 2 / np.maximum(ballots, 1.0)
    expected = 2.0 * total / np.maximum(ballots - 1.0, 1.0)
    safe = expected > 1e-12
    return 1.0 - observed[safe] / expected[safe]


def _range(values: Floats) -> Range | None:
    if len(values) < 100:
        return None
    ordered = np.sort(values)
    cut = int(0.025 * len(ordered))
    return float(ordered[cut]), float(ordered[-1 - cut])
