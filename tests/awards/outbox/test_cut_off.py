"""What somebody waits for, in the hands of a worker that was killed: another one takes
it within half a minute, and no server gets it twice for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import F
from django.test import override_settings

from awards.outbox.batches import next_alone
from awards.outbox.delivery import Sweep, deliver, deliver_messages
from awards.outbox.mail_carrier import MailCarrier
from awards.outbox.models import URGENT_STUCK_AFTER, Message
from awards.outbox.outgoing import nobody
from awards.outbox.sending import Verdict
from awards.outbox.work import STUCK_AFTER, WorkState
from config.environment.mail import read_email
from tests.awards.outbox.mailserver import Server, mail_server
from tests.factories import make_message

pytestmark = pytest.mark.django_db
SOON = URGENT_STUCK_AFTER + timedelta(seconds=1)


@pytest.fixture
def server() -> Iterator[Server]:
    with (
        mail_server() as made,
        override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_TIMEOUT=5,
            EMAIL_PORT=made.port,
        ),
    ):
        yield made


def claimed(**fields: object) -> Message:
    """By a worker that is killed now."""
    make_message(**{"priority": Message.URGENT, **fields})
    found = Message.objects.due().claimed(1)
    return found[0]


def pass_by(time: timedelta) -> None:
    Message.objects.update(
        claimed_at=F("claimed_at") - time, given_at=F("given_at") - time
    )


def test_what_no_server_had_goes_out_within_half_a_minute(server: Server) -> None:
    claimed()
    pass_by(SOON)
    assert deliver_messages().sent == 1


def test_what_a_server_may_have_waits_as_any_other_mail(server: Server) -> None:
    assert claimed().give()
    pass_by(SOON)
    assert deliver_messages().sent == 0
    pass_by(STUCK_AFTER)
    assert deliver_messages().sent == 1


def test_what_nobody_waits_for_waits(server: Server) -> None:
    claimed(priority=Message.USUAL)
    pass_by(SOON)
    assert deliver_messages().sent == 0


def test_a_second_claim_is_as_short_as_the_first(server: Server) -> None:
    assert claimed().give()
    pass_by(STUCK_AFTER + SOON)
    assert next_alone() is not None
    pass_by(SOON)
    assert deliver_messages().sent == 1


def test_a_worker_that_was_taken_for_dead_gives_it_to_nobody(server: Server) -> None:
    slow = claimed()
    pass_by(SOON)
    slow.claimed_at = Message.objects.get().claimed_at
    other = next_alone()
    assert other is not None
    sweep, carrier = Sweep(), MailCarrier({}, nobody)
    assert carrier.carry(slow) == (Verdict.TAKEN, "")
    deliver(slow, sweep, carrier)
    carrier.close()
    assert server.answers.taken == []
    assert sweep == Sweep()
    assert (Message.objects.get().state, other.give()) == (WorkState.CLAIMED, True)


def test_nor_does_it_give_back_what_another_has(server: Server) -> None:
    slow = claimed()
    pass_by(SOON)
    slow.claimed_at = Message.objects.get().claimed_at
    assert next_alone() is not None
    sweep, carrier = Sweep(), MailCarrier({}, nobody)
    with override_settings(EMAIL_PORT=1):
        deliver(slow, sweep, MailCarrier({}, nobody))
    carrier.close()
    assert sweep.away
    assert Message.objects.get().state == WorkState.CLAIMED


def test_a_server_that_says_nothing_is_given_up_before_the_worker_is() -> None:
    url = {"EMAIL_URL": "smtp+tls://user:password@mail.example.org"}
    found, _sender = read_email(url, Path(), "https://awards.example.org")
    assert timedelta(seconds=int(str(found["EMAIL_TIMEOUT"]))) < URGENT_STUCK_AFTER
