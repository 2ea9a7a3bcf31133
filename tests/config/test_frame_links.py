"""What every page's frame says of itself: the other language, and its line in the log."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from django.urls import translate_url

from config.site.context import address_in
from tests.access import all_lines
from tests.factories import make_world


@pytest.mark.django_db
def test_other_language_of_every_address_is_the_one_that_is_resolved() -> None:
    world = make_world()
    for line in all_lines():
        thai = line.address(world, "th") + "?q=/th/a"
        for language in ("en", "th"):
            assert address_in(language, thai) == translate_url(thai, language)


@pytest.mark.django_db
def test_page_that_is_not_there_is_told_in_the_other_language_too(
    client: Client,
) -> None:
    assert b'href="/en/nothing/here/"' in client.get("/th/nothing/here/").content


@pytest.mark.django_db
def test_refused_page_is_one_line_of_the_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    world = make_world()
    client.force_login(world.judge)
    with caplog.at_level(logging.WARNING, "django.request"):
        answer = client.get(f"/th/manage/{world.edition.code}/")
    (record,) = caplog.records
    assert (answer.status_code, record.exc_info) == (403, None)
    assert "manage" in record.getMessage()
