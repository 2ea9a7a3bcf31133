"""Hints: found where something was planted, and next to never where nothing was."""

from dataclasses import replace

import numpy as np
import pytest

from judging.ranking import Ballot, Rules, ranked
from judging.ranking.hints import FALSE_ALARMS, ROUNDS, exceeded_by_few, hints
from judging.ranking.simulation import SCENARIOS, make_award

RULES = Rules(places=3, draws=100, version="2.0")
SMALL = SCENARIOS["small"]


def ballots_of(award):
    rows = zip(
        award.judge.tolist(), award.entry.tolist(), award.total.tolist(), strict=True
    )
    return [
        Ballot(f"j{judge:02}", f"e{entry:03}", total=total)
        for judge, entry, total in rows
    ]


def made(number, scenario=SMALL):
    return make_award(scenario, np.random.Generator(np.random.PCG64([31, number])))


def found_in(ballots, rounds=200):
    return hints(ranked(ballots, RULES), rounds)


def test_ballot_far_from_the_others_is_found_with_its_figures():
    ballots = ballots_of(made(1))
    place = next(
        i for i, one in enumerate(ballots) if one.entry == "e007" and one.total > 4
    )
    ballots[place] = replace(ballots[place], total=ballots[place].total - 6.0)
    (one,) = [hint for hint in found_in(ballots) if hint.kind == "ballot"]
    assert (one.judges, one.entry) == ((ballots[place].judge,), "e007")
    assert one.figure < -one.threshold < -2.5
    assert one.apart < -3.5
    assert one.ballots == 4


def test_judge_who_says_nothing_of_the_entries_is_found():
    award = made(2, replace(SMALL, entries=120, judges=16, per_entry=5, rogue=1))
    found = [hint for hint in found_in(ballots_of(award)) if hint.kind == "judge"]
    (deaf,) = np.flatnonzero(award.judges.deaf).tolist()
    assert [one.judges for one in found] == [(f"j{deaf:02}",)]
    assert found[0].noise > 1.5


def test_two_judges_who_push_one_entry_are_found():
    ballots = ballots_of(made(3, replace(SMALL, per_entry=6)))
    places = [i for i, one in enumerate(ballots) if one.entry == "e011"][:2]
    for place in places:
        ballots[place] = replace(ballots[place], total=ballots[place].total + 5.0)
    found = [hint for hint in found_in(ballots) if hint.kind == "pair"]
    assert found[0].judges == tuple(ballots[place].judge for place in places)
    assert found[0].entry == "e011"
    assert found[0].apart == pytest.approx(4.5, abs=2.5)


def test_pair_is_not_told_from_three_ballots():
    ballots = ballots_of(made(4, replace(SMALL, per_entry=3)))
    places = [i for i, one in enumerate(ballots) if one.entry == "e011"][:2]
    for place in places:
        ballots[place] = replace(ballots[place], total=ballots[place].total + 5.0)
    assert "pair" not in {hint.kind for hint in found_in(ballots)}


def test_same_round_gives_the_same_hints():
    ballots = ballots_of(made(5, replace(SMALL, rogue=1)))
    assert found_in(ballots) == found_in(ballots[::-1])


def test_nothing_is_hinted_where_nothing_can_be_compared():
    rows = [Ballot("j", name, total=5.0) for name in "abc"]
    assert found_in(rows) == []
    assert found_in([]) == []


@pytest.mark.parametrize("rounds", [99, 200, 600])
def test_one_more_honest_round_passes_in_one_case_of_a_hundred(rounds):
    """It may fall before, between and after all of them, each as likely."""
    threshold = exceeded_by_few(np.arange(rounds)[::-1].astype(float))
    passing = rounds - threshold
    assert passing / (rounds + 1) <= FALSE_ALARMS < (passing + 1) / (rounds + 1)


@pytest.mark.slow
def test_honest_rounds_raise_a_hint_of_each_kind_once_in_a_hundred():
    counts = dict.fromkeys(("judge", "ballot", "pair"), 0)
    rounds = 150
    for number in range(rounds):
        kinds = {
            hint.kind for hint in found_in(ballots_of(made(1000 + number)), ROUNDS)
        }
        for kind in kinds:
            counts[kind] += 1
    assert max(counts.values()) <= 6  # 1.5 expected of each; 6 has a chance of 0.4 %
