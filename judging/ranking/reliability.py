"""How noisy each judge is, shrunk towards the panel, as weights of two decimals.

A judge's noise is the weighted mean square of the residuals over what it is expected to
be; its logarithm has a sampling variance of about 2 / degrees of freedom and is shrunk
towards the common one by the method of moments (DerSimonian and Laird). The weight is
the inverse, around 1, rounded to two decimals: what is printed is what is used, so the
table adds up for whoever has a calculator.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .ballots import Floats
from .columns import Columns, Part
from .linked import pairs_within_entries

DECIMALS = 2
LIMIT = float(np.log(3.0))  # no judge counts more than three times as much as usual
MIN_FREEDOM = 2.0  # a judge with less is weighed like the others
MIN_JUDGES = 3


@dataclass(frozen=True)
class Spare:
    """Per ballot of one group, over the variance of a ballot of weight 1.

    mean_with: (n,) covariance of the own judge's severity with the mean severity of the
    entry's judges. of_mean: (E,) variance of that mean. left: (n,) expected weighted
    square of the residual, 1 less the leverage.
    """

    mean_with: Floats
    of_mean: Floats
    left: Floats


def spare(part: Part, weight: Floats, covariance: Floats) -> Spare:
    """covariance: (s, s) of the seats' severities over the noise's variance."""
    share = weight / part.entry_sums(weight)[part.entry]
    own = np.diag(covariance)[part.seat]
    mean_with = share * own
    for a, b in pairs_within_entries(part.entry):
        between = covariance[part.seat[a], part.seat[b]]
        mean_with[a] += share[b] * between
        mean_with[b] += share[a] * between
    of_mean = np.maximum(part.entry_sums(share * mean_with), 0.0)
    apart = own - 2.0 * mean_with + of_mean[part.entry]
    left = np.maximum(1.0 - share - weight * apart, 0.0)
    return Spare(mean_with, of_mean, left)


def weights(
    columns: Columns, weight: Floats, residual: Floats, left: Floats, noise: float
) -> Floats:
    """(J,) weights of the judges, from what is left of the (n,) ballots at the (J,)
    weights so far. noise: variance of a ballot of weight 1.
    """
    found = np.ones(columns.judges)
    squares = columns.judge_sums(weight[columns.judge] * residual**2)
    freedom = columns.judge_sums(left)
    known = (freedom >= MIN_FREEDOM) & (squares > 1e-9 * freedom * noise)
    if noise <= 0.0 or known.sum() < MIN_JUDGES:
        return found
    seen = np.log(squares[known] / (freedom[known] * noise)) + 1.0 / freedom[known]
    logs = np.clip(seen - np.log(weight[known]), -2.0 * LIMIT, 2.0 * LIMIT)
    shrunk = shrunk_logs(logs, freedom[known] / 2.0)
    found[known] = np.exp(-np.clip(shrunk, -LIMIT, LIMIT))
    return np.round(found, DECIMALS)


def shrunk_logs(logs: Floats, precision: Floats) -> Floats:
    """Deviations from their weighted mean, shrunk by the variance between them."""
    apart = logs - np.sum(precision * logs) / precision.sum()
    excess = float(np.sum(precision * apart**2)) - (len(logs) - 1)
    room = precision.sum() - np.sum(precision**2) / precision.sum()
    between = max(0.0, excess / float(room)) if room > 0.0 else 0.0
    shrunk: Floats = apart * between / (between + 1.0 / precision)
    return shrunk


def of_ballots(columns: Columns, weight: Floats) -> list[Floats]:
    """(J,) weights as (n,) of each group's ballots."""
    every = weight[columns.judge]
    return [every[part.rows] for part in columns.parts]


def joined(values: Sequence[Floats]) -> Floats:
    return np.concatenate(list(values))
