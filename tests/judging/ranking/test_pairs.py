"""Comparisons of two: published estimates, and what must hold of any model of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.ranking import Ballot, Rules, ranking_document
from judging.ranking.pairs import Compared, Design, comparisons, fit_mode
from judging.ranking.shape import Document, RankedLine
from judging.ranking.simulation.answers import FINALS, coverage_of_ranks
from judging.ranking.unscored import ranked_rows

RULES = Rules(method="pairs", version="1.0", draws=400)
FLAT = 1e-10  # as a precision: nothing is known before
Row = tuple[int, int, int, int, int]  # i, j, i preferred, j preferred, equal

# Chocolate puddings of six brands. R. R. Davidson, On Extending the Bradley-Terry Model to
# Accommodate Ties in Paired Comparison Experiments, JASA 65 (1970) 317-328.
PUDDINGS: list[Row] = [
    (1, 2, 19, 22, 16), (1, 3, 16, 19, 12), (2, 3, 19, 19, 10), (1, 4, 18, 23, 13),
    (2, 4, 23, 19, 9), (3, 4, 19, 20, 15), (1, 5, 13, 19, 18), (2, 5, 16, 20, 12),
    (3, 5, 16, 15, 17), (4, 5, 17, 14, 16), (1, 6, 18, 21, 12), (2, 6, 22, 20, 12),
    (3, 6, 13, 18, 10), (4, 6, 14, 19, 18), (5, 6, 11, 21, 12),
]  # fmt: skip
# Citations between Biometrika, Comm. Statist., JASA and JRSS-B: the cited journal wins.
# S. Stigler, Statistical Science 9 (1994) 94-108, as in A. Agresti, Categorical Data
# Analysis, 2nd edition (2002), p. 448.
JOURNALS: list[Row] = [
    (1, 2, 730, 33, 0), (1, 3, 498, 320, 0), (1, 4, 221, 284, 0),
    (2, 3, 68, 813, 0), (2, 4, 17, 276, 0), (3, 4, 142, 325, 0),
]  # fmt: skip


def compared(rows: list[Row]) -> Compared:
    """Each count as the weight of one answer."""
    lines = [
        (i - 1, j - 1, answer, count)
        for i, j, *counts in rows
        for answer, count in zip((1, -1, 0), counts, strict=True)
        if count
    ]
    left, right, answer, weight = map(np.array, zip(*lines, strict=True))
    names = tuple(f"e{n}" for n in range(int(max(right)) + 1))
    nobody = np.zeros(len(lines), dtype=np.int64)
    return Compared(names, ("all",), nobody, left, right, answer, weight.astype(float))


def likeliest(rows: list[Row], *, ties: bool) -> tuple[list[float], list[float], float]:
    """Strengths above the first one's with their standard errors, and v: without priors."""
    found = compared(rows)
    n, m = len(found.answer), len(found.entries)
    design_rows = np.zeros((n, m + 1))
    design_rows[np.arange(n), found.left] = 1.0
    design_rows[np.arange(n), found.right] = -1.0
    mean, precision = np.zeros(m + 2), np.full(m + 2, FLAT)
    precision[m] = 1.0  # the lean, which stands in no row
    if not ties:
        mean[-1], precision[-1] = -40.0, 1e6
    at, curve, _height = fit_mode(
        found, Design(design_rows, m, 0), mean, precision, mean
    )
    spread = np.linalg.inv(curve)
    errors = [
        float(np.sqrt(spread[0, 0] + spread[i, i] - 2 * spread[0, i]))
        for i in range(1, m)
    ]
    return (at[1:m] - at[0]).tolist(), errors, float(np.exp(at[-1]))


def test_davidsons_puddings_are_as_published() -> None:
    """Worths and v of the paper, which stopped after a few rounds; differences and
    standard errors as the R package PlackettLuce prints them (Turner et al., 2020).
    """
    strengths, errors, tie = likeliest(PUDDINGS, ties=True)
    worth = np.exp([0.0, *strengths])
    published = [0.1388005, 0.1729985, 0.1617420, 0.1653930, 0.1586805, 0.2023855]
    assert worth / worth.sum() == pytest.approx(published, abs=3e-5)
    assert tie == pytest.approx(0.7468147, abs=2e-5)
    assert strengths == pytest.approx(
        [0.2202, 0.1530, 0.1753, 0.1339, 0.3771], abs=2e-4
    )
    assert errors == pytest.approx([0.1872, 0.1935, 0.1882, 0.1927, 0.1924], abs=1e-4)


def test_bradley_and_terrys_model_of_journals_is_as_published() -> None:
    """H. Turner and D. Firth, Bradley-Terry Models in R, J. Statistical Software 48 (9), 2012."""
    strengths, errors, _tie = likeliest(JOURNALS, ties=False)
    assert strengths == pytest.approx([-2.9491, -0.4796, 0.2690], abs=1e-4)
    assert errors == pytest.approx([0.1026, 0.0606, 0.0708], abs=1e-3)


ANSWERS = (1.0, 0.5, 0.0)


@st.composite
def rounds(draw: st.DrawFn) -> list[Ballot]:
    """Judges who each walk a circle through three to five finalists."""
    finalists = [f"e{n}" for n in range(draw(st.integers(3, 5)))]
    ballots = []
    for judge in range(draw(st.integers(1, 4))):
        circle = draw(st.permutations(finalists))
        for left, right in zip(circle, [*circle[1:], circle[0]], strict=True):
            answer = draw(st.sampled_from(ANSWERS))
            ballots.append(Ballot(f"j{judge}", left, {right: answer}))
    return ballots


def ranked(ballots: list[Ballot]) -> Document:
    return ranking_document(ballots, RULES)


def by_entry(document: Document) -> dict[str, RankedLine]:
    return {line["entry"]: line for line in ranked_rows(document["entries"])}


few = settings(max_examples=8, deadline=None)


@few
@given(rounds(), st.randoms(use_true_random=False))
def test_the_order_of_ballots_changes_nothing(
    ballots: list[Ballot], by: object
) -> None:
    other = list(ballots)
    by.shuffle(other)  # type: ignore[attr-defined]
    assert ranked(other) == ranked(ballots)


@few
@given(rounds())
def test_other_names_change_no_expectation(ballots: list[Ballot]) -> None:
    names = {f"e{n}": f"z{9 - n}" for n in range(5)}
    renamed = [
        Ballot(
            one.judge,
            names[one.entry],
            {names[other]: said for other, said in one.scores.items()},
        )
        for one in ballots
    ]
    before, after = by_entry(ranked(ballots)), by_entry(ranked(renamed))
    for name, line in before.items():
        assert after[names[name]]["adjusted"] == pytest.approx(
            line["adjusted"], abs=1e-8
        )
        assert after[names[name]]["rank"] == line["rank"]


@few
@given(rounds(), st.data())
def test_a_better_answer_never_lowers_what_is_expected(
    ballots: list[Ballot], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(ballots) - 1))
    one = ballots[place]
    [(other, said)] = one.scores.items()
    if said == 1.0:
        return
    better = [*ballots]
    better[place] = Ballot(one.judge, one.entry, {other: float(said or 0) + 0.5})
    before, after = by_entry(ranked(ballots)), by_entry(ranked(better))
    assert after[one.entry]["adjusted"] >= before[one.entry]["adjusted"] - 1e-9
    assert after[other]["adjusted"] <= before[other]["adjusted"] + 1e-9


@few
@given(rounds())
def test_expected_shares_are_half_on_average(ballots: list[Ballot]) -> None:
    """Whoever gains, another loses."""
    shares = [line["adjusted"] for line in ranked_rows(ranked(ballots)["entries"])]
    assert np.mean(shares) == pytest.approx(0.5, abs=1e-9)


def test_finalists_of_whom_the_same_is_known_are_equal() -> None:
    circle = [("a", "b"), ("b", "c"), ("c", "a")]
    document = ranked([Ballot("j", left, {right: 1.0}) for left, right in circle])
    assert [line["rank"] for line in document["entries"]] == [1, 1, 1]
    [tie, *_close] = document["ties"]
    assert tie["kind"] == "equal"


def test_the_same_two_asked_twice_count_once() -> None:
    found = comparisons([Ballot("j", "a", {"b": 1.0}), Ballot("j", "b", {"a": 0.0})])
    assert found.weight.tolist() == [0.5, 0.5]


def test_finalists_that_nothing_links_are_named() -> None:
    ballots = [Ballot("j", "a", {"b": 1.0}), Ballot("k", "c", {"d": 1.0})]
    notes = [note["code"] for note in ranked(ballots)["notes"]]
    assert notes == ["pairs_unlinked"]


def test_a_lean_to_the_left_is_not_merit() -> None:
    """Every judge prefers whatever stands at the left: nobody is better."""
    circle = ["a", "b", "c", "d"]
    ballots = [
        Ballot(f"j{judge}", left, {right: 1.0})
        for judge in range(5)
        for left, right in zip(circle, [*circle[1:], circle[0]], strict=True)
    ]
    assert [line["rank"] for line in ranked(ballots)["entries"]] == [1, 1, 1, 1]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["usual", "few judges", "own tastes"])
def test_nine_in_ten_intervals_hold_the_rank(name: str) -> None:
    assert 0.85 <= coverage_of_ranks(FINALS[name], range(500, 540)) <= 0.98
