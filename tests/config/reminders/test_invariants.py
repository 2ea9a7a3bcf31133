"""The checks of reminders, lied to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F

from awards.models import Reminded
from awards.outbox.models import Message
from awards.reminders.invariants import CHECKS
from tests.config.reminders.staged import call_closing, draft_of, noon, sweep

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def problems() -> list[str]:
    return [problem for check in CHECKS for problem in check()]


def said() -> Reminded:
    draft_of(call_closing(3 * DAY))
    sweep(noon())
    assert problems() == []
    return Reminded.objects.get()


def test_a_reminder_in_the_mail_of_another_day_is_found() -> None:
    said()
    Reminded.objects.update(day=F("day") + DAY)
    assert "another person or day" in problems()[0]


def test_a_reminder_whose_mail_went_elsewhere_is_found() -> None:
    said()
    Message.objects.update(to_email="else@example.org")
    assert "another address" in problems()[0]


def test_a_thing_said_twice_on_a_day_is_found() -> None:
    row = said()
    Reminded.objects.create(
        digest=row.digest,
        message=row.message,
        edition=row.edition,
        kind=row.kind,
        email=row.email,
        thing=row.thing,
        day=row.day,
        until=row.until,
    )
    assert "said 2 times" in problems()[0]
