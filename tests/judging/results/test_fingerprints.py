"""A table is computed again when anything that it is made from is another, and only then."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from judging.ranking import Ballot, Rules
from judging.results.runs import fingerprints
from judging.results.services import Counted, Names

CODES = ["living", "mobility"]
POOLED = Rules(version="2.0", weights={"impact": 1, "reach": 2})
ALONE = replace(POOLED, version="1.0")


def ballot(judge: str, entry: str, category: str, impact: str = "7") -> Ballot:
    scores = {"impact": Decimal(impact), "reach": None}
    return Ballot(judge, entry, scores, category=category)


def counted(rules: Rules, *others: Ballot) -> Counted:
    ballots = {
        "living": [ballot("a", "one", "living"), ballot("b", "one", "living")],
        "mobility": [ballot("a", "two", "mobility"), *others],
    }
    return Counted(ballots, rules, Names({"one": "E-1"}, {"a": "a@x.test"}, {}), {})


def changed(before: Counted, after: Counted) -> list[str]:
    old, new = fingerprints(before, CODES), fingerprints(after, CODES)
    return [code for code in CODES if old[code] != new[code]]


@pytest.mark.parametrize(
    ("rules", "expected"), [(POOLED, CODES), (ALONE, ["mobility"])]
)
def test_a_ballot_more_changes_all_that_learn_from_it(
    rules: Rules, expected: list[str]
) -> None:
    more = counted(rules, ballot("b", "two", "mobility"))
    assert changed(counted(rules), more) == expected


@pytest.mark.parametrize(
    "other",
    [
        ballot("c", "two", "mobility"),
        ballot("b", "three", "mobility"),
        ballot("b", "two", "mobility", "7.5"),
        replace(ballot("b", "two", "mobility"), scores={"impact": Decimal(7)}),
        replace(ballot("b", "two", "mobility"), ranked=False),
    ],
)
def test_whatever_a_ballot_says_is_in_it(other: Ballot) -> None:
    usual = counted(POOLED, ballot("b", "two", "mobility"))
    assert changed(usual, counted(POOLED, other)) == CODES


def test_order_of_ballots_and_of_their_scores_is_not() -> None:
    usual = counted(POOLED, ballot("b", "two", "mobility"))
    turned = {
        code: [
            replace(one, scores=dict(reversed(list(one.scores.items()))))
            for one in reversed(ballots)
        ]
        for code, ballots in reversed(list(usual.ballots.items()))
    }
    assert changed(usual, replace(usual, ballots=turned)) == []


def test_rules_names_and_the_chairs_order_are() -> None:
    usual = counted(POOLED)
    heavier = replace(POOLED, weights={"impact": 3, "reach": 2})
    named = Names({"one": "E-2"}, {"a": "a@x.test"}, {})
    assert changed(usual, counted(heavier)) == CODES
    assert changed(usual, replace(usual, names=named)) == CODES
    chair = {"mobility": (("two", "three"),)}
    assert changed(usual, replace(usual, chair=chair)) == ["mobility"]
