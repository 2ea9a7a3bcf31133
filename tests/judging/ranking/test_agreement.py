"""Published coefficients, to every digit the sources print."""

import krippendorff
import numpy as np
import pytest

from judging.ranking import Ballot, Rules, panel_agreement
from judging.ranking.agreement import alpha_interval, one_way
from judging.ranking.ballots import tables
from judging.ranking.coefficients import alpha, shrout_fleiss

from .boards import CRITERIA, award

_ = np.nan
OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
        [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]
)
TARGETS = np.array(
    [
        [9, 2, 5, 8],
        [6, 1, 3, 2],
        [8, 4, 6, 8],
        [7, 1, 2, 6],
        [10, 5, 6, 9],
        [6, 2, 4, 7],
    ],
    dtype=float,
)


def columns(observers):
    _, unit = np.nonzero(np.isfinite(observers))
    return unit, observers[np.isfinite(observers)]


@pytest.mark.parametrize(
    ("metric", "published"),
    [
        ("nominal", 0.743421),
        ("ordinal", 0.815388),
        ("interval", 0.849107),
        ("ratio", 0.797403),
    ],
)
def test_alpha_is_krippendorffs(metric, published):
    assert alpha(*columns(OBSERVERS), metric) == pytest.approx(published, abs=5e-7)


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_agrees_with_the_reference_package(metric):
    rng = np.random.Generator(np.random.PCG64(2))
    observers = np.where(rng.random((5, 30)) < 0.3, np.nan, rng.integers(1, 6, (5, 30)))
    expected = krippendorff.alpha(observers, level_of_measurement=metric)
    assert alpha(*columns(observers), metric) == pytest.approx(expected, abs=1e-9)


def test_all_six_intraclass_correlations_are_shrout_and_fleiss():
    published = {
        "1,1": 0.165742,
        "2,1": 0.289764,
        "3,1": 0.714841,
        "1,k": 0.442797,
        "2,k": 0.620051,
        "3,k": 0.909316,
    }
    assert shrout_fleiss(TARGETS) == pytest.approx(published, abs=5e-7)


def test_one_way_is_icc_1_of_a_full_table():
    entry = np.repeat(np.arange(6), 4)
    assert one_way(entry, TARGETS.ravel()) == pytest.approx(
        (0.165742, 0.442797), abs=5e-7
    )


@pytest.mark.parametrize("values", [[5.0, 5.0, 5.0, 5.0], [0.0, 0.0, 0.0, 0.0]])
def test_agreement_on_one_value_is_unknown(values):
    entry = np.array([0, 0, 1, 1])
    assert one_way(entry, np.array(values)) == (None, None)
    assert alpha_interval(entry, np.array(values)) is None


def test_agreement_of_single_ballots_is_unknown():
    assert one_way(np.array([0, 1]), np.array([1.0, 2.0])) == (None, None)
    assert alpha_interval(np.array([0, 1]), np.array([1.0, 2.0])) is None


def test_panel_ranges_hold_the_coefficients():
    (table,) = tables(award(), Rules(weights=CRITERIA))
    found = panel_agreement(table)
    assert [one.criterion for one in found] == [
        None,
        "environment",
        "mobility",
        "people",
    ]
    for one in found:
        assert one.icc1_range[0] < one.icc1 < one.icc1_range[1]
        assert one.icck_range[0] < one.icck < one.icck_range[1]
        assert one.alpha_range[0] < one.alpha < one.alpha_range[1]
        assert one.verdict == "informative"


def test_criterion_without_information_is_named():
    rng = np.random.Generator(np.random.PCG64(3))
    ballots = [
        Ballot(
            f"j{j}",
            f"e{e:02}",
            {"chance": rng.integers(11), "quality": e, "same": 4, "skipped": None},
        )
        for e in range(20)
        for j in range(4)
    ]
    (table,) = tables(
        ballots,
        Rules(weights=dict.fromkeys(["chance", "quality", "same", "skipped"], 1)),
    )
    verdicts = {one.criterion: one.verdict for one in panel_agreement(table)[1:]}
    assert verdicts == {
        "chance": "no_agreement",
        "quality": "informative",
        "same": "no_variance",
        "skipped": "no_scores",
    }
