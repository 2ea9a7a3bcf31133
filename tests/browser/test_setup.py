"""Setting an edition up in a real browser: as last year until it is open, and the entry
form put in order by keys.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from awards.models import Edition
from tests.browser.clicks import Clicks
from tests.browser.conftest import axe_problems, login
from tests.factories import World, make_edition, make_face, make_question, moment

MOST_CLICKS = 12


def test_an_edition_as_last_year_is_open_within_twelve_clicks(
    page: Page, world: World
) -> None:
    Edition.objects.filter(pk=world.edition.pk).update(closes_at=moment(days=5))
    world.edition.winner_lists.all().delete()
    if not hasattr(world.edition, "identity"):
        make_face(world.edition)
    login(page, world.organiser)
    clicks = Clicks(page)
    page.goto("/en/manage/")
    clicks.link("Next edition as this one")
    assert axe_problems(page) == []
    page.get_by_label("code").fill("next-year")
    clicks.button("Make the draft")
    expect(page.get_by_role("heading", name="Checklist", level=1)).to_be_visible()
    assert axe_problems(page) == []
    clicks.link("Open the call")
    clicks.button("Open the call")
    expect(page.get_by_text("This edition is open.")).to_be_visible()
    assert clicks.count <= MOST_CLICKS
    made = Edition.objects.get(code="next-year")
    assert not made.is_draft
    assert made.copied_from == world.edition


@pytest.mark.parametrize("width", [375, 1280])
def test_questions_are_put_in_order_by_keys_alone(
    page: Page, world: World, width: int
) -> None:
    edition = make_edition(organiser=world.organiser)
    for order, code in enumerate(("first", "second", "third"), 1):
        make_question(edition, code, order=order, label_en=code.title())
    login(page, world.organiser)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/en/manage/{edition.code}/form/")
    codes = edition.questions.values_list("code", flat=True)
    third = page.get_by_role("link", name="Third", exact=True)
    for _press in range(2):
        third.focus()
        with page.expect_navigation():
            page.keyboard.press("Alt+ArrowUp")
    assert list(codes.all()) == ["third", "first", "second"]
    third.focus()
    with page.expect_navigation():
        page.keyboard.press("Alt+ArrowDown")
    assert list(codes.all()) == ["first", "third", "second"]
    assert axe_problems(page) == []
    overflow = "document.documentElement.scrollWidth > window.innerWidth"
    assert not page.evaluate(overflow)
