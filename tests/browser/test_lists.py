"""Organisers' lists and imports by keyboard, on a phone and on a screen, in both
languages.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import BrowserContext, Page, expect

from nominations.models import Entry, EntryImport
from tests.browser.conftest import axe_problems, login
from tests.factories import World
from tests.nominations.sheets import row_for, xlsx

WAYS = [("th", 375), ("en", 375), ("th", 1280), ("en", 1280)]
FIELDS = (
    "email",
    "organisation_th",
    "kind",
    "number",
    "province",
    "title_th",
    "category",
)
Opening = Callable[..., BrowserContext]


def opened(open_context: Opening, world: World, width: int) -> Page:
    page = open_context(viewport={"width": width, "height": 800}).new_page()
    login(page, world.organiser)
    return page


def address(name: str, language: str, *args: object) -> str:
    with override(language):
        return reverse(f"nominations:{name}", args=args)


def stays_within(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize(("language", "width"), WAYS)
def test_space_selects_and_the_bar_is_in_reach(
    open_context: Opening, world: World, language: str, width: int
) -> None:
    page = opened(open_context, world, width)
    page.goto(address("manage-entries", language, world.edition.code))
    assert stays_within(page)
    page.locator("[name=entry]").first.focus()
    page.keyboard.press("Space")
    bar = page.locator(".pick-bar")
    position = bar.evaluate("bar => getComputedStyle(bar).position")
    assert position == ("fixed" if width < 640 else "sticky")
    box = bar.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 801
    assert axe_problems(page) == []
    page.locator("#act-text").focus()
    page.keyboard.type("look")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert world.entry.reference in page.locator("main").inner_text()


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize(
    "page_name", ["judging:jury-list", "nominations:eligibility-desk"]
)
def test_judges_and_entries_to_check_are_selected_as_entries_are(
    open_context: Opening, world: World, page_name: str, width: int
) -> None:
    page = opened(open_context, world, width)
    with override("en"):
        page.goto(reverse(page_name, args=[world.edition.code]))
    assert stays_within(page)
    page.locator(".pick-form tbody input").first.focus()
    page.keyboard.press("Space")
    box = page.locator(".pick-bar").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 801
    assert axe_problems(page) == []
    with page.expect_navigation():
        page.locator(".pick-bar button").first.press("Enter")
    expect(page.locator("main a[href]").first).to_be_visible()
    assert stays_within(page)
    assert axe_problems(page) == []


def test_columns_stay_with_the_person_on_another_device(
    open_context: Opening, world: World
) -> None:
    first = opened(open_context, world, 1280)
    desk = address("manage-entries", "en", world.edition.code)
    first.goto(desk)
    first.locator("summary", has_text="Columns").click()
    first.get_by_label("Email").check()
    with first.expect_navigation():
        first.get_by_role("button", name="Show these columns").click()
    second = opened(open_context, world, 375)
    second.goto(desk)
    expect(second.locator("td[data-label='Email']").first).to_be_visible()
    assert stays_within(second)
    second.locator("summary", has_text="Columns").click()
    with second.expect_navigation():
        second.get_by_role("button", name="Back to the usual columns").click()
    expect(second.locator("td[data-label='Email']")).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), WAYS)
def test_keys_match_columns_take_the_good_rows_and_undo_it(
    open_context: Opening, world: World, language: str, width: int
) -> None:
    before = Entry.objects.count()
    page = opened(open_context, world, width)
    page.goto(address("manage-import", language, world.edition.code))
    rows = [row_for(7), row_for(8, email="nobody")]
    content = xlsx(rows, [f"Head {n}" for n in range(8)])
    page.set_input_files(
        "#file", {"name": "a.xlsx", "mimeType": "application/zip", "buffer": content}
    )
    with page.expect_navigation():
        page.locator("main form button").first.press("Enter")
    for position, name in enumerate(FIELDS):
        page.select_option(f"#column-{position}", name)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.press("Enter")
    assert axe_problems(page) == []
    with page.expect_navigation():
        page.locator("button[value=good]").press("Enter")
    assert Entry.objects.count() == before + 1
    assert stays_within(page)
    assert axe_problems(page) == []
    with page.expect_navigation():
        page.locator("form[action$='/undo/'] button").press("Enter")
    assert Entry.objects.count() == before
    assert EntryImport.objects.get().undone_at
