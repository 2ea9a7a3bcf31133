"""Results one category at a time in a real browser: by keyboard, and as cards on a
telephone, in both languages.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import BrowserContext, Page, expect

from awards.models import Round
from judging.results.runs import compute_due_results
from judging.results.score_import import import_scores
from tests.browser.conftest import Site, axe_problems, login
from tests.judging.rounds import judged_round, score_rows
from tests.judging.stage import CRITERIA, entry_in


@pytest.fixture
def round_(site: Site) -> Round:
    made = judged_round(entries=5)
    other = entry_in(made.edition, "area-1").entry.reference
    judge = made.edition.judges.earliest("pk").user.email
    rows = [(judge, other, code, 5, "") for code in CRITERIA]
    import_scores(edition=made.edition, round_=made, rows=score_rows(rows))
    compute_due_results()
    return made


def address(name: str, round_: Round, language: str) -> str:
    with translation.override(language):
        return reverse(f"judging:{name}", args=[round_.edition.code])


def sideways(page: Page) -> int:
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


def test_categories_are_switched_by_keyboard_and_rows_are_cards_on_a_telephone(
    round_: Round, open_context: Callable[..., BrowserContext]
) -> None:
    user = round_.edition.organisers.get().user
    for width in (1280, 375):
        context = open_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        login(page, user)
        for language in ("th", "en"):
            page.goto(address("results-show", round_, language))
            other = page.locator(".ways a[href*='area-1']")
            other.focus()
            with page.expect_navigation():
                page.keyboard.press("Enter")
            expect(page.locator(".ways a[aria-current=page]")).to_have_attribute(
                "href", "?category=area-1"
            )
            expect(page.locator("table.ranks tbody tr")).to_have_count(1)
            assert sideways(page) == 0
            page.goto(address("result-judges", round_, language) + "?category=area-0")
            labels = page.locator("table.cards td[data-label]").first
            shown = labels.evaluate("cell => getComputedStyle(cell).display")
            assert shown == ("flex" if width == 375 else "table-cell")
            assert sideways(page) == 0
            assert axe_problems(page) == []
