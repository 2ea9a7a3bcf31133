"""What is noted of those who try to get in: enough to watch, and nothing of anybody."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.test import Client, RequestFactory

from awards.accounts.limits import Limit, may_spend
from awards.accounts.watching import Event, counted, hashed, network_of, note
from config.site.metrics import as_text
from tests.config.signing_in.factors import (
    PASSWORD,
    add_app,
    by_password,
    code_now,
    wrong_code,
)
from tests.factories import make_user
from tests.secrecy.listening import listening

pytestmark = pytest.mark.django_db
CHECK = "/en/account/factors/check/"
EMAIL = "somchai@example.org"


def event_lines(lines: set[str]) -> list[str]:
    return sorted(
        line.partition("awards.security: ")[2] for line in lines if "security: " in line
    )


def test_sign_in_is_noted_with_its_ways_and_no_name() -> None:
    user = make_user(EMAIL, password=PASSWORD, verified=True)
    add_app(user)
    client = Client()
    with listening() as lines:
        by_password(client, user)
        client.post(CHECK, {"code": wrong_code()})
        client.post(CHECK, {"code": code_now()})
    network = "network=127.0.0.0/24"
    assert event_lines(lines) == [
        f"signed-in account={user.pk} way=password+mfa {network}",
        f"wrong-factor account={user.pk} {network}",
    ]


def test_wrong_password_is_noted_without_what_was_typed() -> None:
    typed = "a password of another site"
    with listening() as lines:
        for email in (EMAIL, f" {EMAIL.upper()}", "other@example.org"):
            Client().post("/en/account/login/", {"login": email, "password": typed})
    text = "\n".join(lines)
    assert typed not in text
    assert "@" not in text
    assert "somchai" not in text.lower()
    assert {line.partition(" ")[0] for line in event_lines(lines)} == {"wrong-password"}
    assert {line.split("typed=")[1][:12] for line in event_lines(lines)} == {
        hashed(EMAIL),
        hashed("other@example.org"),
    }


def test_hash_of_an_address_is_of_this_site(settings: LazySettings) -> None:
    """Nobody finds an address by hashing all that there are."""
    before = hashed(EMAIL)
    settings.SECRET_KEY = "another key, as long as any other of them"
    assert hashed(EMAIL) != before


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::77", "2001:db8:1::/48"),
        ("", ""),
    ],
)
def test_network_is_told_and_no_address(address: str, network: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    assert network_of(request) == network


def test_what_an_address_holds_begins_no_line_of_its_own() -> None:
    with listening() as lines:
        note(Event.WRONG_PASSWORD, None, email="a\n[2026] signed-in account=1")
    (line,) = lines
    assert "\n" not in line
    assert "account" not in line


def test_too_many_tries_and_limits_are_counted() -> None:
    for _ in range(7):
        Client().post("/en/account/login/", {"login": EMAIL, "password": "wrong one"})
    assert counted()[Event.WRONG_PASSWORD] == 5
    assert counted()[Event.TOO_MANY_TRIES] == 2
    once = Limit("once", 1, 60)
    assert [may_spend(once, "x") for _ in range(3)] == [True, False, False]
    assert counted()[Event.LIMITED] == 4


def test_refusals_are_figures_for_whoever_watches() -> None:
    user = make_user(verified=True)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    client.post("/en/account/profile/export/", headers={"origin": "https://evil.test"})
    text = as_text()
    assert "# TYPE awards_security_events_total counter" in text
    assert 'awards_security_events_total{event="forged"} 1' in text
    for event in Event:
        assert f'awards_security_events_total{{event="{event}"}}' in text


def test_counting_begins_anew_where_the_cache_was_emptied() -> None:
    note(Event.FORGED, None)
    caches["limits"].clear()
    assert counted()[Event.FORGED] == 0
    note(Event.FORGED, None)
    assert counted()[Event.FORGED] == 1
