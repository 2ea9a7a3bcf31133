"""The checks of extra ballots find every lie that is told to them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from awards.ledger.models import Value
from config.people.extra_ballots import CHECKS
from judging.models import Assignment, ExtraSeat, ExtraStep, MethodLock
from tests.judging.autopilot.flights import asked_in, begin, flown_round
from tests.judging.autopilot.test_flying import again, certain
from tests.judging.rounds import judged_round

pytestmark = pytest.mark.django_db


def found() -> list[str]:
    return [problem for check in CHECKS for problem in check()]


def another_step() -> None:
    ExtraStep.objects.update(number=7)


def more_spent() -> None:
    ExtraStep.objects.update(spent=99)


def other_outcome() -> None:
    ExtraStep.objects.update(outcome="certain")


def other_row() -> None:
    ExtraStep.objects.update(ledger=1)


def no_step() -> None:
    ExtraStep.objects.all().delete()


def seat_gone() -> None:
    ExtraSeat.objects.earliest("pk").delete()


def other_entry() -> None:
    seat = ExtraSeat.objects.select_related("assignment").earliest("pk")
    given = Assignment.objects.filter(round=seat.assignment.round, extra_seats=None)
    seat.assignment = given.exclude(
        entry_category=seat.assignment.entry_category
    ).earliest("pk")
    seat.save()


def seat_of_another_round() -> None:
    other = judged_round(entries=2, seed=9)
    seat = ExtraSeat.objects.earliest("pk")
    seat.assignment = Assignment.objects.filter(round=other).earliest("pk")
    seat.save()


def taken_back_by_its_own_step() -> None:
    step = ExtraStep.objects.get()
    ExtraSeat.objects.update(taken_by=step)


def smaller_plan() -> None:
    lock_with("more", 1)


def narrower_plan() -> None:
    lock_with("near", 0.5)


def lock_with(name: str, value: float) -> None:
    lock = MethodLock.objects.get()
    lock.rules["extra_ballots"]["plan"][name] = value
    lock.save()


def lower_cap() -> None:
    lock = MethodLock.objects.get()
    lock.rules["extra_ballots"]["cap"] = 3
    lock.save()


def no_plan() -> None:
    lock = MethodLock.objects.get()
    del lock.rules["extra_ballots"]["plan"]
    lock.save()


@pytest.mark.parametrize(
    "lie",
    [
        another_step,
        more_spent,
        other_outcome,
        other_row,
        no_step,
        seat_gone,
        other_entry,
        seat_of_another_round,
        taken_back_by_its_own_step,
        smaller_plan,
        narrower_plan,
        lower_cap,
        no_plan,
    ],
)
def test_lie_is_found(lie: Callable[[], None]) -> None:
    flown_round()
    assert found() == []
    lie()
    assert found()


def test_truth_of_seats_taken_back_is_believed() -> None:
    round_ = flown_round()
    begin(asked_in(round_)[0])
    certain(round_)
    again(round_)
    assert ExtraSeat.objects.filter(taken_by__isnull=False).exists()
    assert found() == []
    back = Value.objects.filter(name="back").latest("number").value
    assert len(back) == ExtraSeat.objects.filter(taken_by__isnull=False).count()
