"""The entrant's form and the organiser's desk in a real browser."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote_plus, urlsplit

from playwright.sync_api import Page, expect

from nominations.models import Question
from tests.browser.conftest import axe_problems, login
from tests.factories import World, make_answer, make_question

YES_NO = {
    "choices": [
        {"code": "yes", "th": "ใช่", "en": "Yes"},
        {"code": "no", "th": "ไม่", "en": "No"},
    ]
}


def test_question_upon_an_answer_comes_and_goes_and_keeps_what_was_typed(
    page: Page, world: World
) -> None:
    make_question(world.edition, "used", kind="single_choice", options=YES_NO)
    rule = {"shown_if": {"question": "used", "equals": "yes"}}
    make_question(world.edition, "since-when", kind="short_text", options=rule)
    login(page, world.draft.owner)
    page.goto(f"/th/entries/{world.draft.reference}/edit/")
    field = page.locator("#id_q-since-when")
    expect(field).to_be_hidden()
    page.locator("[name=q-used][value=yes]").check()
    field.fill("มกราคม")
    page.locator("[name=q-used][value=no]").check()
    expect(field).to_be_hidden()
    page.locator("[name=q-used][value=yes]").check()
    expect(field).to_have_value("มกราคม")


def test_video_is_asked_for_only_upon_a_click(page: Page, world: World) -> None:
    film: Question = make_question(world.edition, "film", kind="video")
    make_answer(world.entry, film, "https://youtu.be/dQw4w9WgXcQ")
    asked: list[str] = []
    page.context.route(
        "https://www.youtube-nocookie.com/**",
        lambda route: (asked.append(route.request.url), route.abort()),
    )
    login(page, world.organiser)
    page.goto(f"/th/manage/{world.edition.code}/entries/{world.entry.reference}/")
    button = page.locator("button[data-player]")
    expect(button).to_be_visible()
    assert asked == []
    with page.expect_request("https://www.youtube-nocookie.com/**"):
        button.click()
    expect(page.locator("iframe.video-frame")).to_be_visible()
    assert asked == ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"]
    assert axe_problems(page) == []


def test_desk_finds_as_one_types_and_columns_are_chosen(
    page: Page, world: World
) -> None:
    login(page, world.organiser)
    page.goto(f"/th/manage/{world.edition.code}/entries/")
    rows = page.locator("#entries tbody tr")
    before = rows.count()
    typed = world.entry.title_th[:12]
    page.locator("#q").press_sequentially(typed, delay=15)
    expect(page.locator("#entries")).to_contain_text(world.entry.reference)
    assert rows.count() <= before
    page.locator("summary", has_text="คอลัมน์").click()
    page.locator("#column-owner").check()
    back = page.locator("#columns-back")
    expect(back).to_have_value(re.compile(re.escape(quote_plus(typed))))
    page.get_by_role("button", name="แสดงคอลัมน์เหล่านี้").click()
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("q") == [typed])
    expect(page.locator("#entries thead")).to_contain_text("อีเมล")
    expect(page.locator("#entries")).to_contain_text(world.entry.owner.email)
