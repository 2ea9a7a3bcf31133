"""No judge loses a word, whatever the kind of ballot: without a connection, signed out,
with the window closed, and where another device was faster.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Locator, Page, expect

from awards.accounts.models import User
from judging.ballot_kinds import kind_of
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot
from judging.models import Assignment, Ballot
from judging.pairs.circle import other_of
from judging.pairs.services import give_answer
from tests.browser.conftest import Site, axe_problems, eventually, login
from tests.factories import PASSWORD
from tests.judging.answered import round_of_kind, seated

WORDS = "ไม่มีผลลัพธ์ที่วัดได้ 123"
OTHERS = "ถ้อยคำจากอุปกรณ์อื่น"
KEPT = "Object.keys(localStorage).filter(name => name.includes(':')).length"
BY_CRITERION = ["scores", "screening"]
KINDS = [*BY_CRITERION, "pairs"]


@pytest.fixture
def seat(request: pytest.FixtureRequest, site: Site) -> Assignment:
    kind = request.node.callspec.params["kind"]
    return seated(round_of_kind(kind).edition, entries=3, judges=1)[0]


@pytest.fixture
def page(seat: Assignment, open_context: Callable[..., BrowserContext]) -> Page:
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    login(page, seat.judge.user)
    return opened(page, seat)


def opened(page: Page, seat: Assignment) -> Page:
    page.goto(reverse(kind_of(seat.round).page, args=[seat.pk]))
    return page


def fill_in(page: Page, kind: str) -> None:
    """All that a ballot needs, and words beside it."""
    if kind == "scores":
        for score in page.locator(".score").all():
            score.fill("7")
    elif kind == "screening":
        for question in page.locator(".screened").all():
            question.locator("[type=radio][value='1']").check()
        page.locator("details:has([name=comment_panel]) summary").click()
    else:
        page.locator("[name=answer]").first.check()
    words(page, kind).fill(WORDS)


def words(page: Page, kind: str) -> Locator:
    name = "comment" if kind == "pairs" else "comment_panel"
    return page.locator(f"textarea[name={name}]")


def submit(page: Page, kind: str) -> None:
    page.locator(
        f"#{kind.replace('scores', 'ballot').replace('pairs', 'pair')} .btn-primary"
    ).click()


def with_password(user: User) -> None:
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


def arrived() -> bool:
    return Ballot.objects.filter(state="submitted", comment_panel=WORDS).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_ballot_submitted_without_a_connection_arrives_when_it_is_back(
    page: Page, seat: Assignment, kind: str
) -> None:
    page.context.set_offline(True)
    fill_in(page, kind)
    submit(page, kind)
    expect(page.locator("#save-state")).to_have_class("badge-warn")
    assert page.evaluate(KEPT) > 0
    assert not Ballot.objects.exists()
    with page.expect_navigation():
        page.context.set_offline(False)
    eventually(arrived)
    assert page.evaluate(KEPT) == 0


@pytest.mark.parametrize("kind", ["scores"])
def test_many_pages_of_comments_arrive_at_once(
    page: Page, seat: Assignment, kind: str
) -> None:
    """Browsers send no more than 64 KB of what is to go on while a page is left."""
    long = "ก" * 5000  # as many as a field takes
    page.context.set_offline(True)
    fields = page.locator("#ballot textarea").all()
    for field in fields:
        field.evaluate("each => each.closest('details')?.setAttribute('open', '')")
        field.fill(long)
    assert len(fields) * len(long.encode()) > 64 * 1024
    page.context.set_offline(False)
    eventually(lambda: Ballot.objects.filter(comment_panel=long).exists())
    eventually(lambda: page.evaluate(KEPT) == 0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_closed_window_loses_nothing(
    page: Page, seat: Assignment, kind: str, site: Site
) -> None:
    site.stop()
    fill_in(page, kind)
    submit(page, kind)
    expect(page.locator("#save-state")).to_have_class("badge-warn")
    again = page.context.new_page()
    page.close()
    site.start()
    opened(again, seat)
    expect(words(again, kind)).to_have_value(WORDS)
    if kind != "pairs":
        eventually(lambda: Ballot.objects.filter(comment_panel=WORDS))
    submit(again, kind)
    eventually(arrived)


@pytest.mark.parametrize("kind", KINDS)
def test_a_session_that_ended_is_renewed_and_the_ballot_arrives(
    page: Page, seat: Assignment, kind: str
) -> None:
    with_password(seat.judge.user)
    page.context.set_offline(True)  # else the dialog opens while the rest is typed
    fill_in(page, kind)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.context.set_offline(False)
    if kind == "pairs":
        submit(page, kind)
    dialog = page.locator("#renew[open]")
    dialog.wait_for()
    assert not Ballot.objects.exists()
    assert axe_problems(page) == []
    page.fill("#renew-email", seat.judge.user.email)
    page.fill("#renew-password", PASSWORD)
    page.locator("#renew button").click()
    expect(page.locator("#renew[open]")).to_have_count(0)
    if kind != "pairs":
        submit(page, kind)
    eventually(arrived)


@pytest.mark.parametrize("kind", ["scores"])
def test_whoever_types_is_asked_to_sign_in_when_the_hands_rest(
    page: Page, seat: Assignment, kind: str
) -> None:
    page.clock.install(time=0)
    page.reload()
    page.clock.pause_at(60)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator(".score").first.fill("7")
    with page.expect_response("**/save/") as answer:
        page.clock.run_for(500)
    assert answer.value.status == 401
    dialog, own = page.locator("#renew[open]"), words(page, kind)
    expect(page.locator("#save-state")).to_have_class("badge-bad")
    for letter in "กขค":
        own.press_sequentially(letter)
        page.clock.run_for(900)
        expect(dialog).to_have_count(0)
    expect(own).to_have_value("กขค")
    page.clock.run_for(200)
    dialog.wait_for()


@pytest.mark.parametrize("kind", BY_CRITERION)
def test_a_comment_changed_on_two_devices_stands_side_by_side(
    page: Page, seat: Assignment, kind: str
) -> None:
    save_scores(assignment=seat, user=seat.judge.user, comment_panel=OTHERS)
    fill_in(page, kind)
    clash = page.locator(".clash")
    expect(clash.locator("[data-text=mine]")).to_have_text(WORDS)
    expect(clash.locator("[data-text=theirs]")).to_have_text(OTHERS)
    assert axe_problems(page) == []
    submit(page, kind)
    expect(clash.locator("[data-keep=mine]")).to_be_focused()
    assert Ballot.objects.get().comment_panel == OTHERS
    clash.locator("[data-keep=mine]").click()
    eventually(lambda: Ballot.objects.get().comment_panel == WORDS)


def test_a_screening_changed_on_two_devices_is_asked_about(
    site: Site, open_context: Callable[..., BrowserContext]
) -> None:
    seat = seated(round_of_kind("screening").edition, entries=3, judges=1)[0]
    page = open_context().new_page()
    login(page, seat.judge.user)
    opened(page, seat)
    save_scores(
        assignment=seat,
        user=seat.judge.user,
        scores={"impact": "0"},
        comments={"impact": OTHERS},
    )
    page.locator(".screened[data-code=impact] [type=radio][value='1']").check()
    clash = page.locator(".clash")
    expect(clash.locator("[data-text=theirs]")).to_have_text(OTHERS)
    assert clash.locator("[data-side=mine]").inner_text() != ""
    clash.locator("[data-keep=theirs]").click()
    at = page.locator(".screened[data-code=impact]")
    expect(at.locator("[value='0']")).to_be_checked()
    expect(at.locator("textarea")).to_have_value(OTHERS)
    assert page.evaluate(KEPT) == 0


@pytest.mark.parametrize("kind", ["pairs"])
def test_a_pair_answered_on_two_devices_tells_what_stands(
    page: Page, seat: Assignment, kind: str
) -> None:
    user = seat.judge.user
    other = other_of(seat, user)
    assert other is not None
    give_answer(assignment=seat, user=user, other=other, answer="0", comment=OTHERS)
    fill_in(page, kind)
    submit(page, kind)
    expect(page.locator("main")).to_contain_text(OTHERS)
    expect(words(page, kind)).to_have_value(WORDS)
    assert Ballot.objects.get().comment_panel == OTHERS
    submit(page, kind)
    eventually(arrived)


@pytest.mark.parametrize("kind", BY_CRITERION)
def test_words_that_come_too_late_are_shown_until_they_are_thrown_away(
    page: Page, seat: Assignment, kind: str
) -> None:
    page.context.set_offline(True)
    fill_in(page, kind)
    codes = set(seat.round.weights.values_list("criterion__code", flat=True))
    save_scores(assignment=seat, user=seat.judge.user, scores=dict.fromkeys(codes, "1"))
    submit_ballot(assignment=seat, user=seat.judge.user)
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    opened(again, seat)
    note = again.locator(".alert[role=alert]")
    expect(note).to_contain_text(WORDS)
    assert axe_problems(again) == []
    again.reload()
    expect(note).to_contain_text(WORDS)
    note.locator("button").click()
    expect(note).to_have_count(0)
    again.reload()
    expect(note).to_have_count(0)
