"""What the kept seats of a round come to at this moment: a few sums of columns, however
many assignments there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from awards.models import Round
from judging.progress.seats import Arranged, Counted, Numbers, instants

Reals = NDArray[np.float64]
Marks = NDArray[np.bool_]
DAY = 86_400_000_000  # in instants
SHORTEST = 0.25  # days: nobody's pace is that of a shorter time
LONGEST = 3650.0  # days: nobody is said to need more
STEPS = 120  # places at which the ballots are counted over time, however many there are


@dataclass(frozen=True)
class Window:
    """When the round is scored, for each judge of the jury, as instants."""

    now: int
    opens: int
    round_closes: int
    closes: Numbers

    @classmethod
    def of(
        cls,
        round_: Round,
        now: datetime,
        jury: Numbers,
        longer: Mapping[int, datetime],
    ) -> Window:
        """``longer``: judges with more time."""
        usual = instants(round_.closes_at)
        closes = [max(usual, instants(longer.get(judge))) for judge in jury.tolist()]
        opens = instants(round_.opens_at)
        return cls(instants(now), opens, usual, np.array(closes, np.int64))


@dataclass(frozen=True)
class JudgeSums:
    """``finishes``: when a judge is done at their pace, 0 where that is not to be said."""

    counted: Counted
    expected: Reals
    finishes: Numbers

    @classmethod
    def of(cls, seats: Arranged, window: Window) -> JudgeSums:
        """A pace needs a ballot: before the first one nothing is expected."""
        counted = seats.of_judges
        since = np.maximum(seats.since, window.opens)
        pace = counted.done / np.maximum((window.now - since) / DAY, SHORTEST)
        left = np.maximum((window.closes - window.now) / DAY, 0)
        expected = np.minimum(counted.assigned, counted.done + pace * left)
        goes_on = (counted.done > 0) & (counted.missing > 0)
        needs = counted.missing / np.where(goes_on, pace, 1)
        ends = window.now + (np.minimum(needs, LONGEST) * DAY).astype(np.int64)
        return cls(counted, expected, np.where(goes_on, ends, 0))

    @property
    def share(self) -> Reals:
        """Of what is missing, the part to be expected."""
        missing = self.counted.missing
        return (self.expected - self.counted.done) / np.maximum(missing, 1)

    @property
    def are_done(self) -> Marks:
        found: Marks = (self.counted.assigned > 0) & (self.counted.missing == 0)
        return found

    def by_need(self) -> Numbers:
        """The jury's numbers from 0: who falls short by most comes first, then who has
        most to submit; those with nothing assigned, then those who are done, last.
        """
        assigned, missing = self.counted.assigned, self.counted.missing
        short = assigned - np.floor(self.expected + 1e-9)
        return np.lexsort((-missing, -short, assigned == 0, self.are_done))


def expected_of_places(seats: Arranged, judges: JudgeSums) -> NDArray[Any]:
    """Of what a judge has not submitted their share is expected."""
    shares = judges.share[seats.open_judge]
    return seats.of_places.done + np.bincount(
        seats.open_place, shares, len(seats.places)
    )


def categories_of(places: NDArray[np.void]) -> Iterator[tuple[int, slice]]:
    """Each category with where its places stand."""
    found, starts = np.unique(places["category"], return_index=True)
    bounds = [*starts.tolist(), len(places)]
    for category, (start, end) in zip(found.tolist(), pairwise(bounds), strict=True):
        yield category, slice(start, end)


def came_by(came: Numbers, opens: int, until: int) -> list[int]:
    """How many ballots were there at each step from the one moment to the other, both
    among them.
    """
    steps = opens + (until - opens) * np.arange(STEPS + 1) // STEPS
    counts: list[int] = np.searchsorted(came, steps, side="right").tolist()
    return counts
