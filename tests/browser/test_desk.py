"""The judge's ballot in a real browser: the keyboard alone, without a connection, with
a login that has run out.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from judging.models import Ballot, Score
from tests.browser.conftest import Site, axe_problems, eventually, login
from tests.factories import PASSWORD, World

SAVED = "#save-state.badge-good"


@pytest.fixture
def page(site: Site, world: World, open_context: Callable[..., BrowserContext]) -> Page:
    page = open_context().new_page()
    login(page, world.judge)
    page.goto(reverse("judging:ballot-edit", args=[world.assignment.pk]))
    return page


def given(world: World) -> dict[str, float]:
    rows = Score.objects.filter(
        ballot__assignment=world.assignment, value__isnull=False
    )
    return {
        code: float(value)
        for code, value in rows.values_list("criterion__code", "value")
        if value is not None
    }


def test_keyboard_alone_scores_and_submits(page: Page, world: World) -> None:
    page.locator(".score").first.focus()
    for keys in ("8", "๗", "6"):
        page.keyboard.type(keys)
        if keys == "8":
            page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
    page.wait_for_selector(SAVED)
    assert sorted(given(world).values()) == [6, 7, 8.5]
    assert page.locator("#total").inner_text() != "–"
    page.locator("button[name=submit]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Ballot.objects.get(assignment=world.assignment).state == "submitted"


def test_without_a_connection_scores_wait_on_the_device(
    page: Page, world: World
) -> None:
    page.context.set_offline(True)
    page.locator(".score").first.fill("9")
    page.wait_for_selector("#save-state.badge-warn")
    page.context.set_offline(False)
    page.wait_for_selector(SAVED)
    assert list(given(world).values()) == [9]


def test_browser_that_keeps_nothing_saves_all_the_same(
    site: Site, world: World, open_context: Callable[..., BrowserContext]
) -> None:
    context = open_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{ get() { throw new DOMException('refused', 'SecurityError'); } });"
    )
    page = context.new_page()
    login(page, world.judge)
    page.goto(reverse("judging:ballot-edit", args=[world.assignment.pk]))
    page.locator(".score").first.fill("๙")
    page.wait_for_selector(SAVED)
    assert list(given(world).values()) == [9]


def test_login_that_ran_out_is_renewed_in_place(page: Page, world: World) -> None:
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator(".score").first.fill("5")
    page.wait_for_selector("#renew[open]")
    page.fill("#renew-email", world.judge.email)
    page.fill("#renew-password", PASSWORD)
    page.locator("#renew button").click()
    page.wait_for_selector(SAVED)
    assert list(given(world).values()) == [5]


def test_two_tabs_merge_what_differs_and_ask_about_the_same_criterion(
    page: Page, world: World
) -> None:
    """Both values stand side by side; by the keyboard alone one of them is chosen, and
    nothing is sent before.
    """
    other = page.context.new_page()
    other.goto(page.url)
    page.locator(".score").nth(0).fill("8")
    page.locator(".criterion summary").nth(1).click()
    page.locator("[name^=comment-]").nth(0).fill("ดีมาก")
    page.wait_for_selector(SAVED)
    eventually(lambda: Score.objects.filter(comment="ดีมาก").exists())
    other.evaluate("localStorage.clear()")
    other.locator(".score").nth(1).fill("4")
    other.wait_for_selector(SAVED)
    expect(other.locator(".score").nth(0)).to_have_value("8")
    page.locator(".score").nth(0).fill("6")
    page.wait_for_selector(SAVED)
    eventually(lambda: 6 in given(world).values())
    other.locator(".score").nth(0).fill("3")
    clash = other.locator(".clash")
    expect(clash.locator("[data-side=mine]")).to_have_text("3")
    expect(clash.locator("[data-side=theirs]")).to_have_text("6")
    expect(clash.locator("[data-text=theirs]")).to_have_text("ดีมาก")
    assert axe_problems(other) == []
    other.locator("button[name=submit]").press("Enter")
    expect(clash.locator("[data-keep=mine]")).to_be_focused()
    assert sorted(given(world).values()) == [4, 6]
    other.keyboard.press("Tab")
    expect(clash.locator("[data-keep=theirs]")).to_be_focused()
    other.keyboard.press("Shift+Tab")
    other.keyboard.press("Enter")
    other.wait_for_selector(SAVED)
    assert sorted(given(world).values()) == [3, 4]
    page.locator(".score").nth(0).fill("9")
    page.locator(".clash [data-keep=theirs]").press("Enter")
    expect(page.locator(".score").nth(0)).to_have_value("3")
    assert sorted(given(world).values()) == [3, 4]
