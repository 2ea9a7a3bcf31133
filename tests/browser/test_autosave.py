"""Never lose a word: what is typed survives a dead server, a dead network, a lost
login, a second tab and a crash.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, expect

from awards.accounts.models import User
from nominations.models import Answer, Entry, Revision
from nominations.questions.services import add_standard_questions
from tests.browser.conftest import Site, eventually, login
from tests.factories import World

WORDS = "สัญญาณไฟจราจรปรับตามปริมาณรถ"


@pytest.fixture
def draft(world: World) -> Entry:
    add_standard_questions(edition=world.edition, actor=None)
    return world.draft


def open_form(page: Page, entry: Entry, user: User | None = None) -> Page:
    login(page, user or entry.owner)
    page.goto(f"/th/entries/{entry.reference}/edit/")
    return page


def stored(entry: Entry, code: str = "solution") -> str:
    answer = Answer.objects.filter(entry=entry, question__code=code).first()
    return str(answer.value) if answer else ""


def write(page: Page, text: str, field: str = "q-solution") -> None:
    page.locator(f"#id_{field}").fill(text)


def test_text_is_saved_two_seconds_after_typing_stops(page: Page, draft: Entry) -> None:
    write(open_form(page, draft), WORDS)
    eventually(lambda: stored(draft) == WORDS)
    expect(page.locator("#save-state")).to_contain_text("บันทึกแล้ว")


def test_text_is_saved_on_leaving_the_field_and_the_list_of_what_is_missing_follows(
    page: Page, draft: Entry
) -> None:
    """At once: the clock stands, so the two seconds after typing never pass."""
    page.clock.install(time=0)
    open_form(page, draft)
    page.clock.pause_at(60)
    before = page.locator("#missing li").count()
    write(page, WORDS)
    page.locator("#id_q-problem").focus()
    eventually(lambda: stored(draft) == WORDS)
    expect(page.locator("#missing li")).to_have_count(before - 1)


def test_text_is_saved_on_leaving_the_page(page: Page, draft: Entry) -> None:
    write(open_form(page, draft), WORDS)
    page.goto("/th/entries/")
    eventually(lambda: stored(draft) == WORDS)


def test_text_survives_a_stopped_server(page: Page, draft: Entry, site: Site) -> None:
    open_form(page, draft)
    site.stop()
    write(page, WORDS)
    page.wait_for_timeout(2600)
    assert stored(draft) == ""
    site.start()
    eventually(lambda: stored(draft) == WORDS)


def test_text_survives_a_lost_network(page: Page, draft: Entry) -> None:
    open_form(page, draft)
    page.context.set_offline(True)
    write(page, WORDS)
    page.wait_for_timeout(2600)
    page.context.set_offline(False)
    eventually(lambda: stored(draft) == WORDS)


def test_text_survives_an_expired_login_and_is_saved_after_signing_in_in_place(
    page: Page, draft: Entry
) -> None:
    draft.owner.set_password("korapin-2566-mali")
    draft.owner.save()
    EmailAddress.objects.update_or_create(
        user=draft.owner,
        email=draft.owner.email,
        defaults={"verified": True, "primary": True},
    )
    open_form(page, draft)
    Session.objects.all().delete()
    write(page, WORDS)
    dialog = page.locator("#sign-in")
    expect(dialog).to_be_visible()
    dialog.locator("#again-password").fill("wrong")
    dialog.locator("button").click()
    expect(dialog.locator("[role=alert]")).not_to_be_empty()
    dialog.locator("#again-password").fill("korapin-2566-mali")
    dialog.locator("button").click()
    eventually(lambda: stored(draft) == WORDS)
    expect(dialog).not_to_be_visible()
    assert page.locator("#id_q-solution").input_value() == WORDS


def test_whoever_types_is_asked_to_sign_in_when_the_hands_rest(
    page: Page, draft: Entry
) -> None:
    page.clock.install(time=0)
    open_form(page, draft)
    page.clock.pause_at(60)
    Session.objects.all().delete()
    write(page, WORDS, "q-problem")
    typed, dialog = page.locator("#id_q-solution"), page.locator("#sign-in")
    with page.expect_response(lambda answer: answer.status == 401):
        typed.focus()
    expect(page.locator("#save-state")).to_have_class(re.compile("badge-bad"))
    for letter in "กขค":
        typed.press_sequentially(letter)
        page.clock.run_for(900)
        expect(dialog).not_to_be_visible()
    expect(typed).to_have_value("กขค")
    page.clock.run_for(200)
    expect(dialog).to_be_visible()


def test_text_survives_a_crashed_page(page: Page, draft: Entry, site: Site) -> None:
    open_form(page, draft)
    site.stop()
    write(page, WORDS)
    page.wait_for_timeout(300)
    fresh = page.context.new_page()
    page.close()
    site.start()
    fresh.goto(f"/th/entries/{draft.reference}/edit/")
    assert fresh.locator("#id_q-solution").input_value() == WORDS
    eventually(lambda: stored(draft) == WORDS)


def test_two_tabs_on_different_fields_merge(page: Page, draft: Entry) -> None:
    open_form(page, draft)
    other = page.context.new_page()
    other.goto(page.url)
    write(page, "จากแท็บแรก", "q-problem")
    write(other, "จากแท็บที่สอง", "q-solution")
    eventually(
        lambda: (stored(draft, "problem"), stored(draft)) == ("จากแท็บแรก", "จากแท็บที่สอง")
    )


def test_two_tabs_on_one_field_keep_both_texts_to_choose_from(
    page: Page, draft: Entry
) -> None:
    open_form(page, draft)
    other = page.context.new_page()
    other.goto(page.url)
    write(page, "ข้อความแรก")
    eventually(lambda: stored(draft) == "ข้อความแรก")
    write(other, "ข้อความที่สอง")
    clash = other.locator(".clash")
    expect(clash).to_be_visible()
    assert stored(draft) == "ข้อความแรก"
    assert Revision.objects.get(set_aside=True).value == "ข้อความที่สอง"
    expect(clash.locator(".clash-theirs")).to_have_text("ข้อความแรก")
    clash.locator("[data-keep=mine]").click()
    eventually(lambda: stored(draft) == "ข้อความที่สอง")
    expect(clash).to_have_count(0)


def test_without_scripts_a_stale_page_overwrites_nothing(
    open_context: Callable[..., BrowserContext], draft: Entry
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    open_form(page, draft)
    other = page.context.new_page()
    other.goto(page.url)
    write(page, "ข้อความแรก")
    page.locator("button[name=save]").click()
    write(other, "ข้อความที่สอง")
    other.locator("button[name=save]").click()
    assert stored(draft) == "ข้อความแรก"
    assert other.locator("#id_q-solution").input_value() == "ข้อความที่สอง"
    expect(other.locator("#div_id_q-solution")).to_contain_text("ข้อความแรก")
    other.locator("button[name=save]").click()
    assert stored(draft) == "ข้อความที่สอง"
