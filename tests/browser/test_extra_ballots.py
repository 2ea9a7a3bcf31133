"""The page of extra ballots in a real browser: on a desk and a telephone, in both languages,
light and dark, before the plan is fixed and while it runs.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import BrowserContext, expect

from awards.models import Round
from judging.autopilot.trials import begin_trial, try_plans
from judging.models import PlanTrial
from tests.browser.conftest import Site, axe_problems, login
from tests.browser.test_results import sideways
from tests.judging.autopilot.flights import flown_round, organiser_of
from tests.judging.autopilot.test_autopilot_page import small_round


@pytest.fixture
def rounds(site: Site) -> dict[str, Round]:
    planned = small_round()
    begin_trial(planned)
    PlanTrial.objects.update(until=0.01)
    try_plans()
    return {"planned": planned, "running": flown_round()}


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [
        ("th", 375, "light"),
        ("en", 1280, "dark"),
        ("en", 375, "dark"),
        ("th", 1280, "light"),
    ],
)
def test_page_is_whole_for_everybody(
    rounds: dict[str, Round],
    open_context: Callable[..., BrowserContext],
    language: str,
    width: int,
    scheme: str,
) -> None:
    context = open_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = context.new_page()
    for round_ in rounds.values():
        login(page, organiser_of(round_))
        with translation.override(language):
            address = reverse("judging:autopilot", args=[round_.edition.code])
        page.goto(f"{address}?round={round_.code}")
        for summary in page.locator("main details > summary").all():
            summary.click()
        assert axe_problems(page) == []
        assert sideways(page) == 0
        expect(page.locator("h1")).to_be_visible()
