"""Pass or does not pass: what must hold of shares, and how often they hold the truth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.ranking import Ballot, Rules, ranking_document
from judging.ranking.screening import (
    NODE_WEIGHTS,
    NODES,
    answers_of,
    logistic,
    objective,
    slopes,
    verdict,
)
from judging.ranking.shape import Document, RankedLine
from judging.ranking.simulation.answers import SCREENINGS, coverage_of_shares
from judging.ranking.unscored import ranked_rows

RULES = Rules(method="screening", version="1.0", draws=400)


def screened(ballots: list[Ballot], rules: Rules = RULES) -> Document:
    return ranking_document(ballots, rules)


def by_entry(document: Document) -> dict[str, RankedLine]:
    return {line["entry"]: line for line in ranked_rows(document["entries"])}


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({"a": 1, "b": 1}, 1.0),
        ({"a": 1, "b": 0}, 0.0),
        ({"a": None, "b": 0}, 0.0),
        ({"a": 1, "b": None}, None),
        ({"a": None}, None),
        ({}, None),
    ],
)
def test_a_ballot_passes_with_all_its_criteria_and_fails_with_one(
    scores: dict[str, float | None], said: float | None
) -> None:
    assert verdict(Ballot("j", "e", scores)) == said


@st.composite
def rounds(draw: st.DrawFn) -> list[Ballot]:
    judges = draw(st.integers(2, 4))
    return [
        Ballot(f"j{judge}", f"e{entry}", {"q": draw(st.sampled_from([1, 0, None]))})
        for entry in range(draw(st.integers(2, 5)))
        for judge in range(judges)
        if draw(st.booleans()) or not judge
    ]


few = settings(max_examples=8, deadline=None)


@few
@given(rounds(), st.randoms(use_true_random=False))
def test_the_order_of_ballots_changes_nothing(
    ballots: list[Ballot], by: object
) -> None:
    other = list(ballots)
    by.shuffle(other)  # type: ignore[attr-defined]
    assert screened(other) == screened(ballots)


@few
@given(rounds(), st.data())
def test_a_pass_in_place_of_a_failure_never_lowers_the_share(
    ballots: list[Ballot], data: st.DataObject
) -> None:
    failed = [n for n, one in enumerate(ballots) if one.scores["q"] == 0]
    if not failed:
        return
    place = data.draw(st.sampled_from(failed))
    one = ballots[place]
    better = [*ballots]
    better[place] = Ballot(one.judge, one.entry, {"q": 1})
    before, after = by_entry(screened(ballots)), by_entry(screened(better))
    # draws of judges move a little with what is known of them
    assert after[one.entry]["adjusted"] > before[one.entry]["adjusted"] - 0.01


@few
@given(rounds())
def test_shares_are_shares_and_their_ends_are_in_order(ballots: list[Ballot]) -> None:
    for line in ranked_rows(screened(ballots)["entries"]):
        assert 0 <= line["share_low"] <= line["share_high"] <= 1
        assert 0 < line["adjusted"] < 1
        assert 0 <= line["p_pass"] <= 1


def test_entries_of_which_the_same_is_known_are_equal() -> None:
    ballots = [
        Ballot(judge, entry, {"q": 1}) for judge in ("j", "k") for entry in ("a", "b")
    ]
    one, other = screened(ballots)["entries"]
    assert one["adjusted"] == other["adjusted"]
    assert (one["rank"], other["rank"]) == (1, 1)


def test_an_entry_that_met_strict_judges_is_not_punished() -> None:
    """Both entries got one pass and one failure: from the strict two, or the lenient two."""
    ballots = [
        Ballot(judge, f"e{n:02}", {"q": int(judge in ("mild", "kind"))})
        for judge in ("harsh", "stern", "mild", "kind")
        for n in range(10)
    ]
    ballots += [Ballot("harsh", "x", {"q": 1}), Ballot("stern", "x", {"q": 0})]
    ballots += [Ballot("mild", "y", {"q": 1}), Ballot("kind", "y", {"q": 0})]
    lines = by_entry(screened(ballots))
    assert lines["x"]["raw"] == lines["y"]["raw"] == 0.5
    assert lines["x"]["adjusted"] > lines["y"]["adjusted"] + 0.05


def test_the_threshold_is_the_rounds() -> None:
    ballots = [
        Ballot(f"j{n}", entry, {"q": int(n < 3 or entry == "b")})
        for n in range(4)
        for entry in ("a", "b", "c")
    ]
    easy = by_entry(
        screened(ballots, Rules(method="screening", version="1.0", pass_share=0.2))
    )
    hard = by_entry(
        screened(ballots, Rules(method="screening", version="1.0", pass_share=0.9))
    )
    for name, line in easy.items():
        assert line["p_pass"] > hard[name]["p_pass"]


def test_an_entry_of_which_nothing_can_be_said_stands_unranked() -> None:
    ballots = [Ballot("j", "a", {"q": 1}), Ballot("j", "b", {"q": None})]
    document = screened(ballots)
    assert [line["entry"] for line in document["entries"] if line["rank"] is None] == [
        "b"
    ]
    assert [note["code"] for note in document["notes"]] == ["no_scores"]


def test_a_judge_who_passes_more_is_said_to_be_lenient() -> None:
    ballots = [
        Ballot(judge, f"e{n}", {"q": int(judge == "mild" or n % 4 == 0)})
        for judge in ("mild", "stern", "harsh")
        for n in range(12)
    ]
    lenience = {row["judge"]: row["severity"] for row in screened(ballots)["judges"]}
    assert lenience["mild"] > 0.1 > 0 > max(lenience["stern"], lenience["harsh"])


def test_derivatives_are_those_of_the_likelihood() -> None:
    """Louis's formula against differences of the very function."""
    draw = np.random.default_rng(3)
    ballots = [
        Ballot(f"j{j}", f"e{e}", {"q": int(draw.integers(2))})
        for e in range(12)
        for j in draw.choice(4, 3, replace=False).tolist()
    ]
    given_ = answers_of(ballots)
    judges, none = np.array([0.3, -0.8, 0.1, 1.2]), np.zeros((4, 4))
    slope, curve = slopes(given_, judges, 1.3)
    step = 1e-5
    for n in range(4):
        away = np.eye(4)[n] * step
        up, down = (objective(given_, judges + s * away, 1.3, none) for s in (1, -1))
        assert slope[n] == pytest.approx((up - down) / (2 * step), abs=1e-6)
        there, here = (slopes(given_, judges + s * away, 1.3)[0] for s in (1, -1))
        assert curve[n] == pytest.approx(-(there - here) / (2 * step), abs=1e-6)


def test_entries_are_integrated_as_finely_as_needed() -> None:
    """The mean chance over entries of a wide spread, against a much finer sum."""
    fine = np.linspace(-8, 8, 20_001)
    weight = np.exp(-0.5 * fine**2)
    exact = (logistic(0.7 + 4.0 * fine) * weight).sum() / weight.sum()
    assert logistic(0.7 + 4.0 * NODES) @ NODE_WEIGHTS == pytest.approx(exact, abs=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["usual", "strict and lenient"])
def test_nine_in_ten_intervals_hold_the_share(name: str) -> None:
    assert 0.85 <= coverage_of_shares(SCREENINGS[name], range(500, 512)) <= 0.95
