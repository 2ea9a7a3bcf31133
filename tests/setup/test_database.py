from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.backends.postgresql.base import DatabaseWrapper as PlainWrapper

from config import embedded
from config.embedded.backend.base import DatabaseWrapper
from config.embedded.settings import database_settings
from config.environment import Environment, read_environment


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.delenv("WEB_PROCESS", raising=False)
    return read_environment(tmp_path, {"SECRET_KEY": "k" * 50})


def test_without_an_address_the_private_server_is_meant_and_not_started(
    environment: Environment,
) -> None:
    settings = database_settings(environment)
    assert settings["ENGINE"] == "config.embedded.backend"
    assert settings["HOST"] == str(embedded.place_of().socket)
    assert (settings["NAME"], settings["USER"]) == ("awards", "awards")


def test_address_is_read_as_postgresql_reads_it(environment: Environment) -> None:
    url = "postgres://us%40er:p%40ss@db.example:5433/awards?sslmode=require"
    settings = database_settings(replace(environment, database_url=url))
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["USER"], settings["PASSWORD"]) == ("us@er", "p@ss")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == (
        "db.example",
        "5433",
        "awards",
    )
    assert settings["OPTIONS"]["sslmode"] == "require"


def test_only_web_processes_pool_their_connections(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "pool" not in database_settings(environment)["OPTIONS"]
    monkeypatch.setenv("WEB_PROCESS", "1")
    settings = database_settings(environment)
    assert settings["OPTIONS"]["pool"]
    assert settings["CONN_HEALTH_CHECKS"]
    assert "CONN_MAX_AGE" not in settings


def test_connection_starts_the_server_once_and_again_when_it_has_died(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[str] = []

    def connect(self: object, params: dict[str, Any]) -> str:
        calls.append("connect")
        if calls == ["ensure", "connect", "connect"]:
            raise DatabaseWrapper.Database.OperationalError(
                "server closed the connection"
            )
        return "connected"

    monkeypatch.setattr(embedded, "ensure", lambda: calls.append("ensure"))
    monkeypatch.setattr(DatabaseWrapper, "_started", False)
    monkeypatch.setattr(PlainWrapper, "get_new_connection", connect)
    wrapper = DatabaseWrapper(connection.settings_dict)
    assert [wrapper.get_new_connection({}) for _ in range(2)] == [
        "connected",
        "connected",
    ]
    assert calls == ["ensure", "connect", "connect", "ensure", "connect"]


def test_server_that_cannot_start_is_an_operational_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> str:
        raise embedded.EmbeddedError("no account to run as")

    monkeypatch.setattr(embedded, "ensure", refuse)
    monkeypatch.setattr(DatabaseWrapper, "_started", False)
    with pytest.raises(OperationalError, match="no account to run as"):
        DatabaseWrapper(connection.settings_dict).connect()
