"""Severities, once it is known how they vary: of every judge in every group, given the
ballots and the variances (`two_variances`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .ballots import Floats
from .two_variances import Block, Ratios, Seen, common_covariance


@dataclass(frozen=True)
class Severities:
    """mean: per block (s,) severities, against the average of the group's judges; judges:
    (J, J) covariance of their common parts over the noise's variance, None where no judge
    sits in two groups: there it is all in the blocks.
    """

    mean: Sequence[Floats]
    seen: Seen
    common: float
    own: float
    judges: Floats | None

    @cached_property
    def covariance(self) -> list[Floats]:
        """Per block (s, s), over the noise's variance, against the same average."""
        return [_centred(self._of_seats(block)) for block in self.seen.blocks]

    def _of_seats(self, block: Block) -> Floats:
        if self.judges is None:
            return block.function(_alone(block, self.common + self.own))
        inner = block.of_all(self.judges)
        if self.own == 0.0:
            return inner
        left = block.function(1.0 / (1.0 + self.own * block.values))
        found: Floats = left @ inner @ left + self.own * left
        return found


def severities(
    seen: Seen, common: float, own: float, left: Floats | None = None
) -> Severities:
    """Of every seat given the ballots and both ratios. left: (J,) the share of `common`
    that was open before the ballots; all of it for None.

    A level common to a group's judges moves none of its entries against another: it is
    taken out, so that scores stay on the level on which they were given.
    """
    if left is None and not seen.shared:
        means = [
            block.apply(_alone(block, common + own), block.seen)
            for block in seen.blocks
        ]
        return Severities([centred(mean) for mean in means], seen, common, own, None)
    information, score = seen.pooled(own)
    judges = common_covariance(information, common, left)
    of_judges, means = judges @ score, []
    for block in seen.blocks:
        mean = of_judges[block.judge]
        if own > 0.0:
            inner = 1.0 / (1.0 + own * block.values)
            mean = block.apply(inner, mean + own * block.seen)
        means.append(mean)
    return Severities([centred(mean) for mean in means], seen, common, own, judges)


class Response:
    """The same severities for one round of scores after another, of the same judges and
    entries: what does not hang on the scores is made once.
    """

    def __init__(self, seen: Seen, common: float, own: float) -> None:
        self.blocks, self.own = seen.blocks, own
        self.judges: Floats | None = None
        if seen.shared:
            information, _ = seen.pooled(own)
            self.judges = common_covariance(information, common)
            of_blocks = [1.0 / (1.0 + own * block.values) for block in seen.blocks]
        else:
            of_blocks = [_alone(block, common + own) for block in seen.blocks]
        pairs = zip(seen.blocks, of_blocks, strict=True)
        self.inner = [block.function(values) for block, values in pairs]

    def means(self, seen: Sequence[Floats]) -> list[Floats]:
        """Per block (s, r) seen to (s, r) severities, against the group's average."""
        parts = zip(self.inner, seen, strict=True)
        inner = [matrix @ values for matrix, values in parts]
        if self.judges is None:
            return [centred(mean) for mean in inner]
        score = np.zeros((len(self.judges), *seen[0].shape[1:]))
        for block, values in zip(self.blocks, inner, strict=True):
            score[block.judge] += values
        common = self.judges @ score
        return [
            centred(matrix @ common[block.judge] + self.own * values)
            for block, matrix, values in zip(
                self.blocks, self.inner, inner, strict=True
            )
        ]


def _alone(block: Block, whole: float) -> Floats:
    """(s,) variances along the eigenvectors, where each judge sits in one group only."""
    found: Floats = whole / (1.0 + whole * block.values)
    return found


def _centred(covariance: Floats) -> Floats:
    by_row = covariance.mean(axis=1)
    found: Floats = covariance - by_row[:, None] - by_row + by_row.mean()
    return (found + found.T) / 2.0


def of_judges(seen: Seen, at: Ratios) -> tuple[Floats, Floats]:
    """(J,) common severities, against the average judge, and their variances over the
    noise's.
    """
    information, score = seen.pooled(at.own)
    covariance = common_covariance(information, at.common)
    return centred(covariance @ score), np.diag(_centred(covariance)).copy()


def centred(mean: Floats) -> Floats:
    found: Floats = mean - mean.mean(axis=0)
    return found
