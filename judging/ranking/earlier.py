"""What was known of judges before the round: from an earlier edition, or from a calibration.

Both numbers of a judge are those of a fit of method 2 to the ballots of then: severity and
its standard error, in points of then. Over the spread between judges of then they say where
a judge stood, u, and how little of that is known, w (the share of the variance between
judges that the ballots of then leave open; 1 for whoever is new). The severity of now, over
the spread of now, is then expected to be

    rho u   with the variance   1 - rho^2 (1 - w)

before any ballot. `rho` is how far severity lasts from then to now: 0 says nothing of now
whatever was known, 1 is as if nobody ever changed. What is lost on the way, 1 - rho^2, is
the drift between editions. It is learnt from the ballots of this round: their restricted
likelihood at each rho, against even chances that nothing lasts at all. So where the judges
of now are not as they were, nothing is taken over; and what is known of a judge from then
counts no more than it was known, less the drift.

Only the part of severity that is common to a judge's categories is expected to last.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .ballots import Floats
from .rules import Earlier
from .severities import Severities, centred, severities
from .two_variances import Ratios, Seen

LASTING = np.linspace(0.0, 1.0, 21)  # tried for rho
NOTHING_LASTS = 0.5  # chance of that before the ballots


@dataclass(frozen=True)
class Standing:
    """(J,) u and w of the judges of a round, as above; 0 and 1 for whoever is new."""

    place: Floats
    open: Floats

    def expected(self, lasting: float) -> "Expected":
        square = lasting * lasting
        return Expected(lasting, lasting * self.place, 1.0 - square * (1.0 - self.open))


@dataclass(frozen=True)
class Expected:
    """(J,) severity expected before the ballots, and the share of the variance between
    judges that is open; both on the scale on which that variance is 1.
    """

    lasting: float
    mean: Floats
    left: Floats


def standing(earlier: Earlier, names: Sequence[str]) -> Standing | None:
    """None where nothing was known of anybody."""
    known = [earlier.judges.get(name) for name in names]
    if earlier.spread <= 0.0 or not any(known):
        return None
    place = np.array([one.severity if one else 0.0 for one in known]) / earlier.spread
    error = np.array([one.se if one else earlier.spread for one in known])
    return Standing(place, np.minimum(error / earlier.spread, 1.0) ** 2)


def expected(seen: Seen, at: Ratios, of: Standing) -> Expected:
    """With the rho that the ballots make likely, averaged over what they leave open."""
    tried = [of.expected(lasting) for lasting in LASTING.tolist()]
    heights = np.array([-0.5 * deviance(seen, at, one) for one in tried])
    chances = np.exp(heights - heights.max())
    chances[1:] *= (1.0 - NOTHING_LASTS) / NOTHING_LASTS / (len(LASTING) - 1)
    return of.expected(float(LASTING @ chances / chances.sum()))


def deviance(seen: Seen, at: Ratios, before: Expected) -> float:
    """Restricted, of the ballots, with the variances held."""
    apart = shifted(seen, shift(at, before))
    information, score = apart.pooled(at.own)
    explained, determinant = apart.taken(at.own)
    root = np.sqrt(at.common * before.left)
    whole = np.eye(seen.judges) + root[:, None] * information * root
    score = root * score
    explained += float(score @ np.linalg.solve(whole, score))
    left = max(apart.squares - explained, 1e-12 * seen.squares)
    logs = seen.freedom * float(np.log(left / seen.freedom))
    return logs + determinant + float(np.linalg.slogdet(whole)[1])


def shift(at: Ratios, before: Expected) -> Floats:
    """(J,) the expected severities on the scale of the scores."""
    found: Floats = np.sqrt(at.common * at.residual) * before.mean
    return found


def shifted(seen: Seen, by: Floats) -> Seen:
    """What would be seen if each judge's scores were lower by as much."""
    blocks, squares = [], seen.squares
    for block in seen.blocks:
        own = by[block.judge]
        taken = block.apply(block.values, own)
        squares += float(own @ taken - 2.0 * own @ block.seen)
        blocks.append(replace(block, seen=block.seen - taken))
    return replace(seen, blocks=blocks, squares=squares)


def informed(seen: Seen, at: Ratios, before: Expected | None) -> Severities:
    """Severity of every seat given the ballots and what was expected before."""
    if before is None:
        return severities(seen, at.common, at.own)
    by = shift(at, before)
    found = severities(shifted(seen, by), at.common, at.own, before.left)
    means = [
        mean + centred(by[block.judge])
        for block, mean in zip(seen.blocks, found.mean, strict=True)
    ]
    return replace(found, mean=means)
