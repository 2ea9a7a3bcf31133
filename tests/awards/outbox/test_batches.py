"""Mails are claimed by the handful and noted one by one: cheap, and no less safe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from awards.models import Identity
from awards.outbox import batches, delivery, sending
from awards.outbox.batches import MOST
from awards.outbox.delivery import (
    TOO_OLD,
    Lane,
    Sweep,
    deliver_due_messages,
    deliver_messages,
    sweeping,
)
from awards.outbox.inserting import COLUMNS
from awards.outbox.models import Message, Relay
from awards.outbox.outgoing import as_mail
from awards.outbox.services import MOST_SINGLE, save_messages
from awards.outbox.work import MOST_CUTS, WorkState
from awards.site.face import email_of_code
from awards.site.frame import forget_frame
from tests.awards.outbox.mailserver import Server, mail_server
from tests.awards.outbox.test_outage import SMTP
from tests.factories import make_edition, make_message, make_user, moment

pytestmark = pytest.mark.django_db
HOUR = 3600.0


@pytest.fixture
def server() -> Iterator[Server]:
    with mail_server() as made, override_settings(**SMTP, EMAIL_PORT=made.port):
        yield made


def readers(count: int, **fields: Any) -> list[Message]:
    return [make_message(f"r{n}@example.org", **fields) for n in range(count)]


def new_messages(count: int, **fields: Any) -> list[Message]:
    return [
        Message(
            event="test",
            dedupe_key=f"new:{n}",
            to_email=f"r{n}@example.org",
            language="en",
            subject="s",
            text="t",
            **fields,
        )
        for n in range(count)
    ]


def test_a_mail_costs_hardly_more_than_one_statement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where mails go out quickly: a slow server gets fewer at once."""
    monkeypatch.setattr(batches, "QUICK", HOUR)
    for name in ("BATCH", "RENEWAL"):
        monkeypatch.setattr(delivery, name, HOUR)
    readers(200)
    with CaptureQueriesContext(connection) as asked:
        assert deliver_messages(limit=200, seconds=HOUR).sent == 200
    assert len(asked) <= 1.2 * 200


def test_mails_are_written_in_as_many_statements_whether_few_or_many() -> None:
    counts = []
    for number in (3, 1500):
        with CaptureQueriesContext(connection) as asked:
            assert save_messages(new_messages(number)) == number
        counts.append(len(asked))
        Message.objects.all().delete()
    assert counts[0] == counts[1] <= 10


def test_a_mail_is_written_as_it_was_prepared() -> None:
    reader = make_user()
    prepared = Message(
        event="test",
        dedupe_key="whole",
        recipient=reader,
        to_email="a'b@example.org",
        language="th",
        subject='ก "x" \\ {y}',
        text="one\n%s\n",
        html="<p>&amp;</p>",
        headers={"X-A": "ข"},
        attachments=[{"kind": "k", "key": "1"}],
        secrets=["s"],
        edition_code="e",
        priority=Message.URGENT,
        useful_until=moment(hours=1),
    )
    assert save_messages([prepared]) == 1
    assert save_messages([prepared]) == 0
    kept = Message.objects.get(dedupe_key="whole")
    for name in (*COLUMNS, "claimed_at", "held_at", "finished_at", "waiting_since"):
        assert getattr(kept, name) == getattr(prepared, name)
    assert kept.due_at <= moment()
    assert deliver_messages().retried == 1  # nobody makes what goes along


def test_columns_of_a_new_mail_are_all_that_have_no_default() -> None:
    given = {field.attname for field in Message._meta.concrete_fields}
    left = {"id", "due_at", "created_at", "claimed_at", "given_at", "finished_at"}
    left |= {"waiting_since", "held_at", "was_blanked", "outcome", "outcome_at"}
    assert given - set(COLUMNS) == left


def test_one_connection_serves_many_mails(server: Server) -> None:
    readers(30)
    assert deliver_messages().sent == 30
    assert server.answers.connections == 1


def test_a_server_that_closes_after_some_mails_is_asked_over_another_connection(
    server: Server,
) -> None:
    readers(9)
    server.answers.most_a_connection = 4
    sweep = deliver_messages()
    assert (sweep.sent, sweep.away) == (9, "")
    assert server.answers.connections == 3


class Crash(BaseException):
    """The worker is killed here."""


def test_others_of_a_batch_are_not_suspected_when_a_mail_kills_its_worker() -> None:
    readers(5)
    deadly = make_message("deadly@example.org")
    readers_after = [make_message(f"after{n}@example.org") for n in range(5)]

    def hand_over(message: Any, connection: Any) -> None:
        if message.to == ["deadly@example.org"]:
            raise Crash
        message.send()

    usual, sending.hand_over = sending.hand_over, hand_over
    kills = 0
    try:
        while Message.objects.filter(state__in=["queued", "claimed"]).exists():
            try:
                deliver_messages()
            except Crash:
                kills += 1
                Relay.objects.update(busy_until=None)
                Message.objects.filter(state=WorkState.CLAIMED).update(
                    claimed_at=moment(minutes=-6)
                )
    finally:
        sending.hand_over = usual
    deadly.refresh_from_db()
    assert (deadly.state, kills) == (WorkState.FAILED, MOST_CUTS + 1)
    assert len(mail.outbox) == 10
    for other in readers_after:
        other.refresh_from_db()
        assert (other.state, other.attempts) == (WorkState.DONE, 1)


def test_what_a_sweep_claimed_and_did_not_try_is_as_it_was(server: Server) -> None:
    readers(20)
    before = list(Message.objects.order_by("pk").values("state", "attempts", "due_at"))
    server.answers.by_verb["MAIL"] = "451 try later"
    assert deliver_messages().away
    after = list(Message.objects.order_by("pk").values("state", "attempts", "due_at"))
    assert after == before


def test_somebody_who_waits_goes_before_a_mass_that_is_on_its_way() -> None:
    save_messages(new_messages(100))
    make_message("single@example.org")
    taken: list[str] = []

    def hand_over(message: Any, connection: Any) -> None:
        taken.extend(message.to)
        if len(taken) == 10:
            make_message("link@example.org", priority=Message.URGENT)

    usual, sending.hand_over = sending.hand_over, hand_over
    try:
        deliver_messages()
    finally:
        sending.hand_over = usual
    assert taken[0] == "single@example.org"
    assert 10 <= taken.index("link@example.org") <= 10 + MOST
    assert len(taken) == 102


def test_many_written_at_once_are_a_mass_and_those_that_are_waited_for_are_not() -> (
    None
):
    save_messages(new_messages(MOST_SINGLE))
    assert set(Message.objects.values_list("priority", flat=True)) == {Message.USUAL}
    Message.objects.all().delete()
    urgent, *others = new_messages(MOST_SINGLE + 1)
    urgent.priority = Message.URGENT
    save_messages([urgent, *others])
    counted = Message.objects.filter(priority=Message.MASS).count()
    assert counted == MOST_SINGLE
    assert Message.objects.filter(priority=Message.URGENT).count() == 1


def test_the_urgent_lane_goes_on_beside_a_sweep_that_hangs() -> None:
    readers(3)
    make_message("link@example.org", priority=Message.URGENT)
    Relay.objects.create(pk=Lane.ALL, busy_until=moment(seconds=30))
    assert deliver_due_messages().busy
    assert deliver_due_messages(lane=Lane.URGENT).sent == 1
    assert [sent.to for sent in mail.outbox] == [["link@example.org"]]


def test_a_worker_that_was_killed_keeps_nobody_waiting_for_a_link() -> None:
    make_message("link@example.org", priority=Message.URGENT)
    sweep = Sweep(lane=Lane.URGENT)
    Relay.objects.create(pk=Lane.URGENT)
    with sweeping(sweep):
        held = Relay.objects.get(pk=Lane.URGENT).busy_until
        assert deliver_due_messages(lane=Lane.URGENT).busy
    assert held is not None
    assert (held - moment()).total_seconds() < 5


def test_a_mail_that_came_too_late_is_dropped_and_says_so() -> None:
    late = make_message(useful_until=moment(minutes=-1), secrets=["เนื้อความ"])
    good = make_message(useful_until=moment(minutes=10))
    sweep = deliver_messages()
    assert (sweep.sent, sweep.outdated) == (1, 1)
    late.refresh_from_db()
    good.refresh_from_db()
    assert (late.state, late.last_error) == (WorkState.DROPPED, TOO_OLD)
    assert "เนื้อความ" not in late.text
    assert good.state == WorkState.DONE


def test_a_mail_that_is_held_waits_until_it_is_let_go() -> None:
    held = make_message(held_at=moment())
    assert deliver_due_messages().sent == 0
    Message.objects.filter(pk=held.pk).update(held_at=None)
    assert deliver_due_messages().sent == 1


def test_pauses_differ_so_that_what_failed_together_does_not_come_back_together(
    server: Server,
) -> None:
    for message in readers(12, attempts=6):
        server.answers.by_address[message.to_email] = "452 full"
    deliver_messages()
    moments = Message.objects.values_list("due_at", flat=True)
    waits = {round((due - moment()).total_seconds() / 60) for due in moments}
    assert len(waits) > 3
    assert min(waits) >= 50
    assert max(waits) <= 78


def test_answers_go_to_the_address_of_the_edition() -> None:
    edition = make_edition()
    identity = {"email": "prize@agency.example.org"}
    Identity.objects.update_or_create(edition=edition, defaults=identity)
    forget_frame()
    make_message("a@example.org", edition_code=edition.code)
    make_message("b@example.org")
    deliver_messages(reply_to=email_of_code)
    answers = {sent.to[0]: sent.reply_to for sent in mail.outbox}
    assert answers == {
        "a@example.org": ["prize@agency.example.org"],
        "b@example.org": [],
    }


def test_a_mass_says_which_list_it_is_of_and_a_single_mail_does_not() -> None:
    many = make_message(edition_code="prize-2570", priority=Message.MASS)
    single = make_message(edition_code="prize-2570")
    assert as_mail(many).extra_headers["List-Id"].startswith("<prize-2570.")
    assert "List-Id" not in as_mail(single).extra_headers
