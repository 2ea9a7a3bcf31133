"""Quality at the size of a real award, fixed ballots, what is missing, and reasons."""

from dataclasses import replace

import numpy as np
import pytest

from judging.matching import (
    Demand,
    Judge,
    Place,
    Problem,
    ProblemError,
    Solution,
    assign,
    design_efficiency,
    synthetic_problem,
)
from judging.matching.level import level
from judging.matching.rounds import fill_rounds
from judging.matching.seating import Board
from judging.matching.tidy import tidy


@pytest.fixture(scope="module", params=[0, 1])
def award(request: pytest.FixtureRequest) -> Solution:
    return assign(synthetic_problem(1000, 60, 5, seed=request.param))


def living(entries: int, seats: int, quorum: int = 0) -> tuple[Demand, ...]:
    return tuple(Demand(i, "living", seats, quorum) for i in range(entries))


def test_award_of_a_thousand_entries_is_full_linked_and_even(award: Solution) -> None:
    assert len(award.assignments) == 5000
    assert not award.unfilled
    assert award.connected
    assert award.spread <= 0.15
    assert award.mean_expertise >= 1.85
    assert award.efficiency >= 0.90
    assert min(category.efficiency for category in award.categories) >= 0.40
    assert award.efficiency == pytest.approx(
        design_efficiency((p.judge, p.entry) for p in award.assignments), abs=1e-6
    )


def test_award_of_a_thousand_entries_keeps_the_rules(award: Solution) -> None:
    assert (
        not {(place.judge, place.entry) for place in award.assignments}
        & award.problem.conflicts
    )
    assert all(
        load.limit is not None and load.ballots <= load.limit for load in award.loads
    )
    assert award.conflicts_respected == len(award.problem.conflicts)


def test_award_of_forty_entries_can_be_compared_in_every_category() -> None:
    """Twenty judges, seven categories of six entries or so: each needs a panel, not
    everybody once.
    """
    solution = assign(synthetic_problem(42, 20, 3, seed=1))
    assert solution.connected
    assert min(category.efficiency for category in solution.categories) > 0.5
    assert solution.mean_expertise > 1.85


def test_lone_ballots_are_exchanged_without_moving_loads() -> None:
    board = Board(synthetic_problem(300, 12, 3))
    fill_rounds(board)
    level(board)
    loads, alone = board.load.copy(), lone_ballots(board)
    tidy(board)
    assert (board.load == loads).all()
    assert (board.held.sum(axis=1) == 3).all()
    assert not (board.held & ~board.may).any()
    assert lone_ballots(board) <= alone


def lone_ballots(board: Board) -> int:
    counts = np.array(
        [board.held[board.members(c)].sum(axis=0) for c in range(len(board.categories))]
    )
    return int(((counts > 0) & (counts < 4)).sum())


def test_every_seat_is_filled_where_limits_leave_no_room_at_all() -> None:
    """Sixty judges, more than are looked at per entry and round; every ballot of every
    judge is needed.
    """
    problem = synthetic_problem(240, 60, 4, seed=3)
    solution = assign(
        replace(
            problem, judges=tuple(replace(judge, limit=16) for judge in problem.judges)
        )
    )
    assert not solution.unfilled
    assert (solution.load_min, solution.load_max) == (16, 16)
    assert solution.connected


def test_seats_within_the_quorum_go_before_others() -> None:
    demands = (
        Demand(0, "living", 1, 0),
        Demand(1, "living", 1, 1),
        Demand(2, "living", 2, 2),
        Demand(3, "living", 1, 1),
    )
    solution = assign(Problem(demands, (Judge(0, 2), Judge(1, 2))))
    assert [item.entry for item in solution.unfilled] == [0]


def test_another_seed_gives_another_assignment() -> None:
    problem = synthetic_problem(60, 8, 3)
    assert assign(problem).assignments == assign(problem).assignments
    assert assign(replace(problem, seed=99)).assignments != assign(problem).assignments


def test_loads_differ_by_one_at_most_where_nothing_stands_in_the_way() -> None:
    solution = assign(Problem(living(37, 3), tuple(Judge(j) for j in range(7))))
    assert (solution.load_min, solution.load_max) == (15, 16)


def test_begun_ballots_stay_even_beyond_a_limit_and_of_a_judge_away() -> None:
    begun = frozenset(
        {Place("a", 0, "living"), Place("a", 1, "living"), Place("b", 2, "living")}
    )
    judges = (Judge("a", limit=1), Judge("b", away=True), Judge("c"), Judge("d"))
    solution = assign(Problem(living(4, 2), judges, fixed=begun))
    held = set(solution.assignments)
    assert {place for place in held if place.judge in ("a", "b")} == begun
    assert not solution.unfilled


def test_an_entry_in_two_categories_is_two_ballots_and_one_conflict() -> None:
    demands = (Demand("x", "living", 1), Demand("x", "people", 1))
    judges = (Judge("a"), Judge("b", limit=2))
    solution = assign(Problem(demands, judges, conflicts=frozenset({("a", "x")})))
    assert solution.assignments == (
        Place("b", "x", "living"),
        Place("b", "x", "people"),
    )


def test_ids_may_be_numbers_and_texts() -> None:
    solution = assign(
        Problem(
            (Demand("x", "living", 1), Demand(3, "living", 1)), (Judge("a"), Judge(7))
        )
    )
    assert [place.entry for place in solution.assignments] == [3, "x"]


def test_missing_seats_name_the_judge_to_ask() -> None:
    judges = (Judge("a", 2), Judge("b", 2), Judge("c", 0, away=True))
    solution = assign(Problem(living(3, 2, quorum=2), judges))
    (gap,) = (
        {item.entry: item for item in solution.unfilled}.values()
        if len(solution.unfilled) == 1
        else (None,)
    )
    assert gap is None or gap.missing == 2
    assert sum(item.missing for item in solution.unfilled) == 2
    assert sum(solution.asks.values()) == 2
    assert all(item.below_quorum for item in solution.unfilled)


def test_following_the_asks_fills_every_seat() -> None:
    problem = Problem(
        living(9, 3),
        tuple(Judge(j, 4) for j in range(5)),
        conflicts=frozenset({(0, 0), (1, 0)}),
    )
    asks = assign(problem).asks
    willing = tuple(
        Judge(judge.id, 4 + asks.get(judge.id, 0)) for judge in problem.judges
    )
    assert sum(asks.values()) == 7
    assert not assign(replace(problem, judges=willing)).unfilled


def test_a_seat_that_nobody_can_take_has_no_proposal() -> None:
    solution = assign(
        Problem(living(1, 2), (Judge("a"), Judge("b")), conflicts=frozenset({("b", 0)}))
    )
    (gap,) = solution.unfilled
    assert {reason.code: reason.params["judges"] for reason in gap.reasons} == {
        "holding": 1,
        "conflict": 1,
    }
    assert gap.proposals == ()


def test_judges_who_cannot_be_linked_are_named_with_the_smallest_change() -> None:
    """One judge per entry and limits of two: no two judges can share an entry unless
    one reads one more.
    """
    solution = assign(Problem(living(4, 1), (Judge("a", 2), Judge("b", 2))))
    (category,) = solution.categories
    assert not category.connected
    assert category.proved
    assert category.parts == (("a",), ("b",))
    (proposal,) = category.proposals
    assert (proposal.purpose, proposal.raise_limit) == ("link", True)
    assert solution.asks == {proposal.judge: 1}
    joined = [
        *solution.assignments,
        Place(proposal.judge, proposal.entry, proposal.category),
    ]
    assert design_efficiency((place.judge, place.entry) for place in joined) > 0


def test_begun_panels_that_share_no_entry_are_bridged_by_an_extra_seat() -> None:
    begun = frozenset(
        Place(2 * (i // 4) + seat, i, "living") for i in range(8) for seat in range(2)
    )
    solution = assign(
        Problem(living(8, 2), tuple(Judge(j, 5) for j in range(4)), fixed=begun)
    )
    (category,) = solution.categories
    (proposal,) = category.proposals
    assert category.parts == ((0, 1), (2, 3))
    assert not proposal.raise_limit
    assert solution.asks == {}


def test_parts_that_nobody_may_link_ask_for_another_judge() -> None:
    begun = frozenset({Place("a", 0, "living"), Place("b", 1, "living")})
    solution = assign(
        Problem(
            living(2, 1),
            (Judge("a"), Judge("b")),
            frozenset({("a", 1), ("b", 0)}),
            begun,
        )
    )
    (category,) = solution.categories
    assert category.proposals == ()
    assert [(reason.code, reason.params) for reason in category.reasons] == [
        ("unlinkable", {"parts": 2})
    ]


def test_larger_panels_with_begun_ballots_are_linked_by_a_swap() -> None:
    """Two panels of six judges and sixty entries, most ballots begun: too large for the
    exact search.
    """
    rng = np.random.default_rng(1)
    begun = {
        Place(int(judge) + 6 * (i % 2), i, "living")
        for i in range(60)
        for judge in rng.choice(6, 3, replace=False)
    }
    begun -= {min(place for place in begun if place.judge == judge) for judge in (0, 6)}
    solution = assign(
        Problem(
            living(60, 3),
            tuple(Judge(j, 40) for j in range(12)),
            fixed=frozenset(begun),
        )
    )
    assert begun <= set(solution.assignments)
    assert solution.connected


def test_nothing_to_assign() -> None:
    assert assign(Problem((), ())).assignments == ()
    assert assign(Problem((), (Judge("a"),))).load_max == 0
    (gap,) = assign(Problem(living(1, 2, quorum=1), ())).unfilled
    assert gap.below_quorum


def test_a_contradictory_problem_is_refused_with_every_fault() -> None:
    twice = (Judge("a", limit=-1), Judge("a"))
    fixed = frozenset({Place("a", 0, "living"), Place("a", 9, "living")})
    with pytest.raises(ProblemError) as refused:
        Problem(living(1, -1), twice, frozenset({("a", 0)}), fixed)
    assert len(refused.value.faults) == 5
