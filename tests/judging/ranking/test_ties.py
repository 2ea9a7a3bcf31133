"""The written precedence list, and what it leaves."""

import pytest

from judging.ranking import Ballot, InvalidInput, Rules, ranking_document
from judging.ranking.ballots import tables
from judging.ranking.ties import joint_means

from .boards import grid


def ranked(ballots, **rules):
    document = ranking_document(ballots, Rules(**rules))
    ties = [tie for tie in document["ties"] if tie["kind"] == "equal"]
    return [(row["entry"], row["rank"]) for row in document["entries"]], ties


def criteria(scores):
    """{entry: [(a, b) per judge]} on two criteria."""
    return [
        Ballot(f"j{judge}", entry, {"a": a, "b": b})
        for entry, given in scores.items()
        for judge, (a, b) in enumerate(given)
    ]


def test_heaviest_criterion_breaks_a_tie():
    board = criteria(
        {"A": [(4, 6), (4, 6)], "B": [(6, 3), (6, 3)], "C": [(1, 1), (1, 1)]}
    )
    order, (tie,) = ranked(board, weights={"a": 3, "b": 2})
    assert order == [("B", 1), ("A", 2), ("C", 3)]
    assert tie["steps"] == [
        {
            "rule": "criteria",
            "criterion": "a",
            "entries": ["B", "A"],
            "values": [6.0, 4.0],
        }
    ]
    assert tie["shared"] == []


def test_next_criterion_is_asked_when_the_first_is_equal_too():
    board = criteria({"A": [(5, 5), (5, 5)], "B": [(5, 5), (5, 5)]})
    extra = [
        Ballot(b.judge, b.entry, {**b.scores, "c": 9 if b.entry == "B" else None})
        for b in board
    ]
    order, (tie,) = ranked(extra, weights={"a": 1, "b": 1, "c": 0})
    assert order == [("A", 1), ("B", 1)]  # a criterion of no weight decides nothing
    assert tie["shared"] == [["A", "B"]]


def renamed(board, names):
    return [
        Ballot(
            b.judge, b.entry, {names[code]: score for code, score in b.scores.items()}
        )
        for b in board
    ]


def test_criteria_of_equal_weight_are_taken_together_whatever_they_are_called():
    last = {"A": 6, "B": 4, "C": 1}
    board = criteria(
        {"A": [(6, 6), (6, 6)], "B": [(9, 4), (9, 4)], "C": [(1, 1), (1, 1)]}
    )
    board = [Ballot(b.judge, b.entry, {**b.scores, "z": last[b.entry]}) for b in board]
    weights = {"a": 2, "b": 2, "z": 1}
    for names in ({"a": "a", "b": "b", "z": "z"}, {"a": "b", "b": "a", "z": "z"}):
        swapped = {names[code]: weight for code, weight in weights.items()}
        order, (tie,) = ranked(renamed(board, names), weights=swapped)
        assert order == [("B", 1), ("A", 2), ("C", 3)]
        assert tie["steps"] == [
            {
                "rule": "criteria",
                "criteria": ["a", "b"],
                "entries": ["B", "A"],
                "values": [6.5, 6.0],
            }
        ]


def test_average_of_all_criteria_separates_nothing_so_the_next_rule_is_asked():
    board = criteria(
        {"A": [(9, 1), (9, 1)], "B": [(1, 9), (1, 9)], "C": [(0, 0), (0, 0)]}
    )
    order, (tie,) = ranked(board)
    assert order == [("A", 1), ("B", 1), ("C", 3)]
    assert (tie["steps"], tie["shared"]) == ([], [["A", "B"]])


def test_result_locked_with_version_1_0_keeps_its_order_by_names():
    board = criteria(
        {"A": [(9, 1), (9, 1)], "B": [(1, 9), (1, 9)], "C": [(0, 0), (0, 0)]}
    )
    order, (tie,) = ranked(board, version="1.0")
    assert order == [("A", 1), ("B", 2), ("C", 3)]
    assert tie["steps"] == [
        {
            "rule": "criteria",
            "criterion": "a",
            "entries": ["A", "B"],
            "values": [9.0, 1.0],
        }
    ]
    assert ranking_document(board, Rules(version="1.0"))["method"]["version"] == "1.0"
    with pytest.raises(InvalidInput):
        Rules(version="0.9")


def test_joint_average_shares_out_what_a_ballot_left_blank():
    board = [
        Ballot("j0", "A", {"a": 8, "b": None, "z": 2}), Ballot("j1", "A", {"a": 6, "b": 4, "z": 6}),
        Ballot("j0", "B", {"a": 6, "b": 6, "z": 6}), Ballot("j1", "B", {"a": 5, "b": 5, "z": 5}),
    ]  # fmt: skip
    table = tables(board, Rules(weights={"a": 2, "b": 2, "z": 1}))[0]
    assert joint_means(table, [0, 1]).tolist() == [6.5, 5.5]


def test_shared_judges_break_a_tie():
    board = grid([[5, 5, 2], [4, 4, 4]])
    order, (tie,) = ranked(board)
    assert order == [("A", 1), ("B", 2)]
    assert tie["steps"][0]["rule"] == "head_to_head"


def test_chair_breaks_what_is_left():
    board = grid([[5, 4], [4, 5], [1, 1]])
    order, (tie,) = ranked(board, chair=(("B", "A"),))
    assert order == [("B", 1), ("A", 2), ("C", 3)]
    assert tie["steps"][0]["rule"] == "chair"


def test_what_no_rule_separates_shares_the_rank_and_the_next_rank_is_skipped():
    order, (tie,) = ranked(grid([[5, 4], [4, 5], [1, 1]]))
    assert order == [("A", 1), ("B", 1), ("C", 3)]
    assert tie["shared"] == [["A", "B"]]


def test_rule_left_out_of_the_list_is_not_applied():
    order, _ = ranked(grid([[5, 5, 2], [4, 4, 4]]), ties=("chair",))
    assert order == [("A", 1), ("B", 1)]


def test_partly_broken_tie_goes_on_with_the_next_rule():
    board = criteria(
        {"A": [(4, 6), (4, 6)], "B": [(4, 6), (4, 6)], "C": [(6, 3), (6, 3)]}
    )
    order, (tie,) = ranked(board, weights={"a": 3, "b": 2}, chair=(("B", "A"),))
    assert order == [("C", 1), ("B", 2), ("A", 3)]
    assert [step["rule"] for step in tie["steps"]] == ["criteria", "chair"]


def test_precision_decides_what_is_equal():
    board = grid([[5.0, 5.0], [5.004, 5.004], [1, 1]])
    # judges that saw both
    assert ranked(board, precision=2)[0] == [
        ("B", 1),
        ("A", 2),
        ("C", 3),
    ]
    assert len(ranked(board, precision=2)[1]) == 1
    assert len(ranked(board, precision=3)[1]) == 0
