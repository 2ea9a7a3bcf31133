"""Whether the entries of a group are spread like one bell curve: some fields fall into two
camps, or hold a few far out. Then ranks are drawn from a mixture of two normal
distributions instead of one.

The mixture is fitted by expectation and maximisation (Dempster, Laird and Rubin 1977) to
the adjusted scores with their own noise known, from two fixed starts: two camps side by
side, and a narrow one within a wide one. It is used where it says so much more than one
bell curve that chance hardly does that (Schwarz 1978).
"""

from dataclasses import dataclass

import numpy as np

from .ballots import Floats

LEAST_ENTRIES = 60
PASSES = 200
MORE_FIGURES = 3  # that two camps take beside one: a share, a mean, a spread
_SMALLEST = 0.05  # spread of a camp, over the noise of an entry


@dataclass(frozen=True)
class Camps:
    """(2,) each, around the mean of the group and in points."""

    share: Floats
    mean: Floats
    variance: Floats

    def heights(self, scores: Floats, noise: Floats) -> Floats:
        """(2, ...) densities of scores by camp, each times the camp's share."""
        cells = (slice(None), *(None,) * scores.ndim)
        whole = self.variance[cells] + noise
        apart = scores - self.mean[cells]
        found: Floats = self.share[cells] * np.exp(-0.5 * apart**2 / whole)
        return found / np.sqrt(whole)


def camps_of(scores: Floats, noise: Floats) -> Camps | None:
    """(E,) scores and variances of their noise to two camps, None where one is enough."""
    if len(scores) < LEAST_ENTRIES or noise.min() <= 0.0:
        return None
    centred = scores - scores.mean()
    one = _fitted(
        Camps(np.ones(1), np.zeros(1), _spread(centred, noise)), centred, noise
    )
    wide, deviation = float(one.variance[0]), float(centred.std())
    starts = (
        Camps(np.full(2, 0.5), deviation * np.array([-0.8, 0.8]), np.full(2, wide / 3)),
        Camps(np.array([0.8, 0.2]), np.zeros(2), wide * np.array([0.5, 3.0])),
    )
    tried = [_fitted(start, centred, noise) for start in starts]
    found = max(tried, key=lambda camps: _likelihood(camps, centred, noise))
    gained = _likelihood(found, centred, noise) - _likelihood(one, centred, noise)
    enough = 0.5 * MORE_FIGURES * np.log(len(scores))
    return found if gained > enough else None


def _spread(centred: Floats, noise: Floats) -> Floats:
    found = float(np.mean(centred**2) - noise.mean())
    return np.array([max(found, _SMALLEST**2 * float(noise.mean()))])


def _likelihood(camps: Camps, centred: Floats, noise: Floats) -> float:
    return float(np.log(camps.heights(centred, noise).sum(axis=0)).sum())


def _fitted(camps: Camps, centred: Floats, noise: Floats) -> Camps:
    least = _SMALLEST**2 * float(noise.mean())
    for _ in range(PASSES):
        heights = camps.heights(centred, noise)
        member = heights / heights.sum(axis=0)
        kept = camps.variance[:, None] / (camps.variance[:, None] + noise)
        quality = camps.mean[:, None] + kept * (centred - camps.mean[:, None])
        size = np.maximum(member.sum(axis=1), 1e-9)
        mean = (member * quality).sum(axis=1) / size
        squares = (quality - mean[:, None]) ** 2 + kept * noise
        variance = np.maximum((member * squares).sum(axis=1) / size, least)
        camps = Camps(size / size.sum(), mean, variance)
    return camps
