"""A box for a password: shown on wish, its strength while one types."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, axe_problems


@pytest.mark.parametrize("width", [375, 1280])
def test_shown_on_wish_and_measured_while_typed(
    page: Page, site: Site, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/en/account/signup/")
    box = page.locator("#id_password1")
    box.fill("aaaaaaaaaaaaaaa")
    told = page.locator("[data-password-strength]")
    expect(told).to_contain_text("known from elsewhere")
    expect(told).to_contain_text("The same sign again and again")
    box.fill("lantern orbit maple 7")
    expect(told).to_contain_text("Very good")
    button = page.get_by_role("button", name="Show password")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(box).to_have_attribute("type", "text")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_problems(page) == []
    page.get_by_role("button", name="Create account").click()
    expect(page.locator("#id_password1")).to_have_attribute("type", "password")
