"""Small problems, and every assignment of one counted out by hand, sharing no code with
the package.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from hypothesis import strategies as st

from judging.matching import Demand, Judge, Place, Problem

CATEGORIES = ("living", "people")


@dataclass(frozen=True)
class Best:
    """The best that any assignment of a problem can have, each given the ones before."""

    seats: int
    within_quorum: int
    parts: int
    load_cost: float


@st.composite
def problems(
    draw: st.DrawFn, entries: int = 4, judges: int = 4, seats: int = 3
) -> Problem:
    """Up to four entries and judges in one or two categories, with every rule there is."""
    people = tuple(
        Judge(
            j,
            draw(st.none() | st.integers(0, 4)),
            draw(st.fixed_dictionaries({c: st.integers(0, 2) for c in CATEGORIES})),
            draw(st.sampled_from([None, None, None, frozenset({"living"})])),
            draw(st.sampled_from([False] * 5 + [True])),
        )
        for j in range(draw(st.integers(1, judges)))
    )
    demands = tuple(
        Demand(
            i,
            draw(st.sampled_from(CATEGORIES)),
            draw(st.integers(1, seats)),
            draw(st.integers(0, 2)),
        )
        for i in range(draw(st.integers(1, entries)))
    )
    pairs = st.tuples(st.integers(0, len(people) - 1), st.integers(0, len(demands) - 1))
    conflicts = draw(st.frozensets(pairs, max_size=4))
    begun = draw(st.frozensets(pairs, max_size=2)) - conflicts
    fixed = frozenset(Place(j, i, demands[i].category) for j, i in begun)
    return Problem(demands, people, conflicts, fixed, seed=draw(st.integers(0, 99)))


def may(problem: Problem, judge: Judge, demand: Demand) -> bool:
    """Whether the rules let the judge have the entry."""
    sits = judge.categories is None or demand.category in judge.categories
    return sits and not judge.away and (judge.id, demand.entry) not in problem.conflicts


def every_assignment(problem: Problem) -> Iterator[frozenset[Place]]:
    """All sets of places that keep every rule."""
    limits = limits_of(problem)
    for choice in product(
        *(list(_seatings(problem, demand)) for demand in problem.demands)
    ):
        places = frozenset().union(*choice)
        if all(
            count <= limits[judge] for judge, count in loads_of(problem, places).items()
        ):
            yield places


def best_of(problem: Problem) -> Best:
    """What the best assignment has: seats, then seats within the quorum, then fewest
    parts, then most even loads.
    """
    ranked = (
        (
            -len(places),
            -within_quorum(problem, places),
            parts_of(problem, places),
            load_cost(problem, places),
        )
        for places in every_assignment(problem)
    )
    seats, quorum, parts, cost = min(ranked)
    return Best(-seats, -quorum, parts, cost)


def limits_of(problem: Problem) -> dict[object, int]:
    """Ballots each judge may have, at least those begun."""
    begun = [place.judge for place in problem.fixed]
    named = {
        j.id: len(problem.demands) if j.limit is None else j.limit
        for j in problem.judges
    }
    return {judge: max(limit, begun.count(judge)) for judge, limit in named.items()}


def loads_of(problem: Problem, places: frozenset[Place]) -> dict[object, int]:
    return {
        judge.id: sum(place.judge == judge.id for place in places)
        for judge in problem.judges
    }


def shares_of(problem: Problem) -> dict[object, float]:
    """What a judge's load is measured against: the documented rule, written down once more."""
    reach = {
        j.id: sum(may(problem, j, d) for d in problem.demands) for j in problem.judges
    }
    named = {
        j.id: min(j.limit, reach[j.id]) for j in problem.judges if j.limit is not None
    }
    fair = sum(d.seats for d in problem.demands) / len(problem.judges)
    usual = max(named.values()) if named else fair
    return {j.id: max(named.get(j.id, usual), 1.0) for j in problem.judges}


def load_cost(problem: Problem, places: frozenset[Place]) -> float:
    """Least when loads are most even: the sum of load² / share."""
    shares = shares_of(problem)
    return round(
        sum(
            load**2 / shares[judge] for judge, load in loads_of(problem, places).items()
        ),
        6,
    )


def within_quorum(problem: Problem, places: frozenset[Place]) -> int:
    counts = {(d.entry, d.category): 0 for d in problem.demands}
    for place in places:
        counts[place.entry, place.category] += 1
    return sum(
        min(counts[d.entry, d.category], d.quorum, d.seats) for d in problem.demands
    )


def parts_of(problem: Problem, places: frozenset[Place]) -> int:
    """Separate parts of the judge-entry graph beyond the first, summed over the categories."""
    parts: list[set[object]] = []
    for place in places:
        ends = {
            ("judge", place.judge, place.category),
            ("entry", place.entry, place.category),
        }
        touched = [part for part in parts if part & ends]
        parts = [part for part in parts if not part & ends] + [ends.union(*touched)]
    return len(parts) - len({place.category for place in places})


def _seatings(problem: Problem, demand: Demand) -> Iterator[frozenset[Place]]:
    """Every set of judges one entry may have: those begun, and others up to the seats wanted."""
    begun = frozenset(
        p
        for p in problem.fixed
        if (p.entry, p.category) == (demand.entry, demand.category)
    )
    others = [
        Place(j.id, demand.entry, demand.category)
        for j in problem.judges
        if may(problem, j, demand)
    ]
    others = [place for place in others if place not in begun]
    for count in range(max(demand.seats - len(begun), 0) + 1):
        for chosen in combinations(others, count):
            yield begun | frozenset(chosen)
