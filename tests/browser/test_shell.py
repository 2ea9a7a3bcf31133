"""The frame of pages in use: the search by keys, the menus by keys and by touch, the
switch of colours.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import login
from tests.factories import World

PHONE = {"width": 375, "height": 800}
DARK = "rgb(13, 20, 32)"  # --paper


def desk(page: Page, world: World, language: str = "en") -> None:
    login(page, world.organiser)
    page.goto(f"/{language}/manage/{world.edition.code}/")


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_key_leads_to_the_search_of_the_side_bar(
    page: Page, world: World, keys: str, language: str
) -> None:
    desk(page, world, language)
    page.keyboard.press(keys)
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator("#find")).to_have_value("a/b")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=a%2Fb*")


def test_key_opens_the_menu_of_a_phone_to_reach_the_search(
    open_context: Callable[..., BrowserContext], world: World
) -> None:
    page = open_context(viewport=PHONE).new_page()
    desk(page, world)
    expect(page.locator("#find")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.locator("#find")).to_be_focused()


def test_menu_of_a_phone_opens_and_closes_by_keys_alone(
    open_context: Callable[..., BrowserContext], world: World
) -> None:
    page = open_context(viewport=PHONE).new_page()
    page.goto("/en/winners/")
    button, menu = page.locator("[popovertarget=menu]").first, page.locator("#menu")
    button.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("language", ["th", "en"])
def test_menus_of_a_phone_open_and_close_by_touch(
    open_context: Callable[..., BrowserContext], world: World, language: str
) -> None:
    page = open_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto(f"/{language}/winners/")
    opens_and_closes(page, "menu")
    desk(page, world, language)
    opens_and_closes(page, "side")


def opens_and_closes(page: Page, name: str) -> None:
    """By its button, by the button within it, and by a touch beside it."""
    popover = page.locator(f"#{name}")
    button = page.locator(f"[popovertarget={name}]").first
    expect(popover).to_be_hidden()
    button.tap()
    expect(popover).to_be_visible()
    popover.locator("[popovertargetaction=hide]").tap()
    expect(popover).to_be_hidden()
    button.tap()
    expect(popover).to_be_visible()
    beside = 5 if name == "menu" else PHONE["width"] - 5
    page.touchscreen.tap(beside, PHONE["height"] - 5)
    expect(popover).to_be_hidden()


def test_switch_to_dark_holds_on_every_later_page(
    open_context: Callable[..., BrowserContext], world: World
) -> None:
    page = open_context(color_scheme="light").new_page()
    page.goto("/en/winners/")
    body = page.locator("body")
    expect(body).not_to_have_css("background-color", DARK)
    switch = page.locator(".foot [data-theme-switch]")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(body).to_have_css("background-color", DARK)
    for path in ("/th/dsure/", "/en/account/login/", "/en/winners/"):
        page.goto(path)
        expect(body).to_have_css("background-color", DARK)
    page.locator(".foot [data-theme-switch]").click()
    page.reload()
    expect(body).not_to_have_css("background-color", DARK)


def test_light_holds_against_a_dark_system(
    open_context: Callable[..., BrowserContext], world: World
) -> None:
    page = open_context(color_scheme="dark").new_page()
    page.goto("/en/winners/")
    expect(page.locator("body")).to_have_css("background-color", DARK)
    page.locator(".foot [data-theme-switch]").click()
    page.goto("/th/")
    expect(page.locator("body")).not_to_have_css("background-color", DARK)


def test_summary_of_errors_takes_the_focus_and_leads_to_the_field(
    page: Page, world: World
) -> None:
    page.goto("/en/account/login/")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("#form-errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_login")).to_be_focused()


def test_table_of_roles_needs_no_sideways_scrolling_on_a_phone(
    open_context: Callable[..., BrowserContext], world: World
) -> None:
    page = open_context(viewport=PHONE).new_page()
    login(page, world.organiser)
    page.goto(f"/en/manage/{world.edition.code}/organisers/")
    tables = page.locator(".table-wide")
    expect(tables).to_have_count(2)
    for table in tables.all():
        assert table.evaluate("it => it.scrollWidth <= it.clientWidth")
    cell = page.locator("[data-label]").first
    assert cell.evaluate("it => getComputedStyle(it, '::before').content") == '"email"'


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fields_take_the_colours_of_the_page(
    open_context: Callable[..., BrowserContext], world: World, scheme: str
) -> None:
    page = open_context(color_scheme=scheme).new_page()
    login(page, world.organiser)
    page.goto(f"/en/manage/{world.edition.code}/judges/")
    for of, ours in [("--bs-body-bg", "--paper"), ("--bs-body-color", "--ink")]:
        values = page.evaluate(
            "names => names.map(name => getComputedStyle(document.documentElement)"
            ".getPropertyValue(name).trim())",
            [of, ours],
        )
        assert values[0] == values[1]
