"""What operators ask the site: is it up, is it ready, how is it going."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.test import Client

from tests.factories import ago, make_message


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
