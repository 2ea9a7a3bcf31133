"""Made-up awards flown by the worker's own planning: within the plan, the same again, and
worth it.
"""

from dataclasses import replace

import numpy as np
import pytest

from judging.ranking.autopilot import ExtraRule, Outcome
from judging.ranking.rules import Rules
from judging.ranking.simulation import Plan, Size, fly, ready_plans, worth_of
from judging.ranking.simulation.awards import numbered_award
from judging.ranking.simulation.piloted import _Flight

SMALL = Size(entries=18, judges=8, categories=2, places=2)
PLAN = Plan("x", 3, ExtraRule(more=12, cap=5, batch=4))


def test_same_figures_fly_the_same():
    assert fly(PLAN, SMALL, 1, 2) == fly(PLAN, SMALL, 1, 2)
    assert fly(PLAN, SMALL, 1, 2) != fly(PLAN, SMALL, 2, 2)


def test_flight_ends_within_its_plan():
    for number in range(4):
        flown = fly(PLAN, SMALL, 3, number)
        assert 54 <= flown.ballots <= 54 + 12
        assert flown.outcome not in (Outcome.ASKING, Outcome.WAITING)


def test_no_entry_gets_more_than_the_cap_and_no_judge_more_than_the_limit():
    award = numbered_award(SMALL.scenario(3), 5, 0)
    rules = Rules(places=2, draws=200)
    rng = np.random.Generator(np.random.PCG64(1))
    most = int(np.bincount(award.judge).max()) + 1
    flight = _Flight(award, PLAN.rule, rules, rng, most)
    for _step in range(6):
        flight.follow(flight.planned())
        flight.let_answer()
    assert np.bincount(flight.award.entry).max() <= PLAN.rule.cap
    assert np.bincount(flight.award.judge).max() <= most
    pairs = list(zip(flight.award.entry, flight.award.judge, strict=True))
    assert len(set(pairs)) == len(pairs)


def test_nothing_to_spend_is_the_first_ballots_alone():
    plan = replace(PLAN, rule=replace(PLAN.rule, more=0))
    flown = fly(plan, SMALL, 1, 0)
    assert (flown.ballots, flown.taken_back) == (54, 0)


def test_ready_made_plans_say_what_they_take():
    size = Size(200, 30)
    found = [(one.code, one.first, one.rule.more) for one in ready_plans(size, 5)]
    assert found == [
        ("even", 5, 0),
        ("same", 4, 200),
        ("fewer", 3, 200),
        ("more", 5, 200),
    ]
    assert [one.ballots(size) for one in ready_plans(size, 5)] == [
        1000,
        1000,
        800,
        1200,
    ]
    assert [one.code for one in ready_plans(size, 2)] == ["even", "more"]
    assert [one.rule.batch for one in ready_plans(size, 5)] == [1, 20, 20, 20]
    assert {one.rule.cap for one in ready_plans(Size(20, 6), 5)} == {6}


def test_errors_are_those_of_the_mean():
    flown = [fly(PLAN, SMALL, 1, number) for number in range(3)]
    worth = worth_of(flown, flown)
    assert (worth.gain, worth.gain_error) == (0.0, 0.0)
    values = [one.best_wins for one in flown]
    assert worth.best_wins == pytest.approx(np.mean(values))
    assert worth.best_error == pytest.approx(np.std(values, ddof=1) / 3**0.5)


@pytest.mark.slow
def test_ballots_placed_where_it_is_close_find_more_of_the_winners():
    """As many ballots; 40 awards of 40 entries and 10 judges, the same under both plans."""
    size = Size(40, 10)
    even, placed = ready_plans(size, 5)[:2]
    found = {
        plan.code: [fly(plan, size, 7, number) for number in range(40)]
        for plan in (even, placed)
    }
    alike = worth_of(found["even"], found["even"])
    close = worth_of(found["same"], found["even"])
    assert close.ballots <= alike.ballots
    assert close.winners > alike.winners
