"""Signing in by a link, signing up from another device, and ending other sessions."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from awards.accounts.models import User
from awards.outbox.models import Message
from tests.browser.conftest import Site, axe_problems
from tests.factories import make_user

PHONE = {"width": 375, "height": 800}


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(viewport=PHONE).new_page()


@pytest.fixture
def laptop(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(viewport={"width": 1280, "height": 900}).new_page()


def link_to(email: str, part: str) -> str:
    message = Message.objects.filter(to_email=email).latest("pk")
    found = re.search(rf"http://[^/\s]+(/\S*{part}\S*)", message.text)
    assert found, message.text
    return found[1]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize(
    ("language", "ask", "enter"),
    [("en", "Email me a link", "Sign in"), ("th", "รับลิงก์ทางอีเมล", "เข้าสู่ระบบ")],
)
def test_link_asked_for_here_opens_there(
    phone: Page, laptop: Page, site: Site, language: str, ask: str, enter: str
) -> None:
    make_user("member@example.org", verified=True, language=language)
    phone.goto(f"/{language}/account/login/?next=/{language}/dsure/")
    phone.locator("#id_login").fill("member@example.org")
    phone.get_by_role("button", name=ask, exact=True).click()
    expect(phone.locator(".lead")).to_contain_text("member@example.org")
    assert fits(phone)
    laptop.goto(link_to("member@example.org", "account/link"))
    laptop.locator("main").get_by_role("button", name=enter).click()
    expect(laptop).to_have_url(f"{site.url}/{language}/dsure/")


def test_sign_up_with_a_wrong_address_is_corrected_and_confirmed_on_a_phone(
    phone: Page, laptop: Page, site: Site
) -> None:
    laptop.goto("/en/account/signup/?next=/en/dsure/")
    laptop.get_by_label("Email").fill("wrong@example.org")
    laptop.get_by_label("Your name").fill("Dr Invented")
    laptop.locator("#id_password1").fill("a-long-password-9")
    laptop.get_by_label("I have read the privacy notice").check()
    laptop.get_by_role("button", name="Create account").click()
    expect(laptop.locator(".lead")).to_contain_text("wrong@example.org")
    laptop.get_by_role("button", name="Send the email again").click()
    expect(laptop.locator("#messages")).to_contain_text("wrong@example.org again")
    laptop.get_by_label("Email").fill("right@example.org")
    laptop.get_by_role("button", name="Use this address").click()
    expect(laptop.locator(".lead")).to_contain_text("right@example.org")
    assert axe_problems(laptop) == []
    phone.goto(link_to("right@example.org", "confirm-email"))
    phone.get_by_role("button", name="Yes, confirm").click()
    assert fits(phone)
    phone.locator("#id_password1").fill("another-long-one-7")
    phone.locator("#id_password2").fill("another-long-one-7")
    phone.get_by_role("button", name="Save").click()
    expect(phone).to_have_url(f"{site.url}/en/dsure/")
    assert User.objects.get(email="right@example.org").name_en == "Dr Invented"


def test_phone_is_signed_out_from_the_laptop(
    phone: Page, laptop: Page, site: Site
) -> None:
    make_user(
        "member@example.org", password="a-long-password-9", verified=True, language="en"
    )
    for page in (phone, laptop):
        page.goto("/en/account/login/?next=/en/account/profile/")
        page.locator("#id_login").fill("member@example.org")
        page.locator("#id_password").fill("a-long-password-9")
        page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", name="My account")).to_be_visible()
    assert fits(phone)
    assert axe_problems(laptop) == []
    laptop.get_by_role("button", name="Sign out all other devices").click()
    expect(laptop.locator("#messages")).to_contain_text("1 other device")
    phone.goto("/en/account/profile/")
    expect(phone).to_have_url(re.compile("/en/account/login/"))
