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
_LOOKED = 10  # passes, after which it is looked whether anything still moves
_SETTLED = 1e-14  # of shares, and of means and variances over the spread
MORE_FIGURES = 3  # that two camps take beside one: a share, a mean, a spread
_SMALLEST = 0.05  # spread of a camp, over the noise of an entry


@dataclass(frozen=True)
class Camps:
    """(2,) each, around the mean of the group and in points; of several fits at once
    (f, 2).
    """

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

    def __getitem__(self, number: int) -> "Camps":
        return Camps(self.share[number], self.mean[number], self.variance[number])


def camps_of(scores: Floats, noise: Floats) -> Camps | None:
    """(E,) scores and variances of their noise to two camps, None where one is enough."""
    if len(scores) < LEAST_ENTRIES or noise.min() <= 0.0:
        return None
    centred = scores - scores.mean()
    start = Camps(np.ones((1, 1)), np.zeros((1, 1)), _spread(centred, noise))
    one = _fitted(start, centred, noise)[0]
    wide, deviation = float(one.variance[0]), float(centred.std())
    starts = Camps(
        np.array([[0.5, 0.5], [0.8, 0.2]]),
        deviation * np.array([[-0.8, 0.8], [0.0, 0.0]]),
        wide * np.array([[1 / 3, 1 / 3], [0.5, 3.0]]),
    )
    fitted = _fitted(starts, centred, noise)
    found = max(
        (fitted[0], fitted[1]), key=lambda camps: _likelihood(camps, centred, noise)
    )
    gained = _likelihood(found, centred, noise) - _likelihood(one, centred, noise)
    enough = 0.5 * MORE_FIGURES * np.log(len(scores))
    return found if gained > enough else None


def _spread(centred: Floats, noise: Floats) -> Floats:
    found = float(np.mean(centred**2) - noise.mean())
    return np.array([[max(found, _SMALLEST**2 * float(noise.mean()))]])


def _likelihood(camps: Camps, centred: Floats, noise: Floats) -> float:
    return float(np.log(camps.heights(centred, noise).sum(axis=0)).sum())


def _fitted(camps: Camps, centred: Floats, noise: Floats) -> Camps:
    """PASSES rounds of expectation and maximisation from (f, c) starts side by side."""
    least = _SMALLEST**2 * float(noise.mean())
    for number in range(1, PASSES + 1):
        before, camps = camps, _pass(camps, centred, noise, least)
        if number % _LOOKED == 0 and _stand_still(before, camps):
            break
    return camps


def _stand_still(before: Camps, after: Camps) -> bool:
    spread = np.sqrt(after.variance)
    moved = (
        np.abs(after.share - before.share),
        np.abs(after.mean - before.mean) / spread,
        np.abs(after.variance - before.variance) / spread**2,
    )
    return bool(max(figures.max() for figures in moved) <= _SETTLED)


def _pass(camps: Camps, centred: Floats, noise: Floats, least: float) -> Camps:
    """In place, as the arrays (f, c, E) are large."""
    variance = camps.variance[..., None]
    whole = variance + noise
    apart = centred - camps.mean[..., None]
    kept = variance / whole
    member = apart * apart
    member /= whole
    member *= -0.5
    np.exp(member, out=member)
    member *= camps.share[..., None]
    member /= np.sqrt(whole, out=whole)
    member /= member.sum(axis=-2, keepdims=True)
    size = np.maximum(member.sum(axis=-1), 1e-9)
    apart *= kept  # the quality expected of each entry, less the camp's mean
    moved = np.einsum("...j,...j->...", member, apart) / size
    apart -= moved[..., None]
    apart *= apart
    kept *= noise
    apart += kept
    spread = np.einsum("...j,...j->...", member, apart) / size
    share = size / size.sum(axis=-1, keepdims=True)
    return Camps(share, camps.mean + moved, np.maximum(spread, least))
