"""What comes out: who judges what, how even and how comparable it is, what is missing
and what would help.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from judging.matching.problem import Id, Place, Problem


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and its numbers or ids; `words.say` turns it into a sentence."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Load:
    """A judge's ballots; `fullness` = ballots / limit, or against the share if no limit
    was named (see `Board`).
    """

    judge: Id
    ballots: int
    limit: int | None
    fullness: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """The smallest change that helps: `judge` takes `entry` as well.

    `purpose` is "fill" (a seat that stays empty) or "link" (one seat more than wanted,
    joining two separate parts of the category). `raise_limit`: the judge is full and
    has to be asked for one more.
    """

    purpose: str
    judge: Id
    entry: Id
    category: str
    raise_limit: bool


@dataclass(frozen=True, slots=True)
class Unfilled:
    """Seats of one entry that stay empty, why (per reason the number of judges), and
    what would help.
    """

    entry: Id
    category: str
    missing: int
    ballots: int
    quorum: int
    reasons: tuple[Reason, ...]
    proposals: tuple[Proposal, ...]

    @property
    def below_quorum(self) -> bool:
        """Whether the entry could not be ranked."""
        return self.ballots < self.quorum


@dataclass(frozen=True, slots=True)
class CategoryDesign:
    """How comparable the judges of one category are. `parts`: judges of each separate
    part, the largest first.

    `efficiency`: 0–1, see `design.efficiency_of`. `proposals` would join the parts;
    where they are fewer than len(parts) − 1, no judge is free of conflicts to join the
    rest (see `reasons`). `proved`: an exact search found that nothing better exists
    within the rules.
    """

    category: str
    parts: tuple[tuple[Id, ...], ...]
    efficiency: float
    proposals: tuple[Proposal, ...]
    reasons: tuple[Reason, ...]
    proved: bool

    @property
    def connected(self) -> bool:
        """Whether all ballots of the category can be compared."""
        return len(self.parts) < 2


@dataclass(frozen=True)
class Solution:
    """An assignment with its account. `efficiency` is that of all categories taken together."""

    problem: Problem
    assignments: tuple[Place, ...]
    loads: tuple[Load, ...]
    unfilled: tuple[Unfilled, ...]
    categories: tuple[CategoryDesign, ...]
    conflicts_respected: int
    efficiency: float
    mean_expertise: float

    @property
    def seed(self) -> int:
        """What ties were broken with."""
        return self.problem.seed

    @property
    def connected(self) -> bool:
        """Whether every category is connected."""
        return all(category.connected for category in self.categories)

    @property
    def load_min(self) -> int:
        """Ballots of the judge with fewest, of those who may be given any."""
        return min((load.ballots for load in self._working), default=0)

    @property
    def load_max(self) -> int:
        """Ballots of the judge with most."""
        return max((load.ballots for load in self._working), default=0)

    @property
    def spread(self) -> float:
        """How far the fullest and the emptiest judge stand apart, as a share of the limit."""
        fullness = [load.fullness for load in self._working]
        return max(fullness, default=0.0) - min(fullness, default=0.0)

    @property
    def asks(self) -> dict[Id, int]:
        """Which judge to ask for how many more ballots than their limit, so that every
        proposal can be followed.
        """
        groups = [item.proposals for item in self.unfilled] + [
            category.proposals for category in self.categories
        ]
        return dict(
            Counter(p.judge for proposals in groups for p in proposals if p.raise_limit)
        )

    @cached_property
    def ballots_of(self) -> dict[Id, tuple[Place, ...]]:
        """What each judge holds; judges without a ballot are left out."""
        held: dict[Id, list[Place]] = {}
        for place in self.assignments:
            held.setdefault(place.judge, []).append(place)
        return {judge: tuple(places) for judge, places in held.items()}

    @cached_property
    def judges_of(self) -> dict[tuple[Id, str], tuple[Id, ...]]:
        """Who holds each entry in each category."""
        seated: dict[tuple[Id, str], list[Id]] = {}
        for place in self.assignments:
            seated.setdefault((place.entry, place.category), []).append(place.judge)
        return {item: tuple(judges) for item, judges in seated.items()}

    @cached_property
    def _working(self) -> tuple[Load, ...]:
        idle = {
            judge.id for judge in self.problem.judges if judge.away or judge.limit == 0
        }
        return tuple(
            load for load in self.loads if load.judge not in idle or load.ballots
        )
