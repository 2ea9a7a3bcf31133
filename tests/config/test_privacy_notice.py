"""The privacy notice names every cookie that the site sets, with its time, in both languages."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from config.people.devices import COOKIE, DAYS


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "days"), [("en", "days"), ("th", "วัน")])
def test_notice_names_the_cookies_and_how_long_they_live(
    client: Client, language: str, days: str
) -> None:
    page = client.get(f"/{language}/privacy/").content.decode()
    for name in (COOKIE, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert f"<code>{name}</code>" in page
    assert f"{DAYS} {days}" in page
