"""How far judges agree: the one-way intraclass correlations and Krippendorff's alpha
for interval data.

Sources: Shrout & Fleiss (1979), Psychological Bulletin 86, 420-428; Krippendorff
(2011), Computing Krippendorff's alpha-reliability. All are None where the ballots
cannot say.
"""

import numpy as np

from .ballots import Floats, Ints


def one_way(entry: Ints, values: Floats) -> tuple[float | None, float | None]:
    """ICC(1) and ICC(k) of (n,) values from a one-way analysis of variance; entries may
    have unequal ballots.
    """
    _, unit, counts = np.unique(entry, return_inverse=True, return_counts=True)
    n, units = len(values), len(counts)
    if units < 2 or n <= units:
        return None, None
    means = np.bincount(unit, values) / counts
    between = float(counts @ (means - values.mean()) ** 2) / (units - 1)
    within = float(np.sum((values - means[unit]) ** 2)) / (n - units)
    k = (n - float(counts @ counts) / n) / (units - 1)
    if between <= 1e-18 * max(1.0, float(np.mean(values**2))):
        return None, None
    return (between - within) / (between + (k - 1) * within), (
        between - within
    ) / between


def alpha_interval(entry: Ints, values: Floats) -> float | None:
    """Krippendorff's alpha of (n,) values for interval data, in closed form over
    entries with two ballots or more.
    """
    _, unit, counts = np.unique(entry, return_inverse=True, return_counts=True)
    paired = (counts >= 2)[unit]
    if not paired.any():
        return None
    unit, values = unit[paired], values[paired] - values[paired].mean()
    sizes = np.bincount(unit, minlength=len(counts))
    means = np.bincount(unit, values, len(counts)) / np.maximum(sizes, 1)
    squares = np.bincount(unit, (values - means[unit]) ** 2, len(counts))
    n, total = len(values), float(values @ values)
    if total <= 1e-18:
        return None
    observed = float(np.sum(2.0 * sizes * squares / np.maximum(sizes - 1, 1))) / n
    return 1.0 - observed / (2.0 * n * total / (n * (n - 1)))
