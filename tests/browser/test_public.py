"""The ways of somebody who has no account, by keyboard: from the first page to the call and
the sign-in page, from the winners to one of them and its links to share, from the
register to a product; and the summary of a form's errors.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import axe_problems, login
from tests.factories import World

LANGUAGES = ("th", "en")
WIDTHS = (375, 1280)


@pytest.fixture(params=WIDTHS)
def reader(
    request: pytest.FixtureRequest, open_context: Callable[..., BrowserContext]
) -> Page:
    return open_context(viewport={"width": request.param, "height": 800}).new_page()


def press(page: Page, link: str) -> None:
    """Reached and followed by keyboard; it must be seen, or who looks cannot know."""
    found = page.locator(link).first
    expect(found).to_be_visible()
    found.focus()
    expect(found).to_be_focused()
    page.keyboard.press("Enter")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def menu_link(page: Page, href: str) -> str:
    """On a telephone the menu opens first."""
    button = page.locator('button[popovertarget="menu"]').first
    if button.is_visible():
        button.focus()
        page.keyboard.press("Enter")
    return f'#menu a[href$="{href}"]'


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_first_page_to_the_call_and_the_sign_in_page(
    reader: Page, world: World, language: str
) -> None:
    reader.goto(f"/{language}/")
    press(reader, f'main a[href="/{language}/editions/{world.edition.code}/"]')
    expect(reader.locator("h1")).to_contain_text(
        str(world.edition.name_th)[:10]
        if language == "th"
        else str(world.edition.name_en)[:10]
    )
    assert fits(reader)
    press(reader, ".call-side a.button")
    expect(reader.locator("#id_login")).to_be_visible()
    assert f"/{language}/account/login/?next=" in reader.url
    assert fits(reader)
    assert axe_problems(reader) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_winners_to_one_and_its_links_to_share(
    reader: Page, world: World, language: str
) -> None:
    reader.goto(f"/{language}/")
    press(reader, menu_link(reader, f"/{language}/winners/"))
    press(reader, f'main h2 a[href="/{language}/winners/{world.published.code}/"]')
    press(reader, "main .winner h3 a")
    expect(reader.locator(".share")).to_be_visible()
    links = reader.locator(".share a").evaluate_all("all => all.map(a => a.href)")
    assert any("line.me" in link for link in links)
    assert any("facebook.com" in link for link in links)
    assert fits(reader)
    assert axe_problems(reader) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_register_to_a_product(
    reader: Page, world: World, language: str
) -> None:
    reader.goto(f"/{language}/")
    press(reader, menu_link(reader, f"/{language}/dsure/"))
    press(reader, ".product a")
    expect(reader.locator(".product-state")).to_be_visible()
    assert fits(reader)
    assert axe_problems(reader) == []


def test_menu_of_public_pages_is_the_readers_own(reader: Page, world: World) -> None:
    public = (f"/en/winners/{world.published.code}/", "/en/dsure/", "/en/")
    for address in public:
        reader.goto(address)
        assert reader.locator("#menu", has_text="Sign in").count() == 1
        assert reader.locator("#menu", has_text="Dashboard").count() == 0
    login(reader, world.entrant)
    for address in public:
        reader.goto(address)
        assert reader.locator("#menu", has_text="Sign in").count() == 0
    reader.goto(public[0])
    press(reader, menu_link(reader, "/account/profile/"))
    expect(reader.locator("h1")).to_have_text("My account")


def test_summary_of_errors_takes_the_focus_and_leads_to_the_field(
    reader: Page, world: World
) -> None:
    login(reader, world.organiser)
    code = world.edition.code
    reader.goto(f"/en/manage/{code}/weights/")
    box = reader.locator("[data-row] input").first
    box.fill("eleven")
    box.press("Enter")
    summary = reader.locator("#form-errors")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    press(reader, "#form-errors a")
    expect(reader.locator("[data-row] input").first).to_be_in_viewport()
    assert reader.locator(":target").get_attribute("aria-invalid") == "true"
    assert reader.locator(":target").input_value() == "eleven"
    assert axe_problems(reader) == []
