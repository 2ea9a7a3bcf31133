from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.outbox import sending
from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Message, Suppression
from awards.outbox.outgoing import as_mail
from awards.outbox.rendering import render_mail
from awards.outbox.services import prepare_mail, save_messages
from awards.outbox.work import MOST_CUTS, STUCK_AFTER, WorkState
from tests.factories import make_message, moment

pytestmark = pytest.mark.django_db


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_due_messages_are_sent_once_in_order() -> None:
    for number in range(3):
        make_message(f"r{number}@example.org")
    make_message("later@example.org", due_at=moment(hours=1))
    assert deliver_messages().sent == 3
    assert [message.to[0] for message in mail.outbox] == [
        "r0@example.org",
        "r1@example.org",
        "r2@example.org",
    ]
    assert deliver_messages().sent == 0


def test_message_of_a_rolled_back_act_never_exists() -> None:
    with transaction.atomic():
        make_message()
        transaction.set_rollback(True)
    assert deliver_messages().sent == 0


def test_suppressed_address_gets_nothing() -> None:
    Suppression.objects.create(email="Gone@example.org", reason="bounced")
    make_message("gone@example.org")
    assert deliver_messages().suppressed == 1
    assert states() == [WorkState.DROPPED]


def test_claim_is_won_by_one() -> None:
    message = make_message()
    assert [Message.objects.claim(message.pk) for _ in range(2)] == [True, False]


def test_message_of_a_dead_worker_is_freed() -> None:
    make_message(
        state=WorkState.CLAIMED,
        claimed_at=moment(seconds=-STUCK_AFTER.total_seconds() - 5),
        attempts=1,
    )
    make_message(state=WorkState.CLAIMED, claimed_at=moment(minutes=-1), attempts=1)
    assert deliver_messages().sent == 1


def test_every_attempt_carries_the_same_message_id() -> None:
    message = make_message()
    assert (
        as_mail(message).extra_headers["Message-ID"]
        == as_mail(message).extra_headers["Message-ID"]
    )


def test_command_prints_one_json_document() -> None:
    make_message()
    out = StringIO()
    call_command("deliver_messages", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {
        "sent": 1,
        "retried": 0,
        "failed": 0,
        "by_mail": 0,
        "suppressed": 0,
        "outdated": 0,
    }


def test_mail_text_is_plain_and_its_page_is_escaped() -> None:
    context = {
        "announcement": {"title": "A & B <i>"},
        "maker": {"name": "M"},
        "certificates": [],
    }
    rendered = render_mail("dsure/emails/announced.txt", context, "en")
    assert rendered.subject == "dSURE: A & B <i>"
    assert "A &amp; B &lt;i&gt;" in rendered.html


def test_subject_cannot_bring_a_second_header() -> None:
    context = {
        "announcement": {"title": "x\r\nBcc: all@example.org"},
        "maker": {"name": "M"},
        "certificates": [],
    }
    assert "\n" not in render_mail("dsure/emails/announced.txt", context, "en").subject


@given(keys=st.lists(st.sampled_from("abcdef"), max_size=12))
@settings(
    max_examples=25,
    deadline=None,
)
def test_same_key_is_written_once_however_often_it_is_queued(keys: list[str]) -> None:
    Message.objects.all().delete()
    context = {
        "announcement": {"title": "x"},
        "maker": {"name": "M"},
        "certificates": [],
    }
    written = 0
    for key in keys:
        prepared = prepare_mail(
            "test",
            "dsure/emails/announced.txt",
            context,
            dedupe_key=key,
            to_email="a@example.org",
            language="en",
        )
        written += save_messages([prepared])
    assert written == Message.objects.count() == len(set(keys))


class Crash(BaseException):
    """The worker is killed here."""


CRASHES = ("no", "before sending", "after sending")


@given(
    plan=st.lists(
        st.lists(st.sampled_from(CRASHES), min_size=1, max_size=MOST_CUTS - 1),
        min_size=1,
        max_size=6,
    )
)
@settings(
    max_examples=30,
    deadline=None,
)
def test_no_mail_is_lost_or_sent_twice_but_by_a_crash_between_sending_and_noting(
    plan: list[list[str]],
) -> None:
    """Each mail has a list of what happens to the worker at its successive attempts;
    after those nothing more does.
    """
    Message.objects.all().delete()
    fates = {
        make_message(f"m{number}@example.org").to_email: list(fate)
        for number, fate in enumerate(plan)
    }
    sent: list[str] = []

    def hand_over(message: Any, connection: Any) -> None:
        fate = fates[message.to[0]].pop(0) if fates[message.to[0]] else "no"
        if fate == "before sending":
            raise Crash
        sent.append(message.to[0])
        if fate == "after sending":
            raise Crash

    usual, sending.hand_over = sending.hand_over, hand_over
    try:
        while Message.objects.filter(
            state__in=[WorkState.QUEUED, WorkState.CLAIMED]
        ).exists():
            try:
                deliver_messages()
            except Crash:
                Message.objects.filter(state=WorkState.CLAIMED).update(
                    claimed_at=moment(minutes=-6)
                )
    finally:
        sending.hand_over = usual
    for number, fate in enumerate(plan):
        before_done = fate[: fate.index("no")] if "no" in fate else fate
        assert sent.count(f"m{number}@example.org") == 1 + before_done.count(
            "after sending"
        )
