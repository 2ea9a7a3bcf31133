"""An operator sees on a page whether the site stands as it should."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client

from awards.accounts.watching import Event, note
from awards.ledger.signing import make_key
from awards.ledger.testing import as_owner
from config.site.site_state import EVENTS
from tests.factories import make_operator

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, settings: LazySettings, tmp_path: Path) -> Client:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.SIGNING_KEY_FILE = tmp_path / "key.pem"
    make_key(settings.SIGNING_KEY_FILE)
    client.force_login(make_operator(language="en"))
    client.get("/en/operator/state/")  # led to the second factor once
    return client


def text_of(page: Client) -> str:
    answer = page.get("/en/operator/state/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_all_is_in_order(page: Client) -> None:
    text = text_of(page)
    assert text.count("In order") == 4
    assert "To be put right" not in text


def test_right_too_many_is_shown_by_its_table(page: Client) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("GRANT DELETE ON ledger_actor TO awards_app")
    text = text_of(page)
    assert text.count("To be put right") == 1
    assert "On ledger_actor: DELETE is allowed" in text


def test_what_else_is_missing_is_shown(page: Client, settings: LazySettings) -> None:
    settings.SIGNING_KEY_FILE = None
    settings.SECOND_FACTOR_REQUIRED = False
    text = text_of(page)
    assert text.count("To be put right") == 2
    assert "SIGNING_KEY_FILE" in text
    assert "SECOND_FACTOR" in text


def test_every_event_has_words_and_its_number(page: Client) -> None:
    assert EVENTS.keys() == set(Event)
    for _ in range(37):
        note(Event.WRONG_FACTOR, None)
    text = text_of(page)
    assert all(str(words) in text for words in EVENTS.values())
    assert '<td class="text-end">37</td>' in text
