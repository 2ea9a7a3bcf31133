"""Returned for correction, from both sides: the reader marks a field, the entrant
corrects it, it is read again. And many entries, one key each.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from awards.models import Edition
from nominations.models import Entry
from tests.browser.conftest import axe_problems, login
from tests.factories import World, make_entry


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
    reader.get_by_text("Fields to correct, with instructions").click()
    reader.locator("[name=fix-title_en]").fill("Translate it as the Thai title says")
    assert axe_problems(reader) == []
    press(reader, "Return for correction 2")
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
    press(reader, "Eligible 1")
    entrant.goto(detail)
    expect(entrant.locator("main")).to_contain_text("Found eligible")


PRESSES = 40
FORTY = "SCSA-FORTY"


def check_page(world: World, entry: Entry) -> str:
    return f"/en/manage/{world.edition.code}/eligibility/entries/{entry.reference}/"


def test_forty_entries_are_decided_with_forty_keys(world: World, page: Page) -> None:
    Entry.objects.filter(edition=world.edition).update(eligibility="eligible")
    entries = [
        make_entry(world.edition, world.entrant, eligibility="unchecked")
        for _ in range(PRESSES)
    ]
    login(page, world.organiser)
    page.goto(f"/en/manage/{world.edition.code}/eligibility/next/")
    for _ in entries:
        with page.expect_navigation(wait_until="load"):
            page.keyboard.press("1")
    states = set(
        Entry.objects.filter(pk__in=[entry.pk for entry in entries]).values_list(
            "eligibility", flat=True
        )
    )
    assert states == {"eligible"}


def test_keys_go_on_ask_for_a_reason_and_keep_what_was_typed(
    world: World, page: Page
) -> None:
    Entry.objects.filter(edition=world.edition).update(eligibility="eligible")
    first, second = (
        make_entry(world.edition, world.entrant, eligibility="unchecked")
        for _ in range(2)
    )
    login(page, world.organiser)
    page.goto(check_page(world, first))
    assert axe_problems(page) == []
    page.keyboard.press("3")
    expect(page.locator("[name=reason]")).to_be_focused()
    page.keyboard.type("It was sent twice: 1 j")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("h1")).to_have_text(second.title_en)
    page.keyboard.press("k")
    expect(page.locator("h1")).to_have_text(first.title_en)
    expect(page.locator("[name=reason]")).to_have_value("It was sent twice: 1 j")
    page.keyboard.press("2")
    expect(page.locator("[name^=fix-]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[name=reason]")).to_have_value("It was sent twice: 1 j")
    first.refresh_from_db()
    assert first.eligibility == "unchecked"
    page.get_by_label("Use the keys shown on this page").uncheck()
    page.keyboard.press("1")
    page.get_by_label("Use the keys shown on this page").check()
    page.locator("h1").click()
    with page.expect_navigation():
        page.keyboard.press("3")
    first.refresh_from_db()
    assert first.eligibility == "not_eligible"
    expect(page.locator("h1")).to_have_text(second.title_en)


def test_decision_without_script(
    world: World, open_context: Callable[..., BrowserContext]
) -> None:
    Entry.objects.filter(edition=world.edition).update(eligibility="eligible")
    entry = make_entry(world.edition, world.entrant, eligibility="unchecked")
    page = open_context(locale="en-GB", java_script_enabled=False).new_page()
    login(page, world.organiser)
    page.goto(check_page(world, entry))
    press(page, "Not eligible 3")
    expect(page.locator(".triage-panel")).to_contain_text("reason")
    page.get_by_label("Reason (the entrant will read it)").fill("It was sent twice")
    press(page, "Not eligible 3")
    entry.refresh_from_db()
    assert entry.eligibility == "not_eligible"
