"""No more mails in a minute than the server or a domain is said to take."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from tests.factories import make_message, moment

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return [message.to[0] for message in mail.outbox]


def test_in_all_so_many_a_minute_and_the_rest_in_the_next() -> None:
    for number in range(10):
        make_message(f"r{number}@example.org")
    with override_settings(MAIL_RATE=4):
        assert deliver_messages().sent == 4
        assert deliver_messages().sent == 0
        Message.objects.filter(state=WorkState.DONE).update(
            finished_at=moment(seconds=-61)
        )
        assert deliver_messages().sent == 4
    assert deliver_messages().sent == 2
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_a_domain_that_is_full_holds_up_no_other() -> None:
    for number in range(6):
        make_message(f"r{number}@Slow.example.org")
    for number in range(3):
        make_message(f"q{number}@example.org")
    with override_settings(MAIL_DOMAIN_RATES={"slow.example.org": 2}):
        assert deliver_messages().sent == 5
        assert deliver_messages().sent == 0
    waiting = Message.objects.filter(state=WorkState.QUEUED)
    assert {m.to_email.partition("@")[2] for m in waiting} == {"Slow.example.org"}
    assert {(m.attempts, m.last_error) for m in waiting} == {(0, "")}


def test_a_mail_that_somebody_waits_for_is_never_held_up() -> None:
    make_message("first@example.org")
    with override_settings(MAIL_RATE=1):
        assert deliver_messages().sent == 1
        make_message("link@example.org", priority=Message.URGENT)
        assert deliver_messages().sent == 1
    assert told() == ["first@example.org", "link@example.org"]


def test_without_a_rate_nothing_is_counted() -> None:
    make_message()
    with CaptureQueriesContext(connection) as asked:
        deliver_messages()
    assert not [query for query in asked if "SPLIT_PART" in query["sql"]]
