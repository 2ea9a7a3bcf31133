"""A message to a group, from the list of entries to who got it, as an organiser does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import BrowserContext, Page, expect

from awards.models import Broadcast
from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Message
from config.broadcasts.sending import send_due
from tests.browser.conftest import axe_problems, login
from tests.factories import World

Opening = Callable[..., BrowserContext]
WAYS = [("th", 375), ("en", 1280)]


def address(name: str, language: str, *args: object) -> str:
    with override(language):
        return reverse(name, args=args)


def stays_within(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def looked_at(page: Page) -> None:
    assert stays_within(page)
    assert axe_problems(page) == []


@pytest.mark.parametrize(("language", "width"), WAYS)
def test_from_a_selection_to_who_got_it(
    open_context: Opening, world: World, language: str, width: int
) -> None:
    page = open_context(viewport={"width": width, "height": 800}).new_page()
    login(page, world.organiser)
    before = set(Broadcast.objects.values_list("pk", flat=True))
    page.goto(address("nominations:manage-entries", language, world.edition.code))
    page.locator(f"[name=entry][value='{world.entry.reference}']").check()
    page.locator("button[name=from][value=entries]").click()
    broadcast = Broadcast.objects.exclude(pk__in=before).get()
    page.locator("#id_subject_en").fill("About {title}")
    page.locator("#id_text_en").fill("Come and see us, **{name}**.")
    frame = page.frame_locator("iframe[name=frame_en]")
    expect(frame.locator("strong")).not_to_have_text("{name}")
    expect(frame.get_by_text("Come and see us,")).to_be_visible()
    assert stays_within(page)  # the editor itself is looked at where it is tested
    page.locator("button[name=do][value=next]").click()
    page.locator("button[name=do][value=send]").wait_for()
    looked_at(page)
    page.goto(address("broadcast-people", language, world.edition.code, broadcast.pk))
    expect(page.get_by_text(world.entrant.email)).to_be_visible()
    looked_at(page)
    page.go_back()
    page.locator("button[name=do][value=send]").click()
    page.locator("#starting").wait_for()
    looked_at(page)
    send_due()
    page.locator("#progress").wait_for()  # by itself
    progress = page.locator("#progress progress")
    expect(progress).to_have_attribute("value", "0")
    mails = Message.objects.filter(broadcast_recipients__broadcast=broadcast)
    Message.objects.exclude(pk__in=mails).update(held_at="2026-01-01T00:00:00Z")
    deliver_messages()
    expect(progress).to_have_attribute("value", "1")  # by itself, without reloading
    looked_at(page)
    assert mails.get().to_email == world.entrant.email
