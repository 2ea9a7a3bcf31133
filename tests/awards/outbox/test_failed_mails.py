"""Mails that failed stand where the operator sees them, and go out again from there."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Message, Relay
from awards.outbox.work import WorkState
from config.people.invariants import work_does_not_pile_up
from config.site.metrics import as_text
from tests.factories import make_message, make_operator, moment

pytestmark = pytest.mark.django_db


def failed(**fields: Any) -> Message:
    usual = {
        "state": WorkState.FAILED,
        "last_error": "550 no such mailbox",
        "attempts": 24,
        "finished_at": moment(),
    }
    return make_message("gone@example.org", **{**usual, **fields})


def test_operator_sees_why_and_not_what_it_says(client: Client) -> None:
    failed(text="https://example.org/a-link-that-signs-in\n")
    make_message("waiting@example.org")
    client.force_login(make_operator())
    page = client.get("/en/operator/mails/?standing=failed").content.decode()
    assert "gone@example.org" in page
    assert "550 no such mailbox" in page
    assert "a-link-that-signs-in" not in page
    assert "waiting@example.org" not in page


def test_it_is_sent_again_from_there_once(client: Client) -> None:
    message = failed(waiting_since=moment(days=-9))
    client.force_login(make_operator())
    chosen = {"act": "again", "mail": [str(message.pk)]}
    for _press in range(2):
        client.post(reverse("site-mails-act") + "?standing=failed", chosen)
    assert deliver_messages().sent == 1
    assert [sent.to for sent in mail.outbox] == [["gone@example.org"]]
    message.refresh_from_db()
    assert (message.state, message.attempts) == (WorkState.DONE, 1)


def test_server_that_is_away_is_told_to_whoever_looks(client: Client) -> None:
    assert "awards_mail_server_away_seconds 0" in as_text()
    Relay.objects.create(
        pk=Relay.THE_ONE,
        away_since=moment(minutes=-10),
        last_error="ConnectionRefusedError: 111",
    )
    assert any(
        "takes no mail since" in line and "refused" in line.lower()
        for line in work_does_not_pile_up()
    )
    (line,) = [
        line
        for line in as_text().splitlines()
        if line.startswith("awards_mail_server_away_seconds")
    ]
    assert 590 < float(line.split()[1]) < 700
    client.force_login(make_operator())
    assert (
        "ConnectionRefusedError" in client.get("/th/operator/mails/").content.decode()
    )
