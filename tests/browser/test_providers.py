"""Signing up and in with a provider, in a real browser: out to it and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from awards.outbox.models import Message
from tests.browser.conftest import Site, axe_problems
from tests.local_provider import LocalProvider, configured, running


@pytest.fixture
def provider(site: Site, settings: Any) -> Iterator[LocalProvider]:
    with running() as local:
        settings.SIGN_IN_PROVIDERS = (configured(local),)
        settings.OUTGOING_PRIVATE_ORIGINS = {local.home}
        settings.SITE_URL = site.url
        yield local


def leave_and_come_back(page: Page) -> None:
    page.goto("/en/account/login/")
    page.get_by_role("button", name="Continue with Ministry").click()
    page.get_by_role("link", name="Allow").click()


def code_in_mail() -> str:
    found = re.search(r"^\d{8}$", Message.objects.latest("pk").text, re.M)
    assert found
    return found[0]


def test_newcomer_proves_an_address_and_comes_again_without(
    page: Page, site: Site, provider: LocalProvider
) -> None:
    provider.person = {"sub": "3100600445635", "name": "Somchai Dee"}
    leave_and_come_back(page)
    expect(page.get_by_role("heading", name="Signed in with Ministry")).to_be_visible()
    assert axe_problems(page) == []
    expect(page.get_by_label("Your name")).to_have_value("Somchai Dee")
    page.get_by_label("Email").fill("somchai@example.org")
    page.get_by_label("I have read the privacy notice").check()
    page.get_by_role("button", name="Send me a code").click()
    assert axe_problems(page) == []
    page.get_by_label("Code from the email").fill(code_in_mail())
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(f"{site.url}/en/desk/")
    page.goto("/en/account/profile/")
    expect(page.locator("#sign-in")).to_contain_text("Ministry")
    expect(page.locator("#sign-in")).to_contain_text("Linked since")
    assert "3100600445635" not in page.content()
    page.context.clear_cookies()
    leave_and_come_back(page)
    expect(page).to_have_url(f"{site.url}/en/desk/")


def test_cancelled_there_one_may_begin_again(
    page: Page, site: Site, provider: LocalProvider
) -> None:
    provider.cancels = True
    leave_and_come_back(page)
    heading = page.get_by_role("heading", name="You did not sign in with Ministry")
    expect(heading).to_be_visible()
    assert "state=" not in page.url
    assert axe_problems(page) == []
    provider.cancels = False
    page.get_by_role("button", name="Try again with Ministry").click()
    page.get_by_role("link", name="Allow").click()
    expect(page.get_by_role("heading", name="Signed in with Ministry")).to_be_visible()
