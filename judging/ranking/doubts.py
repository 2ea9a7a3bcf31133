"""What is not known of severity's variances themselves, where judges are few.

With a dozen judges the two variances are known to a factor of two or three only. Taking
them as known (plugging them in) states more than the ballots hold. Here the restricted
likelihood is read off on a grid and becomes chances of a handful of nodes; draws then
come from all of them. The prior is weak: half-Cauchy on the standard deviation of
severity over that of the noise (Gelman 2006), and flat on the share that is a judge's
own from category to category.
"""

from dataclasses import replace

import numpy as np

from .ballots import Floats
from .earlier import Expected, deviance, informed
from .fair import Node
from .two_variances import Ratios, Seen, at_ratios

FEW = 40  # judges; with more the variances are known well enough
WHOLES = np.logspace(-2.5, 2.0, 12)
SHARES = (0.0, 0.2, 0.5, 1.0)
LEAST = 0.01  # chance of a node over that of the likeliest; below it is left out


def nodes(seen: Seen, before: Expected | None = None) -> list[list[Node]]:
    """Per node one `Node` per group, on the scale of the fit. None where judges are many:
    the fit itself is the only one. before: what was expected of the judges.
    """
    if seen.judges > FEW:
        return []
    shares = SHARES if seen.shared else (0.0,)
    tried = [
        at_ratios(seen, whole * (1.0 - share), whole * share)
        for whole in WHOLES.tolist()
        for share in shares
    ]
    heights = np.array([_height(seen, one, before) for one in tried])
    chances = np.exp(heights - heights.max())
    kept = [
        (one, chance)
        for one, chance in zip(tried, chances.tolist(), strict=True)
        if chance >= LEAST
    ]
    whole = sum(chance for _, chance in kept)
    return [_groups(seen, one, chance / whole, before) for one, chance in kept]


def _height(seen: Seen, at: Ratios, before: Expected | None) -> float:
    """Log of likelihood and prior, on the log of the ratio."""
    ratio, of_ballots = at.whole, at.deviance
    if before is not None:
        of_ballots = deviance(seen, at, before)
    return -0.5 * of_ballots + 0.5 * float(np.log(ratio)) - float(np.log1p(ratio))


def _groups(
    seen: Seen, at: Ratios, chance: float, before: Expected | None
) -> list[Node]:
    found = informed(seen, at, before)
    return [
        Node(chance, at.residual, mean, square_root(at.residual * covariance))
        for mean, covariance in zip(found.mean, found.covariance, strict=True)
    ]


def square_root(covariance: Floats) -> Floats:
    """The symmetric one, which hangs neither on signs nor on the order of names."""
    values, vectors = np.linalg.eigh(covariance)
    found: Floats = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    return found


def in_points(node: Node, unit: float) -> Node:
    return replace(
        node,
        noise=unit**2 * node.noise,
        severity=unit * node.severity,
        root=unit * node.root,
    )
