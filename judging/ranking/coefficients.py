"""Other coefficients of agreement, to check ours against published figures: alpha for
any metric, all six ICCs.

Sources as in ``agreement``. No result rests on them.
"""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from .agreement import alpha_interval
from .ballots import Floats, Ints

Metric = Literal["nominal", "ordinal", "interval", "ratio"]


def alpha(entry: Ints, values: Floats, metric: Metric = "interval") -> float | None:
    """Krippendorff's alpha for any metric, from the coincidences of distinct values."""
    if metric == "interval":
        return alpha_interval(entry, values)
    levels, coincidences = _coincidences(entry, values)
    marginal = coincidences.sum(axis=1)
    apart = _distances(levels, marginal, metric)
    n = marginal.sum()
    expected = marginal @ apart @ marginal
    return (
        None
        if n < 2 or expected <= 0
        else float(1.0 - (n - 1) * np.sum(coincidences * apart) / expected)
    )


def _coincidences(entry: Ints, values: Floats) -> tuple[Floats, Floats]:
    _, unit, counts = np.unique(entry, return_inverse=True, return_counts=True)
    paired = (counts >= 2)[unit]
    levels, level = np.unique(values[paired], return_inverse=True)
    table = np.zeros((len(counts), len(levels)))
    np.add.at(table, (unit[paired], level), 1.0)
    weight = 1.0 / np.maximum(counts - 1, 1)
    together: Floats = (table * weight[:, None]).T @ table - np.diag(weight @ table)
    return levels, together


def _distances(levels: Floats, marginal: Floats, metric: Metric) -> Floats:
    """Squared differences between values under the metric."""
    if metric == "nominal":
        return 1.0 - np.eye(len(levels))
    if metric == "ordinal":
        middle = np.cumsum(marginal) - marginal / 2.0
        ordinal: Floats = (middle[:, None] - middle) ** 2
        return ordinal
    total = np.abs(levels[:, None] + levels)
    ratio: Floats = ((levels[:, None] - levels) / np.where(total > 0, total, 1.0)) ** 2
    return ratio


def shrout_fleiss(scores: Floats) -> Mapping[str, float]:
    """All six ICCs of (targets, judges) scores without gaps: "1,1" "2,1" "3,1" "1,k"
    "2,k" "3,k".
    """
    n, k = scores.shape
    grand, rows, columns = scores.mean(), scores.mean(axis=1), scores.mean(axis=0)
    between = k * np.sum((rows - grand) ** 2) / (n - 1)
    within = np.sum((scores - rows[:, None]) ** 2) / (n * (k - 1))
    judges = n * np.sum((columns - grand) ** 2) / (k - 1)
    error = np.sum((scores - rows[:, None] - columns + grand) ** 2) / (
        (n - 1) * (k - 1)
    )
    figures = {
        "1,1": (between - within) / (between + (k - 1) * within),
        "2,1": (between - error)
        / (between + (k - 1) * error + k * (judges - error) / n),
        "3,1": (between - error) / (between + (k - 1) * error),
        "1,k": (between - within) / between,
        "2,k": (between - error) / (between + (judges - error) / n),
        "3,k": (between - error) / between,
    }
    return {name: float(value) for name, value in figures.items()}
