"""Changing as little as possible."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from judging.matching import (
    Demand,
    Judge,
    Place,
    Problem,
    assign,
    rebalance,
    synthetic_problem,
)
from tests.judging.matching.small import (
    every_assignment,
    load_cost,
    parts_of,
    problems,
    within_quorum,
)


@settings(max_examples=80, deadline=None)
@given(problems(judges=3), problems(judges=3))
def test_rebalance_moves_as_little_as_any(problem: Problem, other: Problem) -> None:
    """Against every assignment, where nobody needs linking and loads are not levelled."""
    calm = replace(problem, weights=replace(problem.weights, tolerance=9.0))
    current = frozenset(assign(other).assignments) | calm.fixed
    changed = rebalance(calm, current)
    after = frozenset(changed.solution.assignments)
    ranked = [
        (-len(p), -within_quorum(calm, p), -len(p & current))
        for p in every_assignment(calm)
    ]
    best = min(ranked)
    assert (-len(after), -within_quorum(calm, after)) == best[:2]
    kept = [
        p
        for p in every_assignment(calm)
        if (-len(p), -within_quorum(calm, p), -len(p & current)) == best
    ]
    if all(parts_of(calm, p) == 0 for p in kept):
        assert len(changed.kept) == -best[2]


@settings(max_examples=40, deadline=None)
@given(problems(), problems())
def test_rebalance_accounts_for_every_ballot(problem: Problem, other: Problem) -> None:
    current = frozenset(assign(other).assignments)
    changed = rebalance(problem, current)
    after = frozenset(changed.solution.assignments)
    assert problem.fixed <= after
    assert after == (current - {place for place, _ in changed.removed}) | set(
        changed.added
    )
    assert set(changed.kept) == after & current
    assert load_cost(problem, after) >= 0


@pytest.fixture(scope="module")
def award() -> Problem:
    return synthetic_problem(120, 15, 3, seed=4)


@pytest.fixture(scope="module")
def current(award: Problem) -> frozenset[Place]:
    return frozenset(assign(award).assignments)


def test_rebalance_of_a_good_assignment_changes_nothing(
    award: Problem, current: frozenset[Place]
) -> None:
    changed = rebalance(award, current)
    assert not changed.added
    assert not changed.removed


def test_rebalance_after_a_recusal_moves_one_ballot(
    award: Problem, current: frozenset[Place]
) -> None:
    recused = min(place for place in current if place.judge == 3)
    changed = rebalance(
        replace(award, conflicts=award.conflicts | {recused[:2]}), current
    )
    assert [(place, reason.code) for place, reason in changed.removed] == [
        (recused, "conflict")
    ]
    assert [(place.entry, place.category) for place in changed.added] == [
        (recused.entry, recused.category)
    ]


def test_rebalance_after_a_late_entry_only_adds(
    award: Problem, current: frozenset[Place]
) -> None:
    late = replace(award, demands=(*award.demands, Demand(999, "people", 3, 3)))
    changed = rebalance(late, current)
    assert not changed.removed
    assert [place.entry for place in changed.added] == [999] * 3


def test_rebalance_when_a_judge_stops_hands_on_what_was_theirs(
    award: Problem, current: frozenset[Place]
) -> None:
    stopped = tuple(replace(judge, away=judge.id == 5) for judge in award.judges)
    theirs = {place for place in current if place.judge == 5}
    begun = frozenset(sorted(theirs)[:4])
    changed = rebalance(replace(award, judges=stopped, fixed=begun), current)
    assert {
        place for place, reason in changed.removed if reason.code == "away"
    } == theirs - begun
    # hardly anything but the judge's own is touched
    assert len(changed.removed) <= len(theirs) + 2
    assert not changed.solution.unfilled
    assert changed.solution.connected


def test_rebalance_gives_a_late_judge_a_fair_part(
    award: Problem, current: frozenset[Place]
) -> None:
    late = replace(award, judges=(*award.judges, Judge(77, 32)))
    changed = rebalance(late, current)
    assert {place.judge for place in changed.added} == {77}
    assert {reason.code for _, reason in changed.removed} == {"moved"}
    assert changed.solution.spread <= award.weights.tolerance + 2 / 16
    assert changed.solution.connected


def test_rebalance_joins_panels_that_shared_no_entry() -> None:
    demands = tuple(Demand(i, "living", 2) for i in range(8))
    current = [
        Place(2 * (i // 4) + seat, i, "living") for i in range(8) for seat in range(2)
    ]
    changed = rebalance(Problem(demands, tuple(Judge(j, 4) for j in range(4))), current)
    assert changed.solution.connected
    assert len(changed.added) == len(changed.removed) == 2
    assert changed.solution.load_min == changed.solution.load_max == 4


def test_rebalance_drops_what_a_lowered_limit_no_longer_allows() -> None:
    demands = tuple(Demand(i, "living", 1) for i in range(4))
    problem = Problem(demands, (Judge("a", 2), Judge("b", 2)))
    changed = rebalance(problem, [Place("a", i, "living") for i in range(4)])
    assert len(changed.added) == 2
    assert (changed.solution.load_min, changed.solution.load_max) == (2, 2)
