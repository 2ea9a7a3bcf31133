"""From a frozen list to the public page and its correction, by hand in a browser, in
both languages.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from awards.models import Edition, WinnerList
from awards.outbox.work import WorkState
from judging.publication.services import publish_due
from tests.browser.conftest import Site, axe_problems, login
from tests.factories import World, make_list, make_organiser, make_winner


def publish_now(page: Page, edition: Edition, version: int) -> None:
    page.goto(f"/en/manage/{edition.code}/lists/{version}/")
    page.locator("summary", has_text="Publish now").click()
    page.locator("#unchecked-now").check()  # entries of the stage were never checked
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_role("status")).to_contain_text("Publishing now")


def test_list_is_approved_published_and_corrected(
    site: Site, world: World, open_context: Callable[..., BrowserContext]
) -> None:
    edition = world.edition
    edition.winner_lists.all().delete()
    Edition.objects.filter(pk=edition.pk).update(two_person_rule=True)
    draft = make_list(edition, published=False, prepared_by=world.organiser)
    make_winner(
        draft, "TEST-2566-0001", title_th="ชื่อที่พิมพ์ผิดสมมุติ", title_en="A mistyped title"
    )
    first, second, public = (open_context().new_page() for _ in range(3))
    login(first, world.organiser)
    login(second, make_organiser(edition))

    first.goto(f"/en/manage/{edition.code}/lists/1/")
    expect(first.get_by_text("Another organiser must approve it")).to_be_visible()
    second.goto(f"/en/manage/{edition.code}/lists/1/")
    second.get_by_role("button", name="Approve this list").click()
    expect(second.get_by_role("status")).to_contain_text("Approved")
    publish_now(first, edition, 1)
    expect(first.get_by_text("The list is being published.")).to_be_visible()
    answer = public.goto(f"/th/winners/{edition.code}/")
    assert answer is not None
    assert answer.status == 404
    assert publish_due() == 1
    # it looked again by itself
    expect(first.get_by_text("The list is public.")).to_be_visible()
    expect(first.get_by_role("link", name="See the public page")).to_be_visible()
    public.reload()
    expect(public.get_by_role("link", name="ชื่อที่พิมพ์ผิดสมมุติ")).to_be_visible()

    amended = make_list(
        edition, published=False, prepared_by=world.organiser, state=WorkState.DRAFT
    )
    make_winner(
        amended, "TEST-2566-0001", title_th="ชื่อที่ถูกต้องสมมุติ", title_en="The right title"
    )
    first.goto(f"/en/manage/{edition.code}/lists/2/")
    first.get_by_label("What was corrected, in Thai").fill("แก้ชื่อผลงานสมมุติ")
    first.get_by_label("What was corrected, in English").fill("A title was corrected")
    first.locator("form[action$='/erratum/'] button").click()
    second.goto(f"/en/manage/{edition.code}/lists/2/")
    second.get_by_role("button", name="Approve this list").click()
    publish_now(first, edition, 2)
    assert publish_due() == 1
    public.reload()
    expect(public.get_by_text("แก้ชื่อผลงานสมมุติ")).to_be_visible()
    public.get_by_role("link", name="English").click()
    expect(public.get_by_text("A title was corrected")).to_be_visible()
    expect(public.get_by_role("link", name="The right title")).to_be_visible()
    public.get_by_role("link", name="Previous version").click()
    expect(public.get_by_text("This version was replaced")).to_be_visible()
    expect(public.get_by_role("link", name="A mistyped title")).to_be_visible()
    assert WinnerList.objects.filter(edition=edition, superseded_at=None).count() == 1


@pytest.mark.parametrize("language", ["th", "en"])
def test_each_winner_is_a_card_on_a_phone(
    world: World, open_context: Callable[..., BrowserContext], language: str
) -> None:
    draft = make_list(world.edition, published=False, prepared_by=world.organiser)
    make_winner(draft, "TEST-2566-0001", title_th="ก" * 60, title_en="W" * 60)
    phone = open_context(viewport={"width": 375, "height": 800}).new_page()
    login(phone, world.organiser)
    phone.goto(f"/{language}/manage/{world.edition.code}/lists/{draft.version}/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 375
    table = phone.locator(".list-lines")
    for cell in table.locator("tbody tr").first.locator("th, td").all():
        box = cell.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 375
    assert axe_problems(phone) == []


def test_sum_of_weights_follows_the_typing(page: Page, world: World) -> None:
    login(page, world.organiser)
    page.goto(f"/th/manage/{world.edition.code}/weights/online/")
    row = page.locator("[data-row]").first
    expect(row.locator("output")).to_have_text("100")
    row.locator("input").first.fill("๕๐.๕")
    expect(row.locator("output")).not_to_have_text("100")
