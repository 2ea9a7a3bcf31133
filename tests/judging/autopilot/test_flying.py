"""What the worker does when ballots came: what it asks for, whom, and that nothing is done
twice, halfway, or beyond the plan.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from awards.ledger.models import Row, Value
from awards.models import Round
from awards.outbox.work import WorkState
from judging.autopilot.plans import Chosen, pause, resume, set_plan
from judging.autopilot.services import digest_of, fly, fly_due, place_more
from judging.autopilot.situation import look_at
from judging.conflicts.services import declare_conflict
from judging.models import (
    Assignment,
    Autopilot,
    ExtraSeat,
    ExtraStep,
    Judge,
    MethodLock,
    ResultRun,
    RoundRules,
)
from judging.refusals import JudgingError, PlanChangedError, RoundClosedError
from judging.results.method import lock_method, rules_now, setup_of
from judging.results.runs import compute_due_results
from nominations.models import Entry
from tests.judging.autopilot.flights import (
    PLAN,
    answer,
    asked_in,
    begin,
    flown_round,
    jury_of,
    organiser_of,
    pilot_of,
    planned_round,
)
from tests.judging.rounds import judged_round

pytestmark = pytest.mark.django_db


def held_by(round_: Round) -> Counter[int]:
    rows = Assignment.objects.standing().filter(round=round_)
    return Counter(rows.values_list("judge_id", flat=True))


def certain(round_: Round, enough: float = 0.0) -> None:
    """As if the rule that was locked were content with so much."""
    lock = MethodLock.objects.get(round=round_)
    lock.rules["extra_ballots"]["enough"] = enough
    lock.save()


def again(round_: Round) -> int:
    Autopilot.objects.filter(round=round_).update(seen=None)
    return fly_due()


def test_close_entries_are_asked_for_once_each_and_written_down() -> None:
    round_ = flown_round()
    asked = asked_in(round_)
    assert len(asked) == PLAN.batch
    assert len({row.entry_category_id for row in asked}) == PLAN.batch
    step = ExtraStep.objects.get(round=round_)
    assert (step.number, step.spent, step.by) == (1, PLAN.batch, None)
    row = Row.objects.get(act="autopilot.step")
    assert row.number == step.ledger
    assert row.actor == "system"
    said = Value.objects.get(chain=row.chain, number=row.number, name="asked").value
    assert {line["category"] for line in said} == {"area-0"}
    assert all(0 < line["p"] < 1 and line["ballots"] == 3 for line in said)
    seats = ExtraSeat.objects.filter(step=step).values_list("p", flat=True)
    assert sorted(line["p"] for line in said) == sorted(round(p, 4) for p in seats)
    assert Row.objects.filter(act="judge.assigned").count() >= 1


def test_nobody_judges_an_entry_twice_or_more_than_the_cap() -> None:
    round_ = flown_round()
    held = Counter(
        Assignment.objects.standing()
        .filter(round=round_)
        .values_list("judge_id", "entry_category_id")
    )
    assert set(held.values()) == {1}
    entries = Counter(place for _judge, place in held)
    assert max(entries.values()) <= PLAN.cap


def test_looked_at_again_nothing_more_is_done() -> None:
    round_ = flown_round()
    before = (Row.objects.count(), ExtraSeat.objects.count())
    compute_due_results()
    fly_due()
    assert again(round_) == 1
    assert (Row.objects.count(), ExtraSeat.objects.count()) == before
    assert pilot_of(round_).outcome == "waiting"


def test_worker_does_not_look_where_nothing_was_computed_since() -> None:
    flown_round()
    compute_due_results()
    fly_due()
    assert fly_due() == 0


def test_ballots_that_came_make_room_for_others_until_all_are_spent() -> None:
    round_ = flown_round()
    for _turn in range(6):
        for row in asked_in(round_):
            if not hasattr(row, "ballot"):
                answer(row)
        compute_due_results()
        fly_due()
    assert pilot_of(round_).outcome in ("spent", "nothing_close", "certain")
    assert len(asked_in(round_)) <= PLAN.more
    steps = list(ExtraStep.objects.filter(round=round_).order_by("number"))
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert steps[-1].outcome == pilot_of(round_).outcome


def test_judge_at_the_limit_and_judge_with_a_conflict_are_passed_over() -> None:
    round_ = planned_round()
    jury, held = jury_of(round_), held_by(round_)
    for judge in jury[:3]:
        Judge.objects.filter(pk=judge.pk).update(limit=held[judge.pk])
    tied = jury[3]
    entries = Entry.objects.filter(edition=round_.edition)
    for entry in entries:
        declare_conflict(judge=tied, entry=entry, reason="ญาติ")
    fly_due()
    asked = asked_in(round_)
    assert asked
    assert {row.judge_id for row in asked} <= {judge.pk for judge in jury[4:]}


def test_no_eligible_judge_is_said_and_asked_again_once_there_is_one() -> None:
    round_ = planned_round()
    for judge, count in held_by(round_).items():
        Judge.objects.filter(pk=judge).update(limit=count)
    fly_due()
    assert asked_in(round_) == []
    pilot = pilot_of(round_)
    assert pilot.outcome == "nobody"
    assert pilot.found["unfilled"]
    assert ExtraStep.objects.get(round=round_).outcome == "nobody"
    Judge.objects.update(limit=None)
    again(round_)
    assert asked_in(round_)


def test_withdrawn_entry_is_asked_for_no_more() -> None:
    round_ = flown_round()
    [first, *_others] = asked_in(round_)
    entry = first.entry_category.entry
    Entry.objects.filter(pk=entry.pk).update(state="withdrawn")
    again(round_)
    standing = [row for row in asked_in(round_) if row.entry_category.entry == entry]
    assert standing == [first]
    assert not Assignment.objects.standing().filter(pk=first.pk)
    spent = ExtraStep.objects.filter(round=round_).latest("number").spent
    assert spent <= PLAN.batch


def test_recused_judge_is_replaced_by_another() -> None:
    round_ = flown_round()
    [first, *_others] = asked_in(round_)
    entry = first.entry_category.entry
    declare_conflict(judge=first.judge, entry=entry, reason="ญาติ")
    compute_due_results()
    fly_due()
    now = [
        row
        for row in asked_in(round_)
        if row.entry_category.entry == entry and row.recused_at is None
    ]
    assert all(row.judge_id != first.judge_id for row in now)
    standing = Assignment.objects.standing().filter(round=round_)
    extra = ExtraSeat.objects.held().filter(assignment__in=standing)
    assert extra.count() <= PLAN.batch


def test_seats_not_needed_any_more_are_taken_back_but_not_begun_ones() -> None:
    round_ = flown_round()
    [begun, *others] = asked_in(round_)
    begin(begun)
    certain(round_)
    assert again(round_) == 1
    assert [row.pk for row in asked_in(round_)] == [begun.pk]
    gone = Assignment.objects.filter(pk__in=[row.pk for row in others])
    assert {row.reasons["removed"] for row in gone} == {"hand"}
    step = ExtraStep.objects.filter(round=round_).latest("number")
    assert (step.number, step.spent) == (2, 1)
    value = Value.objects.get(
        chain=round_.edition.code, number=step.ledger, name="back"
    ).value
    assert {line["why"] for line in value} == {"certain"}
    certain(round_, 0.99)
    pairs = {(row.judge_id, row.entry_category_id) for row in others}
    again(round_)
    new = {(row.judge_id, row.entry_category_id) for row in asked_in(round_)}
    assert not new & pairs  # whoever was asked in vain is not asked again


def test_end_is_noted_once() -> None:
    round_ = planned_round()
    certain(round_)
    for _turn in range(3):
        again(round_)
    [step] = ExtraStep.objects.filter(round=round_)
    assert (step.outcome, step.spent) == ("certain", 0)


def test_cut_off_in_the_middle_nothing_stays_and_the_next_worker_does_it() -> None:
    round_ = planned_round()
    pilot = Autopilot.objects.select_related("round__edition").get(round=round_)

    class KilledError(Exception):
        pass

    wanted = set()

    @transaction.atomic
    def cut_off() -> None:
        fly(pilot)
        wanted.update((row.judge_id, row.entry_category_id) for row in asked_in(round_))
        raise KilledError

    with pytest.raises(KilledError):
        cut_off()
    assert not ExtraSeat.objects.exists()
    assert not Row.objects.filter(act="autopilot.step").exists()
    long_ago = timezone.now() - timedelta(minutes=6)
    Autopilot.objects.update(state=WorkState.CLAIMED, claimed_at=long_ago, attempts=1)
    assert fly_due() == 1
    done = {(row.judge_id, row.entry_category_id) for row in asked_in(round_)}
    assert done == wanted


def test_round_that_fails_keeps_no_other_waiting() -> None:
    round_, other = planned_round(), planned_round(seed=6)
    lock = MethodLock.objects.get(round=round_)
    del lock.rules["extra_ballots"]["cap"]
    lock.save()
    assert fly_due() == 1
    assert asked_in(other)
    pilot = pilot_of(round_)
    assert (pilot.state, pilot.attempts) == (WorkState.QUEUED, 1)
    assert "cap" in pilot.last_error
    assert fly_due() == 0  # not before its moment


def test_plan_is_in_the_locked_rules_and_stays_there() -> None:
    round_ = planned_round()
    lock = MethodLock.objects.get(round=round_)
    plan = lock.rules["extra_ballots"]
    assert (plan["cap"], plan["plan"]["more"], plan["plan"]["first"]) == (5, 6, 3)
    with pytest.raises(JudgingError):
        set_plan(round_=round_, plan=Chosen(3, 50, 7, 10), actor=organiser_of(round_))
    Autopilot.objects.filter(round=round_).update(more=50, cap=7)
    assert rules_now(round_)["extra_ballots"]["cap"] == 7
    assert setup_of(lock)["extra_ballots"] == lock.rules["extra_ballots"]


def test_odd_plans_are_refused() -> None:
    round_ = judged_round(entries=4)
    actor = organiser_of(round_)
    Round.objects.filter(pk=round_.pk).update(quorum=3)
    round_.refresh_from_db()
    for plan in (Chosen(3, 5, 3, 2), Chosen(2, 5, 6, 2)):
        with pytest.raises(JudgingError):
            set_plan(round_=round_, plan=plan, actor=actor)
    assert not Autopilot.objects.exists()


def test_round_without_a_plan_is_left_alone() -> None:
    judged_round(entries=8, judges=7)
    compute_due_results()
    assert fly_due() == 0
    assert not ExtraStep.objects.exists()


def test_paused_nothing_is_asked_and_resumed_it_goes_on() -> None:
    round_ = planned_round()
    organiser = organiser_of(round_)
    with pytest.raises(JudgingError):
        pause(round_=round_, reason=" ", actor=organiser)
    pause(round_=round_, reason="รอการประชุม", actor=organiser)
    assert fly_due() == 0
    resume(round_=round_, actor=organiser)
    assert fly_due() == 1
    assert asked_in(round_)
    acts = Row.objects.filter(act__startswith="autopilot.").values_list(
        "act", flat=True
    )
    assert list(acts.order_by("number")) == [
        "autopilot.set",
        "autopilot.paused",
        "autopilot.resumed",
        "autopilot.step",
    ]


def test_pausing_where_nothing_is_planned_is_refused() -> None:
    round_ = judged_round(entries=4)
    with pytest.raises(JudgingError):
        pause(round_=round_, reason="x", actor=organiser_of(round_))
    with pytest.raises(JudgingError):
        resume(round_=round_, actor=organiser_of(round_))


@pytest.mark.parametrize(("hours", "outcome"), [(23, "deadline"), (-1, "closed")])
def test_shortly_before_the_end_and_after_it_nobody_is_asked(
    hours: int, outcome: str
) -> None:
    round_ = planned_round()
    closes = timezone.now() + timedelta(hours=hours)
    Round.objects.filter(pk=round_.pk).update(closes_at=closes)
    fly_due()
    assert asked_in(round_) == []
    assert pilot_of(round_).outcome == outcome
    steps = ExtraStep.objects.filter(round=round_)
    assert [step.outcome for step in steps] == ["deadline"] * (outcome == "deadline")


def test_by_hand_what_was_previewed_is_asked_for_or_nothing() -> None:
    round_ = judged_round(entries=8, judges=7)
    compute_due_results()
    round_ = Round.objects.select_related("edition").get(pk=round_.pk)
    organiser, looked = organiser_of(round_), look_at(round_)
    planned = looked.planned(3)
    assert len(planned.asked) == 3
    with pytest.raises(PlanChangedError):
        place_more(round_=round_, count=3, expected="0" * 32, actor=organiser)
    assert not ExtraSeat.objects.exists()
    step = place_more(
        round_=round_, count=3, expected=digest_of(planned), actor=organiser
    )
    assert step is not None
    assert (step.by, step.spent, step.seats.count()) == (organiser, 0, 3)
    row = Row.objects.get(act="autopilot.step")
    value = Value.objects.get(chain=row.chain, number=row.number, name="by_hand")
    assert value.value is True
    assert row.actor != "system"


def test_by_hand_nothing_once_judging_is_over() -> None:
    round_ = planned_round()
    Round.objects.filter(pk=round_.pk).update(
        closes_at=timezone.now() - timedelta(hours=1)
    )
    round_.refresh_from_db()
    expected = digest_of(look_at(round_).planned(2))
    with pytest.raises(RoundClosedError):
        place_more(
            round_=round_, count=2, expected=expected, actor=organiser_of(round_)
        )


def test_what_was_asked_by_hand_is_not_taken_back() -> None:
    round_ = planned_round(Chosen(3, 0, 5, 4))
    organiser, planned = organiser_of(round_), look_at(round_).planned(2)
    place_more(round_=round_, count=2, expected=digest_of(planned), actor=organiser)
    certain(round_)
    assert look_at(round_).planned().back == []


def test_first_ballots_are_waited_for() -> None:
    round_ = planned_round()
    late = Assignment.objects.filter(round=round_).order_by("pk")[:4]
    for row in late:
        row.ballot.state = "draft"
        row.ballot.save()
    compute_due_results()
    ResultRun.objects.update(computed_at=timezone.now())
    fly_due()
    assert asked_in(round_) == []
    found = pilot_of(round_).found["categories"]
    assert found["area-0"]["verdict"] == "early"


def test_other_kinds_of_ballots_are_not_planned() -> None:
    round_ = judged_round(entries=4)
    RoundRules.objects.create(round=round_, ballot_kind="screening")
    round_ = Round.objects.select_related("edition", "rules").get(pk=round_.pk)
    with pytest.raises(JudgingError):
        set_plan(round_=round_, plan=PLAN, actor=organiser_of(round_))
    with pytest.raises(JudgingError):
        place_more(round_=round_, count=1, expected="", actor=organiser_of(round_))
    Autopilot.objects.create(round=round_, more=5, cap=5, batch=2)
    assert "plan" not in rules_now(round_)["extra_ballots"]
    lock_method(round_=round_, actor=None)
    assert fly_due() == 1
    assert pilot_of(round_).outcome == "off"
    assert not ExtraStep.objects.exists()
