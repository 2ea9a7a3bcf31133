"""What is heard of mails after a server took them, whoever tells it."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Cause, Message, Suppression
from awards.outbox.outgoing import as_mail
from awards.outbox.report_reading import read_report
from awards.outbox.reports import (
    address_works,
    hear_of_event,
    hear_of_mail,
    note_outcome,
)
from awards.outbox.returning import key_of, message_id, message_named, returns_to
from awards.outbox.sending import envelope_sender
from awards.outbox.status_codes import Outcome
from awards.outbox.work import WorkState
from tests.awards.outbox.bounce_samples import OTHERS, SAMPLES, Sample
from tests.factories import make_message, moment

pytestmark = pytest.mark.django_db
SUPPRESSING = {Outcome.BOUNCED: Cause.BOUNCED, Outcome.COMPLAINED: Cause.COMPLAINED}


def sent(to: str = "reader@example.org", **fields: Any) -> Message:
    return make_message(to, **{"state": WorkState.DONE, **fields})


def written(text: str, message: Message, **other: str) -> bytes:
    said = {"{id}": message_id(message), "{to}": message.to_email, **other}
    for place, words in said.items():
        text = text.replace(place, words)
    return text.encode()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_each_server_is_understood(sample: Sample) -> None:
    message = sent()
    assert hear_of_mail(written(sample.text, message)) == 1
    message.refresh_from_db()
    assert message.outcome == sample.outcome
    assert message.outcome_at is not None
    causes = dict(Suppression.objects.values_list("email", "cause"))
    cause = SUPPRESSING.get(sample.outcome)
    assert causes == ({message.to_email: cause} if cause else {})


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_stranger_cannot_have_an_address_suppressed(sample: Sample) -> None:
    message = sent()
    for forged in (
        f"<{message.pk}.{'0' * 20}@localhost>",
        f"<{message.pk}@localhost>",
        f"<{key_of(sent('other@example.org')).partition('.')[2]}@localhost>",
        "",
    ):
        text = sample.text.replace("{id}", forged)
        assert hear_of_mail(written(text, message)) == 0
    assert not Suppression.objects.exists()
    message.refresh_from_db()
    assert message.outcome == ""


def test_a_report_suppresses_whom_the_mail_went_to_and_nobody_else() -> None:
    mine = sent("attacker@example.org")
    text = SAMPLES[0].text.replace("{to}", "victim@example.org")
    hear_of_mail(written(text, mine))
    assert not Suppression.objects.filter(email="victim@example.org").exists()


@pytest.mark.parametrize("name", list(OTHERS))
def test_what_is_no_report_changes_nothing(name: str) -> None:
    message = sent()
    assert hear_of_mail(written(OTHERS[name], message)) == 0
    message.refresh_from_db()
    assert message.outcome == ""


def test_hearing_it_twice_or_in_another_order_changes_nothing() -> None:
    message = sent()
    assert note_outcome(message=message, outcome=Outcome.BOUNCED, words="550")
    assert not note_outcome(message=message, outcome=Outcome.BOUNCED, words="550")
    assert not note_outcome(message=message, outcome=Outcome.DELIVERED, words="")
    assert not note_outcome(message=message, outcome=Outcome.DELAYED, words="")
    message.refresh_from_db()
    assert message.outcome == Outcome.BOUNCED
    assert note_outcome(message=message, outcome=Outcome.COMPLAINED, words="spam")
    assert Suppression.objects.get().cause == Cause.COMPLAINED


@given(content=st.binary(max_size=600))
@settings(max_examples=60)
def test_no_bytes_break_the_reader(content: bytes) -> None:
    frame = b"Content-Type: multipart/report; boundary=b\n\n--b\n"
    read_report(content)
    read_report(frame + b"Content-Type: message/delivery-status\n\n" + content)
    read_report(frame + b"Content-Type: message/rfc822\n\n" + content + b"\n--b--")


def test_an_address_that_is_not_reached_on_three_days_gets_no_more() -> None:
    for days in (9, 9, 5):
        message = sent("full@example.org")
        note_outcome(message=message, outcome=Outcome.SOFT, words="452 full")
        Message.objects.filter(pk=message.pk).update(outcome_at=moment(days=-days))
    assert not Suppression.objects.exists()
    note_outcome(message=sent("Full@example.org"), outcome=Outcome.SOFT, words="452")
    assert Suppression.objects.get().cause == Cause.SOFT


def test_an_address_that_was_reached_meanwhile_is_counted_anew() -> None:
    for days, outcome in ((9, "soft"), (8, "soft"), (7, "delivered")):
        sent("full@example.org", outcome=outcome, outcome_at=moment(days=-days))
    note_outcome(message=sent("full@example.org"), outcome=Outcome.SOFT, words="452")
    assert not Suppression.objects.exists()


def test_a_suppressed_address_gets_only_what_somebody_waits_for() -> None:
    note_outcome(message=sent(), outcome=Outcome.BOUNCED, words="550")
    make_message()
    make_message(priority=Message.URGENT, subject="link")
    sweep = deliver_messages()
    assert (sweep.sent, sweep.suppressed) == (1, 1)
    assert [one.subject for one in mail.outbox] == ["link"]


def test_a_link_that_was_followed_shows_that_the_address_works() -> None:
    note_outcome(message=sent(), outcome=Outcome.BOUNCED, words="550")
    note_outcome(message=sent("b@example.org"), outcome=Outcome.COMPLAINED, words="")
    assert address_works(address="Reader@example.org")
    assert not address_works(address="b@example.org")
    assert Suppression.objects.get().email == "b@example.org"


def test_reports_come_to_an_address_of_the_mails_own() -> None:
    message = sent()
    with override_settings(BOUNCE_ADDRESS="bounces+@example.org"):
        address = returns_to(message)
        assert envelope_sender(as_mail(message)) == address
    assert address.startswith(f"bounces+{message.pk}-")
    assert message_named(f"To: {address}") == message
    text = SAMPLES[0].text.replace("{id}", "<nothing>")
    text = text.replace("To: bounces@example.org", f"To: {address}")
    assert hear_of_mail(written(text, message)) == 1


def test_without_such_an_address_reports_come_to_the_sender() -> None:
    with override_settings(DEFAULT_FROM_EMAIL="รางวัล <awards@example.org>"):
        assert envelope_sender(as_mail(sent())) == "awards@example.org"


def test_a_mail_server_pipes_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    message = sent()

    def piped(content: bytes) -> dict[str, int]:
        given = io.TextIOWrapper(io.BytesIO(content))
        monkeypatch.setattr(sys, "stdin", given)
        out = io.StringIO()
        call_command("read_bounces", "--json", stdout=out)
        return dict(json.loads(out.getvalue()))

    assert piped(written(SAMPLES[0].text, message)) == {"read": 1, "told": 1}
    assert piped(b"\xff\x00 no mail") == {"read": 1, "told": 0}
    assert Suppression.objects.get().email == message.to_email


@pytest.mark.parametrize(
    ("kind", "reason", "words", "outcome"),
    [
        ("delivered", "", "250 ok", "delivered"),
        ("deferred", "", "421", "delayed"),
        ("bounced", "bounced", "", "bounced"),
        ("bounced", "bounced", "552 5.2.2 full", "soft"),
        ("rejected", "invalid", "", "bounced"),
        ("bounced", "blocked", "", "soft"),
        ("rejected", "unsubscribed", "", "unsubscribed"),
        ("unsubscribed", "", "", "unsubscribed"),
        ("complained", "spam", "", "complained"),
        ("opened", "", "", ""),
        ("clicked", "", "", ""),
    ],
)
def test_what_a_provider_tells(
    kind: str, reason: str, words: str, outcome: str
) -> None:
    message = sent()
    told = hear_of_event(key=key_of(message), kind=kind, reason=reason, words=words)
    message.refresh_from_db()
    assert (told, message.outcome) == (bool(outcome), outcome)
    assert not hear_of_event(key="1.abc", kind=kind, reason=reason, words=words)
