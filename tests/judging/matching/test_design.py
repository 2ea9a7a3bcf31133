"""Connected parts and efficiency."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.matching import components, design_efficiency

pairs = st.lists(st.tuples(st.integers(0, 5), st.integers(10, 17)), max_size=25)


def test_components_of_two_panels() -> None:
    assert components([("a", 1), ("b", 1), ("c", 2), ("a", 3)]) == [
        (("a", "b"), (1, 3)),
        (("c",), (2,)),
    ]


def test_components_of_nothing() -> None:
    assert components([]) == []


def test_efficiency_of_a_balanced_design_is_one() -> None:
    every_pair_twice = [
        (j, e) for e, pair in enumerate([(0, 1), (0, 2), (1, 2)] * 2) for j in pair
    ]
    assert design_efficiency(every_pair_twice) == pytest.approx(1.0)
    assert design_efficiency(
        [(j, e) for j in range(7) for e in range(9)]
    ) == pytest.approx(1.0)


def test_efficiency_of_separate_panels_is_nothing() -> None:
    assert design_efficiency([(0, 1), (1, 1), (2, 2), (3, 2)]) == 0.0


def test_efficiency_of_one_judge_and_of_none() -> None:
    assert design_efficiency([("a", 1), ("a", 2)]) == 1.0
    assert design_efficiency([]) == 0.0


@given(pairs)
def test_efficiency_is_that_of_the_eigenvalues(ballots: list[tuple[int, int]]) -> None:
    """The formula of the ranking's documentation, times (J − 1)/J, for equal and
    unequal loads alike.
    """
    judges, entries = sorted({j for j, _ in ballots}), sorted({e for _, e in ballots})
    if len(judges) < 2 or len(components(ballots)) > 1:
        return
    held = np.array([[(j, e) in ballots for j in judges] for e in entries], dtype=float)
    laplacian = np.diag(held.sum(axis=0)) - held.T @ (
        held / held.sum(axis=1, keepdims=True)
    )
    values = np.linalg.eigvalsh(laplacian)[1:]
    per_judge, per_entry = (
        len(set(ballots)) / len(judges),
        len(set(ballots)) / len(entries),
    )
    usual = 1 / ((1 - 1 / per_entry) * per_judge) / np.mean(1 / values)
    assert design_efficiency(ballots) == pytest.approx(
        usual * (len(judges) - 1) / len(judges), rel=1e-9
    )


@given(pairs, st.randoms())
def test_components_and_efficiency_do_not_depend_on_order(
    ballots: list[tuple[int, int]], random: Random
) -> None:
    shuffled = random.sample(ballots, len(ballots))
    assert components(shuffled) == components(ballots)
    assert design_efficiency(shuffled) == design_efficiency(ballots)


@given(pairs)
def test_components_share_no_judge_and_lose_none(
    ballots: list[tuple[int, int]],
) -> None:
    parts = components(ballots)
    assert sorted(judge for judges, _ in parts for judge in judges) == sorted(
        {j for j, _ in ballots}
    )
    home = {
        end: part
        for part, (judges, entries) in enumerate(parts)
        for end in (*judges, *entries)
    }
    assert all(home[judge] == home[entry] for judge, entry in ballots)
