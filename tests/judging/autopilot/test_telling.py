"""Judges are told once a day of what was added or taken off, and of nothing else: that an
entry is close, or decided, is in no mail, page, calendar or feed of theirs.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.calendars.addresses import make_calendar_address
from awards.models import Round
from awards.outbox.models import Message
from awards.reminders.clock import site_zone
from awards.reminders.moments import is_night
from judging.autopilot import telling
from judging.autopilot.services import fly_due
from judging.autopilot.telling import tell_judges, tell_of
from judging.models import Assignment, ExtraSeat
from judging.results.runs import compute_due_results
from tests.judging.autopilot.flights import (
    answer,
    asked_in,
    flown_round,
    pilot_of,
)
from tests.judging.autopilot.test_flying import again, certain

pytestmark = pytest.mark.django_db
ABOUT = ("judge_assigned", "judge_unassigned")


def mails() -> list[Message]:
    return list(Message.objects.filter(event__in=ABOUT).order_by("pk"))


def days_pass(round_: Round) -> None:
    Message.objects.update(created_at=timezone.now() - timedelta(days=1))


def test_each_judge_gets_one_mail_of_all_that_came() -> None:
    round_ = flown_round()
    assert mails() == []
    asked = asked_in(round_)
    assert tell_of(round_) == len({row.judge_id for row in asked})
    assert {mail.recipient_id for mail in mails()} == {
        row.judge.user_id for row in asked
    }
    assert tell_of(round_) == 0


def test_second_mail_waits_for_the_next_day() -> None:
    round_ = flown_round()
    tell_of(round_)
    first = len(mails())
    for row in asked_in(round_):
        answer(row)
    compute_due_results()
    fly_due()
    new = [row for row in asked_in(round_) if not hasattr(row, "ballot")]
    heard = {mail.recipient_id for mail in mails()}
    unheard = {row.judge.user_id for row in new} - heard
    assert tell_of(round_) == len(unheard)
    days_pass(round_)
    tell_of(round_)
    assert len(mails()) == first + len({row.judge_id for row in new})
    assert not telling.untold().exists()


def test_what_is_taken_back_before_it_was_told_is_never_mentioned() -> None:
    round_ = flown_round()
    certain(round_)
    again(round_)
    assert asked_in(round_) == []
    assert tell_of(round_) == 0
    assert mails() == []
    assert not telling.untold().exists()


def test_what_is_taken_back_later_is_told_as_any_removal() -> None:
    round_ = flown_round()
    judges = {row.judge.user_id for row in asked_in(round_)}
    tell_of(round_)
    certain(round_)
    again(round_)
    assert tell_of(round_) == 0
    days_pass(round_)
    tell_of(round_)
    gone = [mail for mail in mails() if mail.event == "judge_unassigned"]
    assert {mail.recipient_id for mail in gone} == judges


def test_sweep_tells_by_day_and_never_at_night() -> None:
    flown_round()
    told = tell_judges()
    assert bool(told) is not is_night(timezone.now(), site_zone())


def test_nothing_a_judge_is_sent_or_shown_tells_that_it_is_close() -> None:
    """The request of a close entry reads as one that another judge gave back."""
    round_ = flown_round()
    tell_of(round_)
    [row, *_others] = asked_in(round_)
    p = ExtraSeat.objects.get(assignment=row).p
    for mail in mails():
        tells_nothing(mail.subject + mail.text + mail.html, p)
        tells_nothing(str(mail.attachments), p)
    Assignment.objects.filter(pk=row.pk).update(cleared_at=timezone.now())
    client = Client()
    client.force_login(row.judge.user)
    for language in ("th", "en"):
        for name, args in (
            ("judging:judge-home", []),
            ("judging:ballot-edit", [row.pk]),
            ("judging:conflict-declare", [row.pk]),
            ("judging:receipts-show", [round_.edition.code]),
            ("judging:own-scores", [round_.edition.code]),
        ):
            address = reverse(name, args=args).split("/", 2)[2]
            answered = client.get(f"/{language}/{address}")
            assert answered.status_code == 200, name
            tells_nothing(answered.content.decode(), p)
    key = make_calendar_address(user=row.judge.user)
    feed = client.get(reverse("calendar-feed", args=[key]))
    assert feed.status_code == 200
    tells_nothing(feed.content.decode(), p)
    refused = client.get(reverse("judging:autopilot", args=[round_.edition.code]))
    assert refused.status_code == 404
    why = Assignment.objects.get(pk=row.pk).reasons
    assert [one["code"] for one in why["why"]] == ["later", "takes"]


def tells_nothing(text: str, p: float) -> None:
    lowered = text.casefold()
    for word in (
        "extra ballot",
        "close call",
        "too close",
        "chance",
        "autopilot",
        "ใบคะแนนเพิ่ม",
        "ใกล้เคียง",
        "โอกาส",
        f"{p:.2f}",
        f"{p:.3f}",
    ):
        assert word not in lowered, word


def test_an_entry_asked_for_again_and_one_given_back_read_alike() -> None:
    from judging.assigning.replacements import ask_one_more
    from tests.judging.autopilot.flights import organiser_of

    round_ = flown_round()
    [row, *_others] = asked_in(round_)
    free = [
        place
        for place in Assignment.objects.filter(round=round_)
        if place.entry_category_id != row.entry_category_id
    ]
    replaced = ask_one_more(
        edition=round_.edition,
        round_=round_,
        entry_category=free[0].entry_category,
        actor=organiser_of(round_),
    )
    row.refresh_from_db()
    codes = [[sorted(one) for one in each.reasons["why"]] for each in (row, replaced)]
    assert codes[0] == codes[1]
    assert pilot_of(round_).outcome
