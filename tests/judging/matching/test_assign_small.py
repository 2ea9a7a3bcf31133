"""Small problems against every assignment there is."""

import random
from dataclasses import replace

from hypothesis import given, settings

from judging.matching import Problem, assign
from tests.judging.matching.small import (
    best_of,
    limits_of,
    load_cost,
    loads_of,
    may,
    parts_of,
    problems,
    within_quorum,
)

thorough = settings(max_examples=100, deadline=None)


@thorough
@given(problems())
def test_assign_breaks_no_rule(problem: Problem) -> None:
    places = frozenset(assign(problem).assignments)
    judges = {judge.id: judge for judge in problem.judges}
    demands = {(d.entry, d.category): d for d in problem.demands}
    limits = limits_of(problem)
    assert problem.fixed <= places
    assert all(
        may(problem, judges[p.judge], demands[p.entry, p.category])
        for p in places - problem.fixed
    )
    assert all(
        load <= limits[judge] for judge, load in loads_of(problem, places).items()
    )
    assert all(
        sum((p.entry, p.category) == item for p in places - problem.fixed)
        <= demand.seats
        for item, demand in demands.items()
    )


@thorough
@given(problems())
def test_assign_fills_links_and_levels_as_well_as_any(problem: Problem) -> None:
    places = frozenset(assign(problem).assignments)
    best = best_of(problem)
    assert len(places) == best.seats
    assert within_quorum(problem, places) == best.within_quorum
    assert parts_of(problem, places) == best.parts
    assert load_cost(problem, places) == best.load_cost


@settings(max_examples=30, deadline=None)
@given(problems())
def test_assign_repeats_whatever_the_order(problem: Problem) -> None:
    shuffled = replace(
        problem,
        demands=tuple(random.sample(problem.demands, len(problem.demands))),
        judges=tuple(random.sample(problem.judges, len(problem.judges))),
    )
    assert assign(shuffled).assignments == assign(problem).assignments


@settings(max_examples=40, deadline=None)
@given(problems())
def test_assign_says_what_is_missing(problem: Problem) -> None:
    solution = assign(problem)
    held = [(p.entry, p.category) for p in solution.assignments]
    short = {
        (d.entry, d.category): d.seats - held.count((d.entry, d.category))
        for d in problem.demands
    }
    assert {(u.entry, u.category): u.missing for u in solution.unfilled} == {
        i: n for i, n in short.items() if n > 0
    }
    for item in solution.unfilled:
        assert item.below_quorum == (
            held.count((item.entry, item.category)) < item.quorum
        )
        assert sum(reason.params["judges"] for reason in item.reasons) == len(
            problem.judges
        )
    assert solution.connected == (
        parts_of(problem, frozenset(solution.assignments)) == 0
    )
