"""One more ballot on one entry, asked for beside a close call."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from awards.models import Round
from config.people.extra_ballots import CHECKS
from judging.autopilot.services import ask_for
from judging.autopilot.situation import look_at
from judging.models import ExtraSeat, ExtraStep, RoundRules
from judging.refusals import JudgingError, RoundClosedError
from judging.results.runs import compute_due_results
from nominations.models import EntryCategory
from tests.judging.autopilot.flights import organiser_of, planned_round
from tests.judging.rounds import judged_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    made = judged_round(entries=8, judges=7)
    compute_due_results()
    return Round.objects.select_related("edition").get(pk=made.pk)


def close_one(round_: Round, nth: int = -1) -> EntryCategory:
    """Not the one that the planning would take first."""
    looked = look_at(round_)
    call = looked.planned(5).asked[nth]
    return EntryCategory.objects.select_related("category").get(
        pk=looked.names.places[call.entry]
    )


def test_it_is_a_step_by_hand_with_this_entry_alone(round_: Round) -> None:
    standing, organiser = close_one(round_), organiser_of(round_)
    step = ask_for(round_=round_, standing=standing, actor=organiser)
    assert (step.by, step.spent) == (organiser, 0)
    [seat] = step.seats.all()
    assert seat.assignment.entry_category == standing
    assert seat.told_at is None
    assert [line for check in CHECKS for line in check()] == []


def test_not_again_while_it_is_on_its_way(round_: Round) -> None:
    standing, organiser = close_one(round_), organiser_of(round_)
    ask_for(round_=round_, standing=standing, actor=organiser)
    with pytest.raises(JudgingError):
        ask_for(round_=round_, standing=standing, actor=organiser)
    assert ExtraSeat.objects.count() == 1


def test_a_request_by_hand_leaves_the_plan_its_budget() -> None:
    round_ = planned_round()
    standing = close_one(round_, 0)
    step = ask_for(round_=round_, standing=standing, actor=organiser_of(round_))
    assert step.spent == 0
    assert look_at(round_).state.spent == 0


def test_nothing_once_judging_is_over_or_the_entry_is_out(round_: Round) -> None:
    standing, organiser = close_one(round_), organiser_of(round_)
    standing.entry.eligibility = "refused"
    standing.entry.save()
    with pytest.raises(JudgingError):
        ask_for(round_=round_, standing=standing, actor=organiser)
    Round.objects.filter(pk=round_.pk).update(
        closes_at=timezone.now() - timedelta(hours=1)
    )
    round_.refresh_from_db()
    with pytest.raises(RoundClosedError):
        ask_for(round_=round_, standing=standing, actor=organiser)
    assert not ExtraStep.objects.exists()


def test_not_of_other_kinds_of_ballots(round_: Round) -> None:
    standing = close_one(round_)
    RoundRules.objects.update_or_create(
        round=round_, defaults={"ballot_kind": "screening"}
    )
    fresh = Round.objects.select_related("edition", "rules").get(pk=round_.pk)
    with pytest.raises(JudgingError):
        ask_for(round_=fresh, standing=standing, actor=organiser_of(round_))
