"""Screening and comparing in a real browser: by keyboard, on a telephone, in both languages
and both themes, and without the network for a while.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import BrowserContext, Page, expect

from judging.models import Assignment, Ballot
from judging.results.runs import compute_due_results
from tests.browser.conftest import Site, axe_problems, eventually, login
from tests.browser.test_results import sideways
from tests.judging.answered import (
    compared_round,
    round_of_kind,
    screened_round,
    seated,
)

Opening = Callable[..., BrowserContext]
PICTURES = os.environ.get("BALLOT_KIND_PICTURES")  # a folder to look at, where wanted


def first_seat(kind: str) -> Assignment:
    return seated(round_of_kind(kind).edition, entries=3, judges=1)[0]


def looked_at(
    open_context: Opening, user: object, name: str, args: list[object]
) -> None:
    """The page in every dress: nothing hangs over, axe finds nothing."""
    for width, theme in ((1280, "light"), (375, "dark")):
        context = open_context(
            viewport={"width": width, "height": 900}, color_scheme=theme
        )
        page = context.new_page()
        login(page, user)  # type: ignore[arg-type]
        for language in ("th", "en"):
            with translation.override(language):
                page.goto(reverse(f"judging:{name}", args=args))
            if PICTURES:
                path = Path(PICTURES) / f"{name}-{width}-{language}-{args[0]}.png"
                page.screenshot(path=path, full_page=True)
            assert sideways(page) == 0
            assert axe_problems(page) == []


def test_a_screening_ballot_in_every_dress(site: Site, open_context: Opening) -> None:
    seat = first_seat("screening")
    looked_at(open_context, seat.judge.user, "ballot-edit", [seat.pk])


def test_a_pair_in_every_dress(site: Site, open_context: Opening) -> None:
    seat = first_seat("pairs")
    looked_at(open_context, seat.judge.user, "pair-edit", [seat.pk])


def test_results_of_both_kinds_in_every_dress(
    site: Site, open_context: Opening
) -> None:
    for round_ in (screened_round({0: "pppp", 1: "ppff", 2: "ffff"}), compared_round()):
        compute_due_results()
        organiser, code = round_.edition.organisers.get().user, round_.edition.code
        looked_at(open_context, organiser, "results-show", [code])
        looked_at(open_context, organiser, "kind-choose", [code])


def test_a_screening_is_answered_with_one_key_and_kept(site: Site, page: Page) -> None:
    seat = first_seat("screening")
    login(page, seat.judge.user)
    page.goto(reverse("judging:ballot-edit", args=[seat.pk]))
    page.keyboard.press("2")
    expect(page.locator("[type=radio][value='0']")).to_be_checked()
    page.locator("textarea[name=comment-impact]").fill("ไม่มีผลลัพธ์ 123")
    eventually(
        lambda: Ballot.objects.filter(scores__value=0, scores__comment="ไม่มีผลลัพธ์ 123")
    )
    page.locator("button[name=submit]").click()
    eventually(lambda: Ballot.objects.filter(state="submitted"))


def test_what_was_answered_without_the_network_arrives_later(
    site: Site, open_context: Opening
) -> None:
    seat = first_seat("screening")
    context = open_context()
    page = context.new_page()
    login(page, seat.judge.user)
    page.goto(reverse("judging:ballot-edit", args=[seat.pk]))
    context.set_offline(True)
    page.keyboard.press("1")
    expect(page.locator("#save-state")).to_have_class("badge-warn")
    assert not Ballot.objects.exists()
    context.set_offline(False)
    eventually(lambda: Ballot.objects.filter(scores__value=1))


def test_two_finalists_are_compared_by_keyboard(site: Site, page: Page) -> None:
    seat = first_seat("pairs")
    login(page, seat.judge.user)
    page.goto(reverse("judging:pair-edit", args=[seat.pk]))
    page.locator("[name=answer]").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name=submit_words()).click()
    eventually(lambda: Ballot.objects.filter(comparison__answer=1))


def submit_words() -> str:
    with translation.override("th"):
        return translation.gettext("Submit answer")
