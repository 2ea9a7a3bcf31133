"""Mail servers as they are: away, slow, refusing, and of one mind about one mail only."""

from __future__ import annotations

import socket
import stat
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import override_settings

from awards.outbox.delivery import (
    LEASE,
    PATIENCE,
    Sweep,
    deliver_due_messages,
    deliver_messages,
)
from awards.outbox.models import Message, Relay, Suppression
from awards.outbox.work import GIVEN_UP, MOST_CUTS, STUCK_AFTER, WorkState
from tests.awards.outbox.mailserver import Server, mail_server
from tests.factories import make_message, moment

pytestmark = pytest.mark.django_db
SMTP = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "127.0.0.1",
    "EMAIL_TIMEOUT": 5,
}


@pytest.fixture(params=["one by one", "pipelining"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with mail_server() as made, override_settings(**SMTP, EMAIL_PORT=made.port):
        if request.param == "pipelining":
            made.answers.by_verb["EHLO"] = PIPELINING
        yield made


PIPELINING = "250-server\r\n250-SIZE 1000000\r\n250 PIPELINING"


def state_of(message: Message) -> tuple[str, int]:
    message.refresh_from_db()
    return message.state, message.attempts


def nobodys_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_server_that_is_away_for_days_loses_no_mail(server: Server) -> None:
    mails = [make_message(f"r{number}@example.org") for number in range(3)]
    with override_settings(EMAIL_PORT=nobodys_port()):
        for _attempt in range(40):
            assert deliver_messages().sent == 0
    assert [state_of(mail) for mail in mails] == [(WorkState.QUEUED, 0)] * 3
    assert deliver_messages().sent == 3
    assert server.answers.taken == [
        "r0@example.org",
        "r1@example.org",
        "r2@example.org",
    ]


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("CONNECT", "421 too busy"),
        ("CONNECT", ""),
        ("EHLO", ""),
        ("MAIL", "451 try later"),
        ("MAIL", "550 sender not allowed today"),
        ("MAIL", ""),
        ("RCPT", ""),
        ("DATA", ""),
        ("DATA", "421 going down"),
    ],
)
def test_what_the_server_says_before_it_looks_at_a_mail_costs_it_no_attempt(
    server: Server, verb: str, words: str
) -> None:
    mail = make_message()
    server.answers.by_verb[verb] = words
    if verb == "RCPT":
        server.answers.by_address[mail.to_email] = words
    sweep = deliver_messages()
    assert (sweep.sent, sweep.failed, bool(sweep.away)) == (0, 0, True)
    assert state_of(mail) == (WorkState.QUEUED, 0)


def test_a_sweep_ends_where_the_server_is_away_and_asks_after_growing_gaps(
    server: Server,
) -> None:
    for number in range(50):
        make_message(f"r{number}@example.org")
    server.answers.by_verb["CONNECT"] = "421 too busy"
    for look, seconds in enumerate((2, 4, 8, 16, 32), 1):
        before, gap = moment(), timedelta(seconds=seconds)
        deliver_due_messages()
        next_try_at = Relay.objects.get().next_try_at
        assert next_try_at is not None
        assert before + gap <= next_try_at <= moment() + gap
        Relay.objects.update(next_try_at=moment(minutes=5))
        deliver_due_messages()  # rests
        assert server.answers.connections == look
        Relay.objects.update(next_try_at=Now())
    del server.answers.by_verb["CONNECT"]
    Relay.objects.update(next_try_at=Now())
    assert deliver_due_messages().sent == 50
    assert Relay.objects.get().away_since is None


def test_a_mail_waits_for_days_and_not_for_ever() -> None:
    mail = make_message(waiting_since=moment(seconds=-PATIENCE.total_seconds() - 60))
    with override_settings(**SMTP, EMAIL_PORT=nobodys_port()):
        assert deliver_messages().failed == 1
    assert state_of(mail)[0] == WorkState.FAILED


@pytest.mark.parametrize("words", ["550 no such mailbox", "553 not an address"])
def test_a_refusal_is_final_at_once_and_shown(server: Server, words: str) -> None:
    bad, good = make_message("bad@example.org"), make_message("good@example.org")
    server.answers.by_address["bad@example.org"] = words
    sweep = deliver_messages()
    assert (sweep.sent, sweep.failed) == (1, 1)
    assert state_of(bad) == (WorkState.FAILED, 1)
    assert words[4:] in bad.last_error
    assert state_of(good)[0] == WorkState.DONE


def test_a_full_mailbox_is_tried_again_later_for_two_days(server: Server) -> None:
    mail = make_message("full@example.org")
    server.answers.by_address["full@example.org"] = "452 mailbox full"
    tries = 0
    waited = timedelta()
    while state_of(mail)[0] == WorkState.QUEUED and tries < 50:
        sweep = deliver_messages()
        tries += 1
        mail.refresh_from_db()
        if not sweep.failed:
            assert mail.due_at > moment()
            waited += mail.due_at - moment()
        Message.objects.update(due_at=Now())
    assert (tries, state_of(mail)) == (Message.most_attempts, (WorkState.FAILED, tries))
    assert timedelta(hours=40) < waited < timedelta(hours=60)


def test_a_mail_at_which_the_connection_breaks_holds_up_no_other_and_is_the_one_to_blame(
    server: Server,
) -> None:
    breaking, good = (
        make_message("breaks@example.org"),
        make_message("good@example.org"),
    )
    server.answers.drop_data_of.add("breaks@example.org")
    sweep = deliver_messages()
    assert (sweep.sent, sweep.retried, sweep.away) == (1, 1, "")
    assert state_of(good)[0] == WorkState.DONE
    assert state_of(breaking) == (WorkState.QUEUED, 1)
    assert breaking.due_at > moment()


def test_mail_that_somebody_waits_for_goes_first(server: Server) -> None:
    make_message("usual@example.org", due_at=moment(hours=-1))
    make_message("signing-in@example.org", priority=Message.URGENT)
    deliver_messages()
    assert server.answers.taken == ["signing-in@example.org", "usual@example.org"]


def test_a_sweep_ends_when_its_time_is_up(server: Server) -> None:
    for number in range(5):
        make_message(f"r{number}@example.org")
    assert deliver_messages(seconds=0).sent == 1


def test_an_address_that_no_server_can_be_told_fails_at_once(server: Server) -> None:
    mail = make_message("a@example.org\nBcc: b@example.org")
    assert deliver_messages().failed == 1
    assert state_of(mail) == (WorkState.FAILED, 1)


def test_one_sweep_at_a_time(server: Server) -> None:
    make_message()
    Relay.objects.create(pk=Relay.THE_ONE, busy_until=moment(seconds=30))
    assert deliver_messages() == Sweep(busy=True)
    Relay.objects.update(busy_until=moment(seconds=-LEASE.total_seconds()))
    assert deliver_messages().sent == 1
    assert Relay.objects.get().busy_until is None


def test_a_mail_that_ends_its_worker_is_given_up_in_the_end_and_the_others_go_out(
    server: Server,
) -> None:
    deadly = make_message("deadly@example.org")
    claims = 0
    while (
        claims < 20
        and (row := Message.objects.claim_next())
        and not row.was_cut_off_too_often
    ):
        claims += 1
        # its worker was killed
        Message.objects.update(claimed_at=Now() - STUCK_AFTER - timedelta(seconds=1))
    assert claims == MOST_CUTS
    Message.objects.update(claimed_at=Now() - STUCK_AFTER - timedelta(seconds=1))
    make_message("good@example.org")
    deliver_messages()
    assert state_of(deadly)[0] == WorkState.FAILED
    assert deadly.last_error == GIVEN_UP
    assert server.answers.taken == ["good@example.org"]


def test_a_worker_that_was_stopped_twice_in_a_season_costs_no_mail(
    server: Server,
) -> None:
    mail = make_message(
        "r@example.org", attempts=9, last_error="SMTPRecipientsRefused: 451"
    )
    for _stop in range(2):
        Message.objects.claim_next()
        mail.retry_later("451 later")
        Message.objects.update(due_at=Now())
    Message.objects.claim_next()
    Message.objects.update(claimed_at=Now() - STUCK_AFTER - timedelta(seconds=1))
    assert deliver_messages().sent == 1


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_claim_each_mail_once() -> None:
    for number in range(60):
        make_message(f"r{number}@example.org")
    claimed: list[int] = []
    together = threading.Barrier(3)

    def work() -> None:
        try:
            together.wait(timeout=60)
            for row in Message.objects.claim_each(100):
                claimed.append(row.pk)
                row.finish()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=120)
    assert len(claimed) == len(set(claimed)) == 60
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_suppression_is_asked_for_each_mail(server: Server) -> None:
    make_message("gone@example.org")
    Suppression.objects.create(email="Gone@example.org", reason="bounced")
    assert deliver_messages().suppressed == 1
    assert server.answers.taken == []


def test_mails_in_files_are_whole_and_nobody_elses(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    make_message(text="https://example.org/sign-in/secret\n")
    with override_settings(
        EMAIL_BACKEND="awards.outbox.filebased.EmailBackend", EMAIL_FILE_PATH=folder
    ):
        assert deliver_messages().sent == 1
    (file,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"Subject:" in file.read_bytes()


def test_a_word_about_one_mail_ends_no_connection(server: Server) -> None:
    for number in range(6):
        make_message(f"r{number}@example.org")
    server.answers.by_address["r1@example.org"] = "550 no such mailbox"
    server.answers.by_address["r3@example.org"] = "450 greylisted"
    sweep = deliver_messages()
    assert (sweep.sent, sweep.failed, sweep.retried) == (4, 1, 1)
    assert server.answers.connections == 1


def test_lines_that_begin_with_a_dot_arrive_whole(server: Server) -> None:
    make_message(text="one\n.\n.two\n")
    assert deliver_messages().sent == 1
    assert b"\r\none\r\n.\r\n.two\r\n" in server.answers.texts[0]


def test_an_address_in_thai_letters_needs_a_server_that_knows_them(
    server: Server,
) -> None:
    thai = make_message("สมหญิง@เมือง.ไทย")
    assert deliver_messages().failed == 1
    thai.refresh_from_db()
    assert "takes no address like" in thai.last_error
    Message.objects.update(state=WorkState.QUEUED)
    server.answers.by_verb["EHLO"] = "250-server\r\n250-8BITMIME\r\n250 SMTPUTF8"
    assert deliver_messages().sent == 1
    assert server.answers.taken == ["สมหญิง@xn--72c5ctb0b4b.xn--o3cw4h"]
