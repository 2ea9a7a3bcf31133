"""Judging by hand in a real browser: by keyboard alone, by touch on a phone, by the
clock of a final.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Error, Page, expect

from awards.ledger.services import database_now
from awards.models import Edition
from awards.outbox.models import Message
from judging.assigning.services import assign_judges
from judging.jury.invitations import invite_judge
from judging.models import Assignment, Ballot, Conflict, Judge, Presentation
from tests.browser.conftest import Site, axe_problems, eventually, login
from tests.factories import World, make_entry, make_full_edition, make_judge, make_user

SAVED = "#save-state.badge-good"
TABS = 90  # presses of the key before we say that something cannot be reached


def tab_to(page: Page, wanted: str) -> None:
    """By the Tab key, as somebody without a mouse gets there."""
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{wanted} cannot be reached by the keyboard on {page.url}")


def enter_at(page: Page, wanted: str) -> None:
    """Press Enter there, and wait for the page that comes of it."""
    tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def link_to(name: str, *args: object) -> str:
    """A link whose address ends like this in any language."""
    return f'a[href$="{reverse(name, args=args).partition("/judge/")[2]}"]'


def with_entries(count: int) -> Edition:
    edition = make_full_edition("keys-2566", organiser=make_user())
    for _ in range(count):
        make_entry(edition)
    return edition


def score_by_keys(page: Page) -> None:
    """From the top of a ballot: seven and a half everywhere, and the button."""
    tab_to(page, ".score")
    for _ in page.locator(".score").all():
        page.keyboard.type("7")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
    enter_at(page, "button[name=submit]")


def test_keyboard_alone_from_the_invitation_to_ten_ballots(
    page: Page, site: Site
) -> None:
    edition = with_entries(11)
    round_ = edition.rounds.get()
    invite_judge(edition=edition, email="keys@example.org", actor=None, language="en")
    told = Message.objects.get(event="judge_invited").text
    link = re.search(r"https?://[^/]+(/\S+)", told)
    assert link, told
    page.goto(link[1])
    tab_to(page, "[name=agree]")
    page.keyboard.press("Space")
    enter_at(page, "[value=accept]")
    tab_to(page, "[name=limit]")
    page.keyboard.type("11")
    enter_at(page, "main form button")
    judge = Judge.objects.get(edition=edition)
    assert (judge.state, judge.limit) == ("accepted", 11)
    assign_judges(edition=edition, round_=round_, per_entry=1)
    page.reload()
    enter_at(page, link_to("judging:judge-titles", edition.code))
    tab_to(page, "[type=radio]")
    page.keyboard.press("ArrowRight")
    tab_to(page, "[name^=reason-]")
    page.keyboard.type("A cousin runs the office.")
    for _ in range(10):  # every title is answered: none is taken for "no"
        tab_to(page, "[type=radio][value=no]")
        page.keyboard.press("Space")
    enter_at(page, "main form button")
    assert Conflict.objects.get(judge=judge).reason == "A cousin runs the office."
    enter_at(page, "main .panel a.btn-primary")
    for done in range(1, 11):
        score_by_keys(page)
        assert Ballot.objects.filter(state="submitted").count() == done
    expect(page.locator("main")).to_contain_text("10 of 10 submitted")
    assert {
        score.value for ballot in Ballot.objects.all() for score in ballot.scores.all()
    } == {7.5}


def test_phone_scores_and_submits_by_touch(
    world: World, open_context: Callable[..., BrowserContext]
) -> None:
    phone = open_context(
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
    )
    page = phone.new_page()
    login(page, world.judge)
    page.goto(reverse("judging:ballot-edit", args=[world.assignment.pk]))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    buttons = page.locator(".criterion .pick button[value='8']")
    for button in buttons.all():
        button.tap()
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24, box  # WCAG 2.2, 2.5.8
        expect(button).to_have_attribute("aria-pressed", "true")
    page.wait_for_selector(SAVED)
    expect(page.locator("#total")).to_have_text("8.00")
    assert axe_problems(page) == []
    with page.expect_navigation():
        page.locator("button[name=submit]").tap()
    assert Ballot.objects.get(assignment=world.assignment).state == "submitted"


def phone_at_ballot(world: World, open_context: Callable[..., BrowserContext]) -> Page:
    phone = open_context(
        viewport={"width": 375, "height": 740}, has_touch=True, is_mobile=True
    )
    page = phone.new_page()
    login(page, world.judge)
    page.goto(reverse("judging:ballot-edit", args=[world.assignment.pk]))
    return page


def test_a_score_moves_nothing_on_a_phone_and_its_meaning_is_read(
    world: World, open_context: Callable[..., BrowserContext]
) -> None:
    page = phone_at_ballot(world, open_context)
    first, second = page.locator(".criterion").nth(0), page.locator(".criterion").nth(1)
    first.scroll_into_view_if_needed()
    for score, level in (("2", "low"), ("9", "high")):
        before = second.evaluate("it => it.getBoundingClientRect().top")
        first.locator(f".pick button[value='{score}']").tap()
        assert second.evaluate("it => it.getBoundingClientRect().top") == before
        expect(first.locator(".meaning-now")).to_have_attribute("data-level", level)
    rows = {
        round(button.bounding_box()["y"])  # type: ignore[index]
        for button in first.locator(".pick button").all()
    }
    assert len(rows) == 2  # eleven scores and "no score", six in a row
    expect(page.locator(".keys-hint")).to_be_hidden()


def test_bar_of_a_phone_leads_to_the_next_open_criterion_until_all_are_scored(
    world: World, open_context: Callable[..., BrowserContext]
) -> None:
    page = phone_at_ballot(world, open_context)
    bar, send = page.locator(".ballot-bar"), page.locator(".ballot-bar [name=submit]")
    expect(bar).to_be_in_viewport(ratio=1)
    for criterion in page.locator(".criterion").all():
        send.tap()
        score = criterion.locator(".score")
        expect(score).to_be_focused()
        box, edge = score.bounding_box(), bar.bounding_box()
        assert box
        assert edge
        assert box["y"] + box["height"] <= edge["y"]  # the bar never covers the field
        criterion.locator(".pick button[value='7']").tap()
    assert not Ballot.objects.filter(assignment=world.assignment).exclude(state="draft")
    expect(page.locator("#total")).to_have_text("7.00")
    with page.expect_navigation():
        send.tap()
    assert Ballot.objects.get(assignment=world.assignment).state == "submitted"


def test_score_off_the_scale_is_said_as_it_is_typed_and_counts_as_open(
    page: Page, world: World
) -> None:
    login(page, world.judge)
    page.goto(reverse("judging:ballot-edit", args=[world.assignment.pk]))
    first = page.locator(".criterion").first
    score = first.locator(".score")
    score.fill("11")
    said = first.locator(".invalid-feedback[role=alert]")
    expect(said).to_contain_text("10")
    expect(score).to_have_attribute("aria-invalid", "true")
    named = (score.get_attribute("aria-describedby") or "").split()
    assert said.get_attribute("id") in named
    expect(page.locator(".dots .dot-bad")).to_have_count(1)
    score.fill("7")
    expect(said).to_be_hidden()
    expect(score).to_have_attribute("aria-invalid", "false")
    expect(page.locator(".dots .dot-bad")).to_have_count(0)


def test_no_score_asks_for_the_reason(page: Page, world: World) -> None:
    login(page, world.judge)
    page.goto(reverse("judging:ballot-edit", args=[world.assignment.pk]))
    first = page.locator(".criterion").first
    first.locator(".pick button[value='6']").click()
    first.locator(".pick-none").click()
    expect(first.locator(".score")).to_have_value("")
    reason = first.locator("[name^=reason-]")
    expect(reason).to_be_focused()
    reason.fill("No data on energy.")
    page.wait_for_selector(SAVED)
    stored = Ballot.objects.get(assignment=world.assignment).scores.exclude(reason="")
    assert [(row.value, row.reason) for row in stored] == [(None, "No data on energy.")]


def test_next_unread_document_is_led_to_until_all_were_opened(
    page: Page, world: World
) -> None:
    login(page, world.judge)
    page.goto(reverse("judging:ballot-edit", args=[world.assignment.pk]))
    page.locator("#unread button").click()
    page.keyboard.press("Enter")  # the focus stands on it
    expect(page.locator(".dossier .file-opened")).to_have_count(1)
    expect(page.locator("#unread button")).to_have_count(0)
    page.reload()
    expect(page.locator(".dossier .file-opened")).to_have_count(1)


def test_paper_has_the_meanings_and_no_navigation(page: Page, world: World) -> None:
    login(page, world.judge)
    page.goto(reverse("judging:ballot-edit", args=[world.assignment.pk]))
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".anchors").first).to_be_visible()
    for away in (".ballot-bar", ".crumbs", ".site-header", ".pick >> nth=0"):
        expect(page.locator(away)).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator(".anchors").first).to_be_hidden()


def test_timer_of_a_final_counts_by_the_servers_clock(
    page: Page, world: World, open_context: Callable[..., BrowserContext]
) -> None:
    """The judge's tablet is an hour fast; what the organiser starts, changes and ends
    is seen on it all the same.
    """
    round_ = world.edition.rounds.get()
    tablet = open_context().new_page()
    tablet.add_init_script("const real = Date.now; Date.now = () => real() + 3600e3;")
    login(tablet, world.judge)
    tablet.goto(reverse("judging:final-show", args=[round_.pk]))
    part, left = tablet.locator(".timer-part"), tablet.locator(".timer-left")
    expect(left).to_have_text("–")
    login(page, world.organiser)
    page.goto(
        f"{reverse('judging:final-run', args=[world.edition.code])}?round={round_.code}"
    )

    def organiser(act: str) -> None:
        enter_at(page, f"button[name=act][value={act}]")
        try:  # it would ask in three seconds anyway
            tablet.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        except Error as problem:  # it has just asked, and loads anew
            if "context was destroyed" not in problem.message:
                raise

    idle = part.inner_text()
    organiser("begin")
    setup = str(Presentation.objects.get().get_part_display())
    expect(part).to_have_text(setup)
    expect(left).to_have_text(re.compile(r"^[12]:[0-5]\d$"))
    first = left.inner_text()
    expect(left).not_to_have_text(first)  # it counts
    organiser("next")
    expect(part).not_to_have_text(setup)
    Presentation.objects.update(part_began_at=database_now() - timedelta(hours=1))
    tablet.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(left).to_have_text(re.compile(r"^\+\d+:\d\d$"))
    organiser("end")
    expect(part).to_have_text(idle)
    expect(left).to_have_text("–")


def test_organiser_assigns_and_reminds_by_the_keyboard(page: Page, site: Site) -> None:
    edition = with_entries(6)
    for _ in range(3):
        make_judge(edition)
    login(page, edition.organisers.get().user)
    page.goto(reverse("judging:assignment-list", args=[edition.code]))
    enter_at(page, "form.card-plain button.btn-primary")
    assert not Assignment.objects.exists()
    assert axe_problems(page) == []
    enter_at(page, "button[name=apply]")
    assert Assignment.objects.count() == 12
    page.goto(reverse("judging:progress-board", args=[edition.code]))
    enter_at(page, "button[formaction$='/remind/']")
    assert Message.objects.filter(event="judge_reminded").count() == 1
    enter_at(page, "main .panel form button")
    eventually(lambda: Message.objects.filter(event="judge_reminded").count() == 3)
