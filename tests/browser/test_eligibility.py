"""Returned for correction, from both sides: the reader marks a field, the entrant
corrects it, it is read again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from awards.models import Edition
from tests.browser.conftest import axe_problems, login
from tests.factories import World


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def test_entry_is_returned_corrected_and_found_eligible(
    world: World, open_context: Callable[..., BrowserContext]
) -> None:
    Edition.objects.filter(pk=world.edition.pk).update(
        closes_at=timezone.now() - timedelta(hours=1)
    )
    reader, entrant = (open_context(locale="en-GB").new_page() for _ in range(2))
    login(reader, world.organiser)
    login(entrant, world.entrant)
    check = (
        f"/en/manage/{world.edition.code}/eligibility/entries/{world.entry.reference}/"
    )
    detail = f"/en/entries/{world.entry.reference}/"
    reader.goto(check)
    reader.get_by_label("Return for correction").check()
    reader.get_by_text("Fields to correct, with instructions").click()
    reader.locator("[name=fix-title_en]").fill("Translate it as the Thai title says")
    assert axe_problems(reader) == []
    press(reader, "Save decision and open the next entry")
    expect(reader.locator("main")).not_to_contain_text("Select at least one field")

    entrant.goto(detail)
    expect(entrant.locator("main")).to_contain_text(
        "Translate it as the Thai title says"
    )
    assert axe_problems(entrant) == []
    entrant.get_by_role("link", name="Correct these fields").click()
    expect(entrant.locator("[name=title_th]")).to_have_count(0)
    assert axe_problems(entrant) == []
    entrant.locator("[name=title_en]").fill("Flood warning for every lane")
    entrant.locator("[name=title_en]").blur()
    expect(entrant.locator("#save-state")).to_contain_text("Saved")
    entrant.goto(detail)
    press(entrant, "Submit correction")
    expect(entrant.locator("main")).to_contain_text("Eligibility is being checked")

    reader.goto(check)
    expect(reader.locator("main")).to_contain_text("Flood warning for every lane")
    reader.get_by_label("Eligible", exact=True).check()
    press(reader, "Save decision and open the next entry")
    entrant.goto(detail)
    expect(entrant.locator("main")).to_contain_text("Found eligible")
