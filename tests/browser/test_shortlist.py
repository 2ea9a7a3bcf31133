"""Choosing the entries that move on, in a real browser and in every dress."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import BrowserContext, Page, expect

from awards.models import Round
from judging.models import Shortlisted
from tests.browser.conftest import Site, eventually, login
from tests.browser.test_ballot_kinds import looked_at
from tests.judging.shortlist.test_shortlist import screened_and_next


def address_of(round_: Round) -> str:
    with translation.override("th"):
        page = reverse("judging:shortlist", args=[round_.edition.code])
    return f"{page}?round={round_.code}"


def test_what_passes_moves_on_by_one_button_and_back(
    site: Site, page: Page, open_context: Callable[..., BrowserContext]
) -> None:
    round_ = screened_and_next()
    organiser = round_.edition.organisers.get().user
    looked_at(open_context, organiser, "shortlist", [round_.edition.code])
    login(page, organiser)
    page.goto(address_of(round_))
    boxes = page.locator("[name=place]")
    expect(page.locator("[name=place]:checked")).to_have_count(2)
    expect(boxes).to_have_count(4)
    page.locator("main form .btn-primary").click()
    expect(page.locator("main table tbody tr")).to_have_count(2)
    assert Shortlisted.objects.count() == 2
    looked_at(open_context, organiser, "shortlist", [round_.edition.code])
    page.locator("main details summary").click()
    page.locator("#reason").fill("ประกาศผิดรอบ")
    page.locator("main details button").click()
    eventually(lambda: not Shortlisted.objects.exists())
