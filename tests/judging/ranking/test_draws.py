"""Draws that are the same everywhere, and ranks counted from them."""

import numpy as np
import pytest

from judging.ranking import Rules, draws, fair, ranked, wide_draws
from judging.ranking.draws import Ranks, draw_count, draw_ranks, normals
from judging.ranking.wide_draws import wide_ranks

from .boards import CRITERIA, award


@pytest.fixture(scope="module")
def group():
    (found,) = ranked(award(), Rules(weights=CRITERIA))
    return found


def again(group, count=400, seed=3, drawn=wide_ranks):
    return drawn(group.fit, group.table.entry, group.table.judge, count, seed).position


def test_normals_are_pinned():
    """Raw PCG64 integers and Box and Muller's formula: these figures must never change."""
    assert normals(np.random.PCG64(1), 1, 4).ravel() == pytest.approx(
        [0.738978961771, 2.32505045889898, 0.94236878533939, -0.77732831216848],
        abs=1e-12,
    )


def test_normals_are_normal():
    found = normals(np.random.PCG64(2), 1000, 101)
    assert found.shape == (1000, 101)
    assert found.mean() == pytest.approx(0, abs=0.015)
    assert found.std() == pytest.approx(1, abs=0.01)
    assert np.mean(np.abs(found) < 1.96) == pytest.approx(0.95, abs=0.004)


def test_same_seed_gives_the_same_ranks_and_another_does_not(group):
    assert np.array_equal(again(group), again(group))
    assert not np.array_equal(again(group), again(group, seed=4))


@pytest.mark.parametrize(
    ("module", "drawn"), [(draws, draw_ranks), (wide_draws, wide_ranks)]
)
def test_size_of_the_chunks_changes_nothing(group, monkeypatch, module, drawn):
    whole = again(group, drawn=drawn)
    monkeypatch.setattr(module, "CELLS", 500)
    chunked = again(group, drawn=drawn)
    assert np.array_equal(np.sort(whole, axis=1), np.sort(chunked, axis=1))


def test_sign_of_eigenvectors_changes_nothing(group, monkeypatch):
    eigh = np.linalg.eigh

    def flipped(matrix):
        values, vectors = eigh(matrix)
        return values, vectors * np.where(np.arange(len(values)) % 2, 1.0, -1.0)

    monkeypatch.setattr(fair.np.linalg, "eigh", flipped)
    (other,) = ranked(award(), Rules(weights=CRITERIA))
    assert np.array_equal(again(group), again(other))
    assert other.fit.adjusted == pytest.approx(group.fit.adjusted, abs=1e-12)


def test_every_draw_is_an_order(group):
    position = again(group)
    assert np.array_equal(
        np.sort(position, axis=0), np.tile(np.arange(40)[:, None], (1, 400))
    )


def test_figures_are_counted_from_the_positions():
    ranks = Ranks(np.array([[0, 0, 1, 0], [1, 1, 0, 2], [2, 2, 2, 1]], dtype=np.int16))
    assert ranks.within(1).tolist() == [0.75, 0.25, 0.0]
    assert ranks.within(2).tolist() == [1.0, 0.75, 0.25]
    assert ranks.beats(np.array([0, 1]), np.array([1, 2])).tolist() == [0.75, 0.75]
    assert ranks.exactly(np.array([0, 1])) == 0.75
    low, high = ranks.interval(0.5)
    assert (low.tolist(), high.tolist()) == ([1, 2, 3], [1, 2, 3])


def test_larger_awards_take_fewer_draws():
    assert [draw_count(n) for n in (10, 300, 301, 3000, 3001, 10_000)] == [
        4000,
        4000,
        2000,
        2000,
        1000,
        1000,
    ]


def test_qualities_of_extreme_size_keep_their_order():
    position = draws._positions(np.array([[1e9, -1e9, 0.0, 1e-9, 5.0]]))
    assert position.tolist() == [[0, 4, 3, 2, 1]]
