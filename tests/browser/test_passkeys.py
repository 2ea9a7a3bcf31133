"""Passkeys with Chromium's virtual authenticator, an app's codes, and confirming who one
is, as a person meets them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from awards.accounts.models import User
from tests.browser.chromium import Chromium
from tests.browser.conftest import PATIENCE, Site, axe_problems
from tests.config.signing_in.factors import PASSWORD, code_now
from tests.factories import make_operator, make_user

START = "/account/factors/start/"


@pytest.fixture
def page(chromium: Chromium, site: Site) -> Iterator[Page]:
    """A passkey belongs to a name; an address of numbers has none."""
    context = chromium.browser.new_context(
        base_url=site.url.replace("127.0.0.1", "localhost"),
        viewport={"width": 375, "height": 800},
        service_workers="block",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    chromium.close(context)
    assert troubles == []


@pytest.fixture
def authenticator(page: Page) -> CDPSession:
    """A phone that keeps passkeys and knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session


def by_password(page: Page, user: User, language: str = "en") -> None:
    page.goto(f"/{language}/account/login/")
    page.locator("#id_login").fill(user.email)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/account/login/" not in url)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize(
    ("language", "add", "enter", "kept"),
    [
        ("en", "Add the passkey", "Sign in with a passkey", "I have kept them"),
        ("th", "เพิ่มพาสคีย์นี้", "เข้าสู่ระบบด้วยพาสคีย์", "เก็บรหัสแล้ว"),
    ],
)
def test_passkey_is_added_and_signs_in_alone(
    page: Page,
    authenticator: CDPSession,
    language: str,
    add: str,
    enter: str,
    kept: str,
) -> None:
    user = make_user(
        "keys@example.org", password=PASSWORD, verified=True, language=language
    )
    by_password(page, user, language)
    page.goto(f"/{language}/account/factors/passkeys/add/")
    assert axe_problems(page) == []
    page.locator("#id_name").fill("My work phone")
    page.get_by_role("button", name=add).click()
    expect(page.locator("ol.codes li")).to_have_count(10)
    assert axe_problems(page) == []
    assert fits(page)
    page.get_by_role("link", name=kept).click()
    page.goto(f"/{language}/account/factors/")
    expect(page.get_by_text("My work phone")).to_be_visible()
    assert axe_problems(page) == []
    assert fits(page)
    page.context.clear_cookies()
    page.goto(f"/{language}/account/login/?next=/{language}/dsure/")
    assert axe_problems(page) == []
    page.get_by_role("button", name=enter).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"//[^/]+/{language}/dsure/$"))
    page.goto(f"/{language}/account/notifications/")
    expect(page.locator("h1")).to_be_visible()
    assert "/notifications/" in page.url


def test_passkey_is_the_second_step_after_a_password(
    page: Page, authenticator: CDPSession
) -> None:
    user = make_user(
        "keys@example.org", password=PASSWORD, verified=True, language="en"
    )
    by_password(page, user)
    page.goto("/en/account/factors/passkeys/add/")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.locator("ol.codes li")).to_have_count(10)
    page.context.clear_cookies()
    by_password(page, user)
    expect(page).to_have_url(re.compile("/account/factors/check/"))
    assert axe_problems(page) == []
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url("**/en/desk/")


def test_refused_passkey_says_what_to_do(page: Page, authenticator: CDPSession) -> None:
    """None is on this device."""
    page.goto("/en/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That did not work, or was stopped")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_enabled()


def test_app_is_set_up_without_javascript(
    open_context: Callable[..., BrowserContext],
) -> None:
    user = make_user("app@example.org", password=PASSWORD, verified=True, language="en")
    page = open_context(java_script_enabled=False).new_page()
    by_password(page, user)
    page.goto("/en/account/factors/app/")
    secret = page.locator("main code").inner_text()
    page.locator("#id_code").fill(code_now(secret, steps=-1))
    page.get_by_role("button", name="Add the app").click()
    code = page.locator("ol.codes code").first.inner_text()
    page.context.clear_cookies()
    by_password(page, user)
    page.locator("#id_code").fill(code)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/en/desk/")


def test_operator_is_led_to_the_set_up_then_the_desk_waits(
    page: Page, authenticator: CDPSession, settings: LazySettings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    user = make_operator(
        email="operator@example.org", password=PASSWORD, verified=True, language="en"
    )
    by_password(page, user)
    assert START in page.url
    assert axe_problems(page) == []
    assert fits(page)
    page.get_by_role("link", name="Later").click()
    page.wait_for_url("**/en/desk/")
    page.context.clear_cookies()
    by_password(page, user)
    page.goto("/en/operator/mails/")
    assert START in page.url
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url("**/en/operator/mails/")


def test_what_was_typed_outlives_confirming_with_a_passkey(
    page: Page, authenticator: CDPSession, settings: LazySettings
) -> None:
    settings.CONFIRM_WITHIN = 600
    user = make_user(
        "keys@example.org", password=PASSWORD, verified=True, language="en"
    )
    by_password(page, user)
    page.goto("/en/account/factors/passkeys/add/")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.locator("ol.codes li")).to_have_count(10)
    page.goto("/en/account/email/")
    page.locator("main #id_email").fill("further@example.org")
    settings.CONFIRM_WITHIN = 0  # the minutes are over
    page.locator("main [name=action_add]").click()
    assert axe_problems(page) == []
    assert fits(page)
    settings.CONFIRM_WITHIN = 600
    page.get_by_role("button", name="Use my passkey").click()
    page.get_by_role("button", name="Submit again").click()
    expect(page.get_by_text("further@example.org").first).to_be_visible()
    assert user.emailaddress_set.filter(email="further@example.org").exists()
