"""The planning of extra ballots, on rounds of every shape: what it may never do, and that
it ends.
"""

import random
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from judging.ranking.autopilot import (
    NEEDS_NONE,
    Contest,
    ExtraRule,
    Hold,
    Outcome,
    Planned,
    State,
    Verdict,
    Waiting,
    plan_ballots,
)
from judging.ranking.close_calls import Contender, Reader

JUDGES = [f"j{n}" for n in range(6)]


@st.composite
def rules(draw):
    near = draw(st.sampled_from([0.0, 0.05, 0.2]))
    return ExtraRule(
        more=draw(st.integers(0, 12)),
        cap=draw(st.integers(1, 6)),
        batch=draw(st.integers(1, 6)),
        enough=draw(st.sampled_from([0.5, 0.9, 1.1])),
        begin=draw(st.sampled_from([0.0, 0.9])),
        near=near,
        settled=near / 2,
    )


@st.composite
def states(draw):
    contests, waiting, loads = [], [], Counter()
    for category in draw(st.lists(st.sampled_from("abc"), unique=True, max_size=3)):
        contenders = []
        for number in range(draw(st.integers(0, 6))):
            entry = f"{category}/e{number}"
            held = draw(st.sets(st.sampled_from(JUDGES), max_size=5))
            shut = draw(st.sets(st.sampled_from(JUDGES), max_size=3))
            loads.update(held)
            late = draw(st.sets(st.sampled_from(sorted(held)))) if held else set()
            waiting += [
                Waiting(entry, judge, draw(st.booleans()), draw(st.booleans()))
                for judge in sorted(late)
            ]
            contenders.append(
                Contender(
                    entry,
                    draw(st.floats(0, 1)),
                    len(held),
                    frozenset(held | shut),
                )
            )
        due = draw(st.integers(0, 10))
        contests.append(
            Contest(
                category,
                tuple(contenders),
                draw(st.none() | st.floats(0, 1)),
                places=draw(st.integers(1, 3)),
                parts=draw(st.sampled_from([1, 1, 1, 2])),
                due=due,
                came=draw(st.integers(0, due)),
            )
        )
    readers = tuple(
        Reader(
            judge,
            loads[judge],
            draw(st.none() | st.integers(0, 8)),
            draw(st.none() | st.floats(0, 2)),
        )
        for judge in JUDGES
    )
    on_the_way = sum(one.extra for one in waiting)
    spent = on_the_way + draw(st.integers(0, 5))
    return State(tuple(contests), readers, tuple(waiting), spent)


def contenders_of(state: State) -> dict[str, tuple[Contest, Contender]]:
    return {
        one.entry: (contest, one)
        for contest in state.contests
        for one in contest.contenders
    }


def done(state: State, planned: Planned) -> State:
    """The round once the plan is carried out."""
    asked = {call.entry: call.judge for call in planned.asked}
    back = {(one.entry, one.judge) for one in planned.back}
    gone = Counter(entry for entry, _judge in back)

    def after(one: Contender) -> Contender:
        judge = asked.get(one.entry)
        return replace(
            one,
            ballots=one.ballots + (judge is not None) - gone[one.entry],
            closed=one.closed | ({judge} if judge else frozenset()),
        )

    loads = Counter(asked.values()) - Counter()
    loads.subtract(judge for _entry, judge in back)
    new = [Waiting(entry, judge, extra=True) for entry, judge in asked.items()]
    return replace(
        state,
        contests=tuple(
            replace(one, contenders=tuple(map(after, one.contenders)))
            for one in state.contests
        ),
        readers=tuple(
            replace(one, load=one.load + loads[one.judge]) for one in state.readers
        ),
        waiting=tuple(
            one for one in state.waiting if (one.entry, one.judge) not in back
        )
        + tuple(new),
        spent=state.spent + len(new) - len(back),
    )


@given(states(), rules(), st.none() | st.integers(1, 20))
def test_no_judge_is_asked_above_a_limit_or_against_a_conflict(state, rule, count):
    planned = plan_ballots(state, rule, count)
    known = contenders_of(state)
    assert all(call.judge not in known[call.entry][1].closed for call in planned.asked)
    gone = Counter(one.judge for one in planned.back)
    asked = Counter(call.judge for call in planned.asked)
    for reader in state.readers:
        if reader.limit is not None and asked[reader.judge]:
            load = reader.load - gone[reader.judge] + asked[reader.judge]
            assert load <= reader.limit


@given(states(), rules(), st.none() | st.integers(1, 20))
def test_only_open_entries_are_asked_for_once_and_below_the_cap(state, rule, count):
    planned = plan_ballots(state, rule, count)
    known, late = contenders_of(state), {one.entry for one in state.waiting}
    entries = [call.entry for call in planned.asked]
    assert len(set(entries)) == len(entries)
    for entry in entries:
        contest, contender = known[entry]
        assert rule.near <= contender.p <= 1 - rule.near
        assert contender.ballots < rule.cap
        assert entry not in late
        assert len(contest.contenders) > contest.places
        assert contest.parts == 1
        assert contest.p_winners is not None
        assert contest.p_winners < rule.enough
        assert contest.came >= rule.begin * contest.due


@given(states(), rules())
def test_no_more_is_asked_for_than_the_plan_has(state, rule):
    planned = plan_ballots(state, rule)
    if planned.asked:
        after = done(state, planned)
        assert sum(one.extra for one in after.waiting) <= rule.batch
        assert after.spent <= rule.more


@given(states(), rules(), st.integers(1, 20))
def test_by_hand_so_many_at_most_and_nothing_is_taken_back(state, rule, count):
    planned = plan_ballots(state, rule, count)
    assert len(planned.asked) <= count
    assert planned.back == []


@given(states(), rules())
def test_only_extra_seats_that_nobody_began_are_taken_back(state, rule):
    seats = {(one.entry, one.judge): one for one in state.waiting}
    known = contenders_of(state)
    for one in plan_ballots(state, rule).back:
        seat, (contest, contender) = seats[one.entry, one.judge], known[one.entry]
        assert seat.extra
        assert not seat.begun
        assert (
            len(contest.contenders) <= contest.places
            or contest.p_winners >= rule.enough
            or not rule.settled <= contender.p <= 1 - rule.settled
        )


@given(states(), rules())
def test_carried_out_and_looked_at_again_nothing_is_left_to_do(state, rule):
    planned = plan_ballots(state, rule)
    again = plan_ballots(done(state, planned), rule)
    assert (again.asked, again.back) == ([], [])


@given(states(), rules(), st.randoms(use_true_random=False))
def test_order_of_what_goes_in_is_without_effect(state, rule, chance: random.Random):
    def shuffled(found):
        found = list(found)
        chance.shuffle(found)
        return tuple(found)

    other = replace(
        state,
        contests=shuffled(
            replace(one, contenders=shuffled(one.contenders)) for one in state.contests
        ),
        readers=shuffled(state.readers),
        waiting=shuffled(state.waiting),
    )
    planned, again = plan_ballots(state, rule), plan_ballots(other, rule)
    assert planned.asked == again.asked
    assert planned.outcome == again.outcome
    assert planned.verdicts == again.verdicts
    assert {(one.entry, one.judge) for one in planned.back} == {
        (one.entry, one.judge) for one in again.back
    }


@given(states(), rules())
def test_it_ends_when_every_ballot_asked_for_comes(state, rule):
    state = replace(state, waiting=())
    for _step in range(rule.more + 2):
        planned = plan_ballots(state, rule)
        if not planned.asked:
            break
        state = replace(done(state, planned), waiting=())
    assert planned.outcome is not Outcome.ASKING


@given(states(), rules(), st.sampled_from(Hold))
def test_held_nothing_is_done(state, rule, hold):
    planned = plan_ballots(replace(state, hold=hold), rule)
    assert not planned.changes
    assert planned.outcome is Outcome.HELD


def one_contest(*chances: float, **values) -> State:
    contenders = tuple(
        Contender(f"a/e{number}", p, 3) for number, p in enumerate(chances)
    )
    usual = {"p_winners": 0.5, "places": 1}
    contest = Contest("a", contenders, **{**usual, **values})
    return State((contest,), tuple(map(Reader, JUDGES)), ())


RULE = ExtraRule(more=10, cap=5, batch=2)


def said(state: State, rule: ExtraRule = RULE) -> tuple[Verdict, Outcome]:
    planned = plan_ballots(state, rule)
    return planned.verdicts["a"], planned.outcome


def test_closest_are_asked_first_and_no_more_than_a_batch():
    planned = plan_ballots(one_contest(0.9, 0.45, 0.52), RULE)
    assert [call.entry for call in planned.asked] == ["a/e2", "a/e1"]
    assert planned.outcome is Outcome.ASKING


def test_every_end_has_its_reason():
    close = (0.5, 0.5)
    assert said(one_contest(*close, p_winners=0.9)) == (
        Verdict.CERTAIN,
        Outcome.CERTAIN,
    )
    assert said(one_contest(*close, places=2)) == (Verdict.EVERYBODY, Outcome.CERTAIN)
    assert said(one_contest(*close, parts=2)) == (
        Verdict.APART,
        Outcome.NOTHING_CLOSE,
    )
    assert said(one_contest(*close, p_winners=None))[0] is Verdict.UNKNOWN
    assert said(one_contest(0.995, 0.005))[0] is Verdict.SETTLED
    assert said(one_contest(*close, due=10, came=8)) == (
        Verdict.EARLY,
        Outcome.WAITING,
    )
    assert said(one_contest()) == (Verdict.EMPTY, Outcome.WAITING)
    assert said(one_contest(*close), replace(RULE, cap=3))[0] is Verdict.FULL
    assert said(one_contest(*close), replace(RULE, more=0)) == (
        Verdict.OPEN,
        Outcome.SPENT,
    )


def test_nobody_who_may_is_said():
    state = one_contest(0.5, 0.5)
    full = tuple(Reader(judge, 4, 4) for judge in JUDGES)
    assert said(replace(state, readers=full)) == (Verdict.NOBODY, Outcome.NOBODY)
    planned = plan_ballots(replace(state, readers=full), RULE)
    assert planned.unfilled == ["a/e0", "a/e1"]


def test_entries_with_a_ballot_on_its_way_wait():
    state = replace(
        one_contest(0.5, 0.5), waiting=(Waiting("a/e0", "j0"), Waiting("a/e1", "j1"))
    )
    assert said(state) == (Verdict.WAITING, Outcome.WAITING)


def test_certain_categories_give_their_seats_back_but_not_begun_ones():
    waiting = (
        Waiting("a/e0", "j0", extra=True),
        Waiting("a/e1", "j1", begun=True, extra=True),
        Waiting("a/e1", "j2"),
    )
    state = replace(one_contest(0.5, 0.5, p_winners=0.95), waiting=waiting, spent=2)
    planned = plan_ballots(state, RULE)
    assert [(one.entry, one.judge, one.why) for one in planned.back] == [
        ("a/e0", "j0", Verdict.CERTAIN)
    ]
    assert planned.verdicts["a"] in NEEDS_NONE


def test_a_seat_is_taken_back_later_than_it_would_be_asked_for():
    """So that no judge is asked, unasked and asked again."""
    waiting = (Waiting("a/e0", "j0", extra=True),)
    rule = replace(RULE, near=0.05, settled=0.02)
    for p, gone in ((0.06, 0), (0.03, 0), (0.01, 1)):
        state = replace(one_contest(p, 0.5), waiting=waiting, spent=1)
        assert len(plan_ballots(state, rule).back) == gone
