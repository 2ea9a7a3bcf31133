"""Why me, in data and in words; and one more ballot for a close call."""

import string

import pytest

from judging.matching import (
    Demand,
    Judge,
    Place,
    Problem,
    Reason,
    assign,
    extra_ballot,
    say,
    say_proposal,
    say_unfilled,
    why,
)
from judging.matching.words import SENTENCES

DEMANDS = (Demand(1, "living", 2, 2), Demand(2, "living", 2, 2))
JUDGES = (Judge("a", 5, {"living": 2}), Judge("b", None, {"living": 1}), Judge("c", 1))
PROBLEM = Problem(
    DEMANDS, JUDGES, frozenset({("c", 1)}), frozenset({Place("a", 1, "living")})
)


def test_why_names_what_spoke_for_the_judge() -> None:
    solution = assign(PROBLEM)
    assert [reason.code for reason in why(solution, "a", 1)] == [
        "fixed",
        "expertise",
        "load",
        "links",
    ]
    (only, expertise, load, links) = why(solution, "b", 1)
    assert only == Reason("only", {"category": "living"})
    assert expertise.params["level"] == 1
    assert load.params["limit"] is None
    assert (links.params["here"], links.params["linked"]) >= (1, 1)


def test_why_of_an_entry_not_held() -> None:
    with pytest.raises(KeyError):
        why(assign(PROBLEM), "c", 1)


@pytest.mark.parametrize("language", ["en", "th"])
def test_every_reason_of_an_assignment_has_a_sentence(language: str) -> None:
    solution = assign(PROBLEM)
    sentences = [
        say(reason, language)
        for place in solution.assignments
        for reason in why(solution, place.judge, place.entry)
    ]
    assert all(sentence and "{" not in sentence for sentence in sentences)


@pytest.mark.parametrize("language", ["en", "th"])
def test_what_is_missing_has_sentences(language: str) -> None:
    solution = assign(Problem(DEMANDS, (Judge("a", 1), Judge("b", 1))))
    text = " ".join(say_unfilled(item, language) for item in solution.unfilled)
    asks = [
        say_proposal(p, language, {"a": "Dr A", 1: "SCSA-1"})
        for item in solution.unfilled
        for p in item.proposals
    ]
    assert "{" not in text
    assert len(asks) == 2
    assert any("Dr A" in ask for ask in asks)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_both_languages_name_the_same_things(code: str) -> None:
    fields = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name}
        for text in SENTENCES[code]
    ]
    assert fields[0] == fields[1]


def test_extra_ballot_goes_to_the_judge_with_the_lowest_load() -> None:
    judges = tuple(Judge(j, 4) for j in range(4))
    current = [Place(0, 1, "living"), Place(1, 2, "living"), Place(1, 1, "living")]
    assert extra_ballot(Problem(DEMANDS, judges), current, 1).place == Place(
        2, 1, "living"
    )
    assert extra_ballot(
        Problem(DEMANDS, judges), current, 1, order=(3, 2)
    ).place == Place(3, 1, "living")


def test_extra_ballot_obeys_every_rule() -> None:
    judges = (
        Judge("seen"),
        Judge("conflict"),
        Judge("full", 1),
        Judge("away", away=True),
        Judge("free", 9),
    )
    current = [
        Place("seen", 1, "living"),
        Place("full", 2, "living"),
        Place("free", 2, "living"),
    ]
    problem = Problem(DEMANDS, judges, frozenset({("conflict", 1)}))
    assert extra_ballot(problem, current, 1).place == Place("free", 1, "living")
    nobody = extra_ballot(problem, [*current, Place("free", 1, "living")], 1)
    assert nobody.place is None
    assert {reason.code: reason.params["judges"] for reason in nobody.reasons} == {
        "holding": 2,
        "conflict": 1,
        "full": 1,
        "away": 1,
    }


def test_extra_ballot_asks_for_the_category_where_there_are_two() -> None:
    problem = Problem((Demand(1, "living", 1), Demand(1, "people", 1)), (Judge("a"),))
    with pytest.raises(ValueError, match="name the category"):
        extra_ballot(problem, [], 1)
    assert extra_ballot(problem, [Place("a", 1, "living")], 1, "people").place == Place(
        "a", 1, "people"
    )
    with pytest.raises(KeyError):
        extra_ballot(problem, [], 5)


def test_extra_ballot_links_groups_before_it_looks_at_loads() -> None:
    demands = tuple(Demand(entry, "living", 2) for entry in range(1, 5))
    judges = tuple(Judge(name, 9) for name in "abcd")
    # c shares no entry; d has nothing to do
    pairs = [
        ("a", 1),
        ("b", 1),
        ("a", 2),
        ("c", 3),
        ("c", 4),
        ("b", 2),
    ]
    found = extra_ballot(
        Problem(demands, judges), [Place(j, e, "living") for j, e in pairs], 3
    )
    assert found.place == Place("a", 3, "living")
    assert [reason.code for reason in found.reasons] == ["linking", "takes", "together"]
    assert found.reasons[2].params == {"judges": 3}


def test_extra_ballot_on_an_entry_of_nobody_goes_by_load_and_says_what_is_missing() -> (
    None
):
    demands = tuple(Demand(entry, "living", 2) for entry in (1, 2))
    problem, current = (
        Problem(demands, (Judge("busy", 9), Judge("new", 9))),
        [Place("busy", 2, "living")],
    )
    first = extra_ballot(problem, current, 1)
    assert (first.place, first.reasons[2].code) == (Place("new", 1, "living"), "apart")
    second = extra_ballot(problem, [*current, Place("new", 1, "living")], 1)
    assert (second.place, second.reasons[2].code) == (
        Place("busy", 1, "living"),
        "together",
    )
