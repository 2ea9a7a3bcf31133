"""What operators ask the site: is it up, is it ready, how is it going."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.test import Client

from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Message
from config.site.metrics import as_text
from tests.factories import ago, make_message, make_suppression, moment


@pytest.fixture
def with_token(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = replace(site_settings.ENVIRONMENT, metrics_token="t" * 32)
    monkeypatch.setattr(site_settings, "ENVIRONMENT", environment)


def test_healthz_answers_without_the_database(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]", "web"])
def test_healthz_answers_whatever_the_process_is_called(
    client: Client, settings: Any, host: str
) -> None:
    settings.ALLOWED_HOSTS = ["awards.example.go.th"]
    assert client.get("/healthz", headers={"Host": host}).status_code == 200
    assert client.get("/en/", headers={"Host": host}).status_code == 400


@pytest.mark.django_db
def test_readyz_is_ready_with_database_broker_and_migrations(client: Client) -> None:
    assert client.get("/readyz").json() == {"ready": True, "reasons": []}


@pytest.mark.django_db
def test_readyz_names_what_is_missing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.site.health.broker_reasons", lambda: ["broker"])
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["reasons"] == ["broker"]


def test_metrics_without_a_token_set_are_no_page(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


@pytest.mark.usefixtures("with_token")
@pytest.mark.parametrize("given", ["", "Bearer wrong", "Bearer ", "t" * 32])
def test_metrics_refuse_a_wrong_token(client: Client, given: str) -> None:
    assert client.get("/metrics", headers={"Authorization": given}).status_code == 401


@pytest.mark.django_db
@pytest.mark.usefixtures("with_token")
def test_metrics_count_by_state(client: Client) -> None:
    make_message(due_at=ago(seconds=90))
    text = client.get(
        "/metrics", headers={"Authorization": "Bearer " + "t" * 32}
    ).content.decode()
    assert 'awards_messages{state="queued"} 1' in text
    waited = next(
        line
        for line in text.splitlines()
        if line.startswith("awards_mail_waiting_seconds")
    )
    assert 89 < float(waited.split()[1]) < 200


@pytest.mark.django_db
def test_mails_are_counted_by_where_they_stand_and_what_went_wrong() -> None:
    make_message(priority=Message.URGENT, due_at=moment(minutes=-2))
    make_message("a@example.org", priority=Message.MASS)
    make_message("b@example.org", state="failed", event="judge-reminded")
    make_suppression("c@example.org")
    lines = as_text().splitlines()
    for line in (
        'awards_mails{standing="waiting"} 2',
        'awards_mails_waiting{priority="0"} 1',
        'awards_mails_failed{kind="judge-reminded"} 1',
        'awards_mails_bounced{kind="test"} 1',
        'awards_suppressed_addresses{cause="bounced"} 1',
    ):
        assert line in lines
    (oldest,) = [
        line
        for line in lines
        if line.startswith('awards_mails_oldest_seconds{priority="0"}')
    ]
    assert 115 < float(oldest.split()[1]) < 200


@pytest.mark.django_db
def test_a_sweep_that_did_something_is_one_line_and_an_idle_one_none(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logger = logging.getLogger("awards.outbox.delivery")
    assert logger.getEffectiveLevel() == logging.INFO
    make_message()
    deliver_messages()
    deliver_messages()
    said = [one.getMessage() for one in caplog.records if one.name == logger.name]
    assert len(said) == 1
    assert said[0].startswith("mail: sent 1 in ")
