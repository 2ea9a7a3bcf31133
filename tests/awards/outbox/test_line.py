"""Messages by LINE: once each, and by mail where LINE leads nowhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.accounts.models import User
from awards.outbox import line_carrier as channel
from awards.outbox.delivery import Lane, Sweep, deliver_due_messages, deliver_messages
from awards.outbox.line_carrier import LONGEST, line_text, shortened
from awards.outbox.models import (
    Channel,
    LineLink,
    Message,
    Preference,
    Relay,
    Suppression,
)
from awards.outbox.services import save_messages
from awards.outbox.topics import Topic
from awards.outbox.work import WorkState
from tests.awards.outbox.lineserver import Line, line_server
from tests.factories import make_message, make_user, moment
from tests.factories.basics import numbers

pytestmark = pytest.mark.django_db

TOKEN = "line-token-of-tests"


@pytest.fixture
def line(settings: Any) -> Iterator[Line]:
    with line_server() as server:
        settings.LINE_ACCESS_TOKEN = TOKEN
        settings.LINE_API_URL = server.url
        settings.OUTGOING_PRIVATE_ORIGINS = [server.url]
        yield server


def linked(**fields: Any) -> User:
    """A person who wants reminders and news by LINE."""
    user = make_user()
    LineLink.objects.create(user=user, line_user=f"U{next(numbers):032x}", **fields)
    for topic in (Topic.REMINDERS, Topic.NEWS):
        Preference.objects.create(user=user, topic=topic, channel=Channel.LINE)
    return user


def to_line(user: User, **fields: Any) -> Message:
    return make_message(user.email, recipient=user, channel=Channel.LINE, **fields)


def sweep_line() -> Sweep:
    return deliver_messages(lane=Lane.LINE)


def written(user: User, **fields: Any) -> Message:
    usual = {
        "event": "entry-reminder",
        "dedupe_key": f"line:{next(numbers)}",
        "to_email": user.email,
        "language": "th",
        "subject": "เรื่อง",
        "text": "เรียน …\n\nเนื้อความ\n",
    }
    message = Message(recipient=user, **{**usual, **fields})
    save_messages([message])
    return Message.objects.get(dedupe_key=message.dedupe_key)


def again() -> None:
    """As if the pauses were over."""
    Message.objects.filter(state=WorkState.QUEUED).update(due_at=moment(seconds=-1))
    Relay.objects.update(next_try_at=None)


def test_reminder_goes_by_line_to_who_chose_it_and_by_mail_to_others(
    line: Line,
) -> None:
    who, other = linked(), make_user()
    assert written(who).channel == Channel.LINE
    assert written(other).channel == Channel.MAIL
    assert (deliver_messages().sent, sweep_line().sent) == (1, 1)
    [pushed] = line.asked
    assert pushed.to == who.line_link.line_user
    assert pushed.authorization == f"Bearer {TOKEN}"
    assert "เนื้อความ" in pushed.text
    assert [sent.to for sent in mail.outbox] == [[other.email]]
    assert not line.elsewhere


def test_what_work_requires_goes_by_mail(line: Line) -> None:
    assert written(linked(), event="entry-received").channel == Channel.MAIL


def test_nothing_goes_by_line_while_it_is_off(settings: Any) -> None:
    settings.LINE_ACCESS_TOKEN = ""
    who = linked()
    assert written(who).channel == Channel.MAIL
    left = to_line(who)
    assert sweep_line().by_mail == 1
    left.refresh_from_db()
    assert (left.channel, left.state) == (Channel.MAIL, WorkState.QUEUED)


def test_broken_link_leads_to_the_mailbox(line: Line) -> None:
    assert written(linked(broken_at=moment())).channel == Channel.MAIL


def test_ways_of_many_cost_one_statement(line: Line) -> None:
    people = [linked() for _ in range(3)]
    for some in (people[:1], people):
        mails = [
            Message(
                event="entry-reminder",
                dedupe_key=f"many:{next(numbers)}",
                recipient=who,
                to_email=who.email,
                language="th",
            )
            for who in some
        ]
        with CaptureQueriesContext(connection) as asked:
            save_messages(mails)
        assert len(asked) == 2


def test_secrets_never_go_by_line(line: Line) -> None:
    who = linked()
    assert written(who, text="go: s3cret", secrets=["s3cret"]).channel == Channel.MAIL
    to_line(who, text="go: s3cret", secrets=["s3cret"])
    assert sweep_line().by_mail == 1
    assert not line.asked


def test_each_message_has_a_key_of_its_own_that_stays(line: Line) -> None:
    who = linked()
    first, second = to_line(who), to_line(who)
    line.answers = [(500, "")]
    sweep_line()
    again()
    line.answers = [(200, "")]
    assert sweep_line().sent == 2
    assert len(line.asked) == 3
    assert len({pushed.key for pushed in line.asked}) == 2
    assert [
        row.state for row in Message.objects.filter(pk__in=[first.pk, second.pk])
    ] == [
        WorkState.DONE,
        WorkState.DONE,
    ]


def test_message_whose_answer_was_lost_is_had_once(line: Line) -> None:
    message = to_line(linked())
    line.answers = [(0, "")]
    assert sweep_line().sent == 0
    again()
    line.answers = [(200, "")]
    assert sweep_line().sent == 1  # 409: taken before
    message.refresh_from_db()
    assert message.state == WorkState.DONE
    assert len(line.asked) == 2
    assert len(line.taken) == 1


def test_line_that_does_not_answer_in_time_is_asked_again_with_the_same_key(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = to_line(linked())
    line.waits = threading.Event()
    try:
        with monkeypatch.context() as hasty:
            hasty.setattr(channel, "READ", 0.05)
            assert sweep_line().sent == 0
    finally:
        line.waits.set()
        line.waits = None
    again()
    assert sweep_line().sent == 1
    message.refresh_from_db()
    assert message.state == WorkState.DONE
    assert len(line.taken) == 1


def test_what_is_longer_or_came_with_files_is_found_on_a_page() -> None:
    long = make_message(language="en", text="word " * 1000)
    filed = make_message(language="en", attachments=[{"kind": "x", "key": "1"}])
    for message in (long, filed):
        text = line_text(message)
        assert text.endswith(f"/en/account/messages/{message.pk}/")
        assert len(text) < 1200
    assert "/account/" not in line_text(make_message(language="en"))


def test_line_that_asks_for_a_pause_gets_it(line: Line) -> None:
    message = to_line(linked())
    line.answers = [(429, "The API rate limit has been exceeded. Try again later.")]
    line.headers = {"Retry-After": "90"}
    assert sweep_line().away
    message.refresh_from_db()
    assert (message.state, message.attempts) == (WorkState.QUEUED, 0)
    relay = Relay.objects.get(pk=Lane.LINE)
    assert relay.next_try_at is not None
    assert relay.next_try_at - moment() > timedelta(seconds=80)
    assert not deliver_due_messages(lane=Lane.LINE).counts()["sent"]
    assert len(line.asked) == 1


def test_mail_goes_on_while_line_is_away(line: Line) -> None:
    to_line(linked())
    make_message("reader@example.org")
    line.answers = [(503, "")]
    assert sweep_line().away
    assert deliver_due_messages().sent == 1


@pytest.mark.parametrize("status", [401, 403, 500, 503, 302])
def test_fault_that_is_no_messages_own_stops_the_sweep_and_costs_no_attempt(
    line: Line, status: int
) -> None:
    who = linked()
    to_line(who)
    to_line(who)
    line.answers = [(status, "no")]
    line.headers = {"Location": f"{line.url}/elsewhere"} if status == 302 else {}
    assert str(status) in sweep_line().away
    assert len(line.asked) == 1
    assert not line.elsewhere
    assert set(Message.objects.values_list("attempts", flat=True)) == {0}


@pytest.mark.parametrize(
    ("status", "words", "broken"),
    [
        (400, "The property, 'to', in the request body is invalid (line: -)", True),
        (400, "Failed to send messages", True),
        (404, "Not found", True),
        (400, "May not be empty", False),
        (429, "You have reached your monthly limit.", False),
    ],
)
def test_reader_whom_line_does_not_reach_gets_one_mail(
    line: Line, status: int, words: str, broken: bool
) -> None:
    who = linked()
    message = to_line(who)
    line.answers = [(status, words)]
    assert sweep_line().by_mail == 1
    assert sweep_line().counts()["by_mail"] == 0
    assert deliver_messages().sent == 1
    assert [sent.to for sent in mail.outbox] == [[who.email]]
    message.refresh_from_db()
    assert message.state == WorkState.DONE
    assert (LineLink.objects.get(user=who).broken_at is not None) == broken


def test_message_does_not_wait_for_line_longer_than_half_an_hour(line: Line) -> None:
    to_line(linked(), waiting_since=moment(minutes=-31), last_error="LINE answered 503")
    line.answers = [(503, "")]
    assert sweep_line().by_mail == 1
    assert not line.asked
    assert deliver_messages().sent == 1


def test_nobody_there_at_all_is_waited_for(settings: Any) -> None:
    settings.LINE_ACCESS_TOKEN = TOKEN
    settings.LINE_API_URL = "http://127.0.0.1:9"
    settings.OUTGOING_PRIVATE_ORIGINS = ["http://127.0.0.1:9"]
    message = to_line(linked())
    assert sweep_line().away
    message.refresh_from_db()
    assert (message.state, message.channel) == (WorkState.QUEUED, Channel.LINE)


def test_address_that_bounced_keeps_nothing_from_line(line: Line) -> None:
    who = linked()
    Suppression.objects.create(email=who.email, reason="bounced")
    to_line(who)
    assert sweep_line().sent == 1


def test_text_for_line_is_the_mails_without_its_closing() -> None:
    text = "Dear Ann,\n\nThe call closes tomorrow.\n\nKind regards,\nThe awards\n"
    message = make_message(language="en", subject="One day left", text=text)
    said = "One day left\n\nDear Ann,\n\nThe call closes tomorrow."
    assert line_text(message).startswith(said)
    assert "Kind regards" not in line_text(message)


@pytest.mark.parametrize("letter", ["a", "ก", "🎉"])
def test_text_for_line_is_as_long_as_line_counts(letter: str) -> None:
    cut = shortened(letter * 6000, LONGEST)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert cut.endswith("…")
    assert shortened(letter * 10, LONGEST) == letter * 10
