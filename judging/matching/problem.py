"""What goes in: entries that want judges, judges, conflicts, and ballots already given.

An *item* is one entry in one category. An entry that stands in several categories is
several items, each with its own seats; one judge may hold it in each of them, and each
is one ballot towards the judge's limit. A conflict is with the entry, so it closes all
its items. A category is one comparison group: its results are ranked together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Id = int | str


class ProblemError(ValueError):
    """The problem contradicts itself; `faults` says how, one line per fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class Place(NamedTuple):
    """One judge on one entry in one category: one ballot."""

    judge: Id
    entry: Id
    category: str


@dataclass(frozen=True, slots=True)
class Demand:
    """One entry in one category wants `seats` judges; below `quorum` ballots it cannot
    be ranked.
    """

    entry: Id
    category: str
    seats: int
    quorum: int = 0


@dataclass(frozen=True, slots=True)
class Judge:
    """`limit`: most ballots in all (None: no limit named). `expertise`: 0, 1 or 2 per
    category, 0 where unnamed.

    `categories`: the panels the judge sits on (None: all). `away`: keeps fixed ballots,
    is given no others.
    """

    id: Id
    limit: int | None = None
    expertise: Mapping[str, int] = field(default_factory=dict)
    categories: frozenset[str] | None = None
    away: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """What one unit is worth, in thousandths of a level of expertise; found by trial on
    the sizes in `synthetic`.

    Limits, conflicts, panels, full seats and linked judges are not weighed: they are
    rules, kept before any of these.
    """

    skill: int = 1000  # one level of expertise
    load: int = 20_000  # a judge filled from nothing to the limit
    link: int = 30  # an entry that two judges share in the category beyond their part
    mix: int = 25  # an entry that two judges share at all
    panel: int = 20_000  # a judge outside the small panel chosen for a small category
    again: int = 1000  # a second portion of one category for the same judge
    noise: int = 100  # ties are broken by the seed, up to this much
    portion: int = 4  # ballots a judge should have in a category at least, where it is large enough
    panels: float = (
        3.3  # categories a judge should have on average, where there is work enough
    )
    candidates: int = 40  # judges looked at per item and round, where there are more
    batch: int = 1000  # items per flow; between flows loads and links are counted anew
    # share of the limit two judges may stand apart before rebalancing levels them
    tolerance: float = 0.15
    exact: int = 600  # judge-item cells up to which an exact search may be asked to link the judges


@dataclass(frozen=True, slots=True)
class Problem:
    """One round to be assigned. The order of demands and judges is without effect; the
    seed breaks ties.

    `fixed`: ballots begun or given. They are never moved, even beyond a limit, a panel
    or the seats wanted. `conflicts`: (judge, entry) pairs; pairs about others than
    these judges and entries are without effect. Raises ProblemError if an id is given
    twice, a number is negative, or a fixed ballot is unknown or in conflict (a recusal
    takes a begun ballot out of the result, so the caller leaves it out of `fixed`).
    """

    demands: tuple[Demand, ...]
    judges: tuple[Judge, ...]
    conflicts: frozenset[tuple[Id, Id]] = frozenset()
    fixed: frozenset[Place] = frozenset()
    weights: Weights = Weights()
    seed: int = 0

    def __post_init__(self) -> None:
        faults = [*_doubles(self), *_bad_numbers(self), *_bad_fixed(self)]
        if faults:
            raise ProblemError(sorted(faults))


def order_of(key: Id) -> tuple[bool, int, str]:
    """Sort key for ids: numbers by size, then texts."""
    return (False, key, "") if isinstance(key, int) else (True, 0, key)


def place_order(
    place: Place,
) -> tuple[tuple[bool, int, str], str, tuple[bool, int, str]]:
    """Sort key for places: by entry, category, judge."""
    return order_of(place.entry), place.category, order_of(place.judge)


def _doubles(problem: Problem) -> Iterator[str]:
    if len({judge.id for judge in problem.judges}) < len(problem.judges):
        yield "a judge is given twice"
    if len({(d.entry, d.category) for d in problem.demands}) < len(problem.demands):
        yield "an entry is given twice in one category"


def _bad_numbers(problem: Problem) -> Iterator[str]:
    for demand in problem.demands:
        if demand.seats < 0 or demand.quorum < 0:
            yield (
                f"entry {demand.entry} in {demand.category}: seats and quorum must "
                "not be negative"
            )
    for judge in problem.judges:
        if judge.limit is not None and judge.limit < 0:
            yield f"judge {judge.id}: the limit must not be negative"
        if not all(0 <= level <= 2 for level in judge.expertise.values()):
            yield f"judge {judge.id}: expertise must be 0, 1 or 2"


def _bad_fixed(problem: Problem) -> Iterator[str]:
    judges = {judge.id for judge in problem.judges}
    items = {(d.entry, d.category) for d in problem.demands}
    for place in problem.fixed:
        if place.judge not in judges or (place.entry, place.category) not in items:
            yield (
                f"fixed ballot of judge {place.judge} on {place.entry} in "
                f"{place.category}: unknown"
            )
        elif (place.judge, place.entry) in problem.conflicts:
            yield f"fixed ballot of judge {place.judge} on {place.entry}: in conflict"
