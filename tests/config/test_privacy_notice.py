"""The privacy notice names every cookie that the site sets, with its time, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client

from awards.accounts.consents import PRIVACY_VERSION
from config.people.devices import COOKIE, DAYS


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "days"), [("en", "days"), ("th", "วัน")])
def test_notice_names_the_cookies_and_how_long_they_live(
    client: Client, language: str, days: str
) -> None:
    page = client.get(f"/{language}/privacy/").content.decode()
    for name in (COOKIE, configured.SESSION_COOKIE_NAME, configured.CSRF_COOKIE_NAME):
        assert f"<code>{name}</code>" in page
    assert f"{DAYS} {days}" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "day"), [("en", "29 November 2026"), ("th", "29 พฤศจิกายน 2569")]
)
def test_its_version_is_a_date_as_the_reader_writes_it(
    client: Client, language: str, day: str
) -> None:
    assert PRIVACY_VERSION == "2026-11-29"
    assert day in client.get(f"/{language}/privacy/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "token"])
def test_it_says_what_line_gets_where_there_is_line(
    client: Client, settings: Any, token: str
) -> None:
    settings.LINE_ACCESS_TOKEN = token
    page = client.get("/en/privacy/").text
    assert ("LINE gets the reminders and news" in page) == bool(token)
    assert ("LINE" in page) == bool(token)
