"""How few presses the long jobs of a year take. From the edition's home on, by the side
bar, as an organiser goes.
"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from awards.models import Edition, WinnerList
from judging.models import Judge
from judging.publication.services import publish_due
from nominations.models import Entry
from tests.browser.clicks import Clicks
from tests.browser.conftest import axe_problems, login
from tests.factories import World, make_entry, moment

INVITE, PUBLISH = 5, 6  # clicks at most
CHECKS, KEYS_A_CHECK = 20, 200 / 160  # keys at most for each eligibility check


def at_home(page: Page, world: World) -> Clicks:
    login(page, world.organiser)
    page.goto(f"/en/manage/{world.edition.code}/")
    return Clicks(page)


def test_sixteen_judges_are_invited_within_five_clicks(
    page: Page, world: World
) -> None:
    before = Judge.objects.filter(edition=world.edition).count()
    clicks = at_home(page, world)
    clicks.fold("Judges and panels")
    clicks.link("Judges and panels")
    people = "\n".join(f"Judge {n} <judge-{n}@example.org>" for n in range(16))
    page.locator("[name=people]").fill(people)
    clicks.button("Send invitations")
    expect(page.get_by_text("16 invitations are being sent.")).to_be_visible()
    assert clicks.count <= INVITE
    assert Judge.objects.filter(edition=world.edition).count() == before + 16


def test_decided_prizes_are_published_within_six_clicks(
    page: Page, world: World
) -> None:
    edition = world.edition
    edition.winner_lists.all().delete()
    Edition.objects.filter(pk=edition.pk).update(
        two_person_rule=False, announced_at=None, closes_at=moment(days=-2)
    )
    Entry.objects.filter(edition=edition).exclude(state="draft").update(
        eligibility="eligible"
    )
    clicks = at_home(page, world)
    clicks.fold("Decisions")
    clicks.link("Decisions")
    clicks.link("Preview winner list")
    clicks.button("Prepare winner list")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Version")
    assert axe_problems(page) == []
    clicks.fold("Publish now")
    clicks.button("Publish now")
    expect(page.get_by_text("The list is being published.").first).to_be_visible()
    assert clicks.count <= PUBLISH
    assert publish_due() == 1
    assert WinnerList.objects.get(edition=edition).published_at


def test_eligibility_takes_few_keys_also_where_entries_are_refused_or_returned(
    page: Page, world: World
) -> None:
    """One in ten is not eligible: its key is pressed twice, with a reason in between."""
    Entry.objects.filter(edition=world.edition).update(eligibility="eligible")
    for _ in range(CHECKS):
        make_entry(world.edition, world.entrant, eligibility="unchecked")
    login(page, world.organiser)
    page.goto(f"/en/manage/{world.edition.code}/eligibility/next/")
    keys = 0

    def press(key: str) -> None:
        nonlocal keys
        keys += 1
        page.keyboard.press(key)

    for number in range(CHECKS):
        if number % 10 == 9:
            press("3")
            page.keyboard.insert_text("Sent after the close")
            press("Escape")
        with page.expect_navigation(wait_until="load"):
            press("3" if number % 10 == 9 else "1")
    states = list(
        Entry.objects.filter(edition=world.edition).values_list(
            "eligibility", flat=True
        )
    )
    assert "unchecked" not in states
    assert states.count("not_eligible") == CHECKS // 10
    assert keys <= CHECKS * KEYS_A_CHECK
