"""What the result hangs on."""

import numpy as np
import pytest

from judging.ranking import (
    Rules,
    leave_one_out,
    method_changes,
    ranked,
    settled_share,
    weight_changes,
    what_if,
)
from judging.ranking.fair import design
from judging.ranking.linked import laplacian
from judging.ranking.methods import METHODS
from judging.ranking.sensitivity import _without

from .boards import CRITERIA, award, grid

RULES = Rules(weights=CRITERIA, places=5)


@pytest.fixture(scope="module")
def group():
    (found,) = ranked(award(), RULES)
    return found


def test_leaving_a_judge_out_equals_a_fit_without_that_judge(group):
    """By the update of the Laplacian, against the whole computed again with scale and
    ratio kept.
    """
    table, fitted = group.table, group.fit
    shared = laplacian(table.entry, table.judge, len(table.entries), len(table.judges))
    for judge in range(len(table.judges)):
        keep = table.judge != judge
        plan = design(
            table.entry[keep], table.judge[keep], len(table.entries), len(table.judges)
        )
        z = fitted.rescaled[keep]
        seen = np.bincount(
            plan.judge, z - plan.entry_means(z)[plan.entry], len(table.judges)
        )
        ridge = (
            laplacian(plan.entry, plan.judge, len(table.entries), len(table.judges))
            + np.eye(8) / fitted.ratio
        )
        expected = plan.entry_means(z - np.linalg.solve(ridge, seen)[plan.judge])
        assert _without(group, shared, judge) == pytest.approx(expected, abs=1e-9)


def test_leave_one_out_names_each_judge_and_says_what_changes(group):
    found = leave_one_out(group, RULES)
    assert [variant.name for variant in found] == list(group.table.judges)
    winner = group.table.entries[group.standing.order[0]]
    assert all(variant.changed == (winner not in variant.winners) for variant in found)
    assert all(0 <= variant.kept <= 5 for variant in found)
    assert 0 <= settled_share(found) <= 1


def test_entry_of_the_judge_left_out_alone_does_not_win():
    (group,) = ranked(
        grid([[9, None, None], [5, 6, 5], [3, 3, 4], [4, 5, 5]]), Rules(places=1)
    )
    first = leave_one_out(group, Rules(places=1))[0]
    assert "A" not in first.winners


def test_only_judge_left_out_leaves_no_winner():
    (group,) = ranked(grid([[9], [5]]), Rules(places=1))
    (variant,) = leave_one_out(group, Rules(places=1))
    assert (variant.winners, variant.changed, variant.kept) == ((), True, variant.kept)


def test_every_criterion_is_weighed_less_and_more(group):
    names = [variant.name for variant in weight_changes(group, RULES)]
    assert names == [
        f"{criterion} x {factor}"
        for criterion in sorted(CRITERIA)
        for factor in ("0.75", "1.25")
    ]


def test_totals_have_no_weights_to_change():
    (group,) = ranked(grid([[9, 8], [5, 6]]), Rules())
    assert weight_changes(group, Rules()) == []


def test_every_method_is_tried_and_ours_agrees_with_itself(group):
    found = {variant.name: variant for variant in method_changes(group, RULES)}
    assert set(found) == set(METHODS)
    assert (found["fair"].changed, found["fair"].kept) == (False, 5)


def test_methods_agree_on_a_clear_order():
    rng = np.random.Generator(np.random.PCG64(13))
    board = [
        [float(entry) + 0.1 * float(rng.standard_normal()) for _ in range(4)]
        for entry in range(6)
    ]
    (group,) = ranked(grid(board), Rules(places=3))
    assert not any(
        variant.changed for variant in method_changes(group, Rules(places=3))
    )


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("raw_mean", [14 / 3, 16 / 3]),
        ("median", [5.0, 5.0]),
        ("trimmed_mean", [5.0, 5.0]),
        ("borda", [1 / 6, 5 / 6]),
        ("copeland", [-1.0, 1.0]),
    ],
)
def test_methods_are_what_they_are_called(method, expected):
    entry, judge = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 1, 2, 0, 1, 2])
    y = np.array([5.0, 4.0, 5.0, 5.0, 4.0, 6.0]) - np.array([0, 0, 0, 0, -1, 0])
    plan = design(entry, judge, 2, 3)
    assert METHODS[method](plan, y) == pytest.approx(expected)


def test_what_if_says_that_it_is_not_the_result():
    document = what_if(
        award(), RULES, without_judges=["judge-1"], without_entries=["entry-000"]
    )
    assert document["what_if"] == {
        "without_judges": ["judge-1"],
        "without_entries": ["entry-000"],
        "weights": False,
    }
    assert "judge-1" not in [row["judge"] for row in document["judges"]]
    assert len(document["entries"]) == 39


def test_what_if_takes_other_weights():
    plain, other = (
        what_if(award(), RULES, weights=w) for w in (None, {**CRITERIA, "people": 5})
    )
    assert [row["raw"] for row in plain["entries"]] != [
        row["raw"] for row in other["entries"]
    ]
