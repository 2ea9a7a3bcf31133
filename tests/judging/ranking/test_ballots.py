"""From ballots to totals: nothing missing ever acts as a zero."""

from decimal import Decimal

import numpy as np
import pytest

from judging.ranking import Ballot, InvalidInput, Rules, ranking_document
from judging.ranking.ballots import tables

WEIGHTS = {"a": 2, "b": 1, "c": 1}


def total(scores, weights=WEIGHTS):
    (table,) = tables([Ballot("j", "e", scores)], Rules(weights=weights))
    return table.total.tolist()


def codes(caught):
    return [problem.code for problem in caught.value.problems]


def test_total_is_the_weighted_mean():
    assert total({"a": 4, "b": 8, "c": 0}) == [4.0]


def test_weights_of_a_skipped_criterion_are_shared_out():
    assert total({"a": 4, "b": 10, "c": None}) == [6.0]
    assert total({"a": 4, "b": 10}) == [6.0]


def test_decimals_and_floats_give_the_same_total():
    assert total({"a": Decimal("7.1"), "b": Decimal("3.3")}) == total(
        {"a": 7.1, "b": 3.3}
    )


def test_weights_may_have_any_scale():
    assert total({"a": 1, "b": 3}, {"a": 30, "b": 10}) == total(
        {"a": 1, "b": 3}, {"a": 0.75, "b": 0.25}
    )


def test_ballot_without_a_score_is_left_out():
    ballots = [
        Ballot("j", "e", {"a": 5}),
        Ballot("k", "e", {"a": None}),
        Ballot("l", "e"),
        Ballot("k", "f"),
    ]
    entries = ranking_document(ballots, Rules(weights=WEIGHTS))["entries"]
    assert [(row["entry"], row["n_judges"], row["raw"]) for row in entries] == [
        ("e", 1, 5.0),
        ("f", 0, None),
    ]


def test_criterion_of_no_weight_alone_makes_no_ballot():
    assert tables([Ballot("j", "e", {"a": 5})], Rules(weights={"a": 0, "b": 1})) == []


def test_zero_is_a_score():
    assert total({"a": 0, "b": 0, "c": 0}) == [0.0]


def test_categories_have_their_own_weights():
    rules = Rules(weights={"a": 1, "b": 1}, category_weights={"x": {"a": 3, "b": 1}})
    found = tables(
        [Ballot("j", "e", {"a": 8, "b": 0}, category=name) for name in ("x", "y")],
        rules,
    )
    assert [(table.category, table.total.tolist()) for table in found] == [
        ("x", [6.0]),
        ("y", [4.0]),
    ]


def test_no_ballot_at_all_is_an_empty_document():
    document = ranking_document([])
    assert document["entries"] == []
    names = ("entry", "judge", "residual", "judge_category")
    assert document["variance"] == dict.fromkeys(names)


def test_every_problem_is_reported_at_once():
    ballots = [
        Ballot("", "e", total=1),
        Ballot("j", "", total=1),
        Ballot("j", "e", {"a": float("nan")}),
        Ballot("j", "e", {"z": 1e7}),
        Ballot("k", "e", {"a": 1}, total=3),
        Ballot("l", "e", total=Decimal("Infinity")),
    ]
    with pytest.raises(InvalidInput) as caught:
        tables(ballots, Rules(weights=WEIGHTS))
    assert sorted(codes(caught)) == sorted(
        [
            "no_judge",
            "no_entry",
            "duplicate",
            "total_and_criteria",
            "not_a_number",
            "unknown_criterion",
            "out_of_range",
            "not_a_number",
        ]
    )
    assert caught.value.problems[0].row == 1
    assert all(problem.reason for problem in caught.value.problems)


@pytest.mark.parametrize(
    "broken",
    [
        {"places": 0},
        {"levels": (1, 0)},
        {"precision": 10},
        {"ties": ("coin",)},
        {"interval": 1.0},
        {"draws": 3},
        {"weights": {"a": -1}},
        {"weights": {"a": float("nan")}},
        {"weights": {"a": 0}},
        {"weights": {}},
    ],
)
def test_rules_that_cannot_be_are_refused(broken):
    with pytest.raises(InvalidInput):
        Rules(**broken)


def test_order_of_ballots_does_not_matter_to_the_table():
    ballots = [
        Ballot(f"j{j}", f"e{e}", {"a": j, "b": e}) for j in range(3) for e in range(4)
    ]
    (one,), (other,) = (
        tables(ballots, Rules(weights=WEIGHTS)),
        tables(ballots[::-1], Rules(weights=WEIGHTS)),
    )
    assert one.entries == other.entries
    assert np.array_equal(one.total, other.total)
