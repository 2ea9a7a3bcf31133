"""What people choose to be told and what was sent to them, on a phone and on a screen,
in both languages and both lights.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from awards.accounts.models import User
from awards.outbox.models import Channel, LineLink, Message
from awards.outbox.preferences import REFUSED, channels_of
from awards.outbox.topics import Topic
from awards.outbox.way_out import WayOut
from awards.outbox.work import WorkState
from tests.browser.conftest import axe_problems, login
from tests.factories import World, make_message, moment

Opening = Callable[..., BrowserContext]
WAYS = [("th", 375, "light"), ("en", 1280, "dark")]
PICTURES = os.environ.get("PICTURES")


@pytest.fixture(autouse=True)
def line_on(settings: Any) -> None:
    settings.LINE_ACCESS_TOKEN = "token"
    settings.LINE_CHANNEL_SECRET = "secret"
    settings.LINE_ACCOUNT = "@awards"


def seen(page: Page, name: str) -> None:
    """Nothing wider than the screen, nothing that axe finds."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert axe_problems(page) == [], name
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def messages_of_all_kinds(user: User) -> Message:
    usual = {"recipient": user, "language": "th", "event": "entry-received"}
    over = {"finished_at": moment()}
    text = "เรียน สมหญิง\n\nได้รับผลงานแล้ว ดูได้ที่:\nhttps://awards.example.org/th/\n\nขอแสดงความนับถือ\n"
    rows: list[dict[str, Any]] = [
        {"state": WorkState.FAILED, "last_error": "SMTPRecipientsRefused: {}", **over},
        {
            "state": WorkState.DROPPED,
            "event": "entry-reminder",
            "subject": "เหลือเวลาอีก 3 วัน",
            "last_error": REFUSED,
            **over,
        },
        {"last_error": "451 later", "attempts": 1},
        {"state": WorkState.DONE, "subject": "ได้รับผลงานแล้ว: SCSA-2570-0001", **over},
    ]
    for row in rows:
        fields = {"subject": "ผลการตรวจคุณสมบัติ: SCSA-2570-0001", "text": text}
        last = make_message(user.email, **{**usual, **fields, **row})
    return last


@pytest.mark.parametrize(("language", "width", "light"), WAYS)
def test_choices_are_made_without_a_mouse_or_a_script(
    open_context: Opening, world: World, language: str, width: int, light: str
) -> None:
    user = world.entrant
    context = open_context(viewport={"width": width, "height": 800}, color_scheme=light)
    page = context.new_page()
    login(page, user)
    where = f"{language}-{width}-{light}"
    page.goto(f"/{language}/account/notifications/")
    seen(page, f"notifications-{where}")
    page.locator("input[name=reminders][value=none]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("input[name=reminders][value=none]")).to_be_checked()
    assert channels_of(user)[Topic.REMINDERS] == Channel.NONE
    page.locator("form[action*='line/code'] button").click()
    expect(page.locator("#line code")).to_be_visible()
    seen(page, f"line-code-{where}")
    LineLink.objects.create(user=user, line_user="U1")
    page.goto(f"/{language}/account/notifications/")
    expect(page.locator("input[name=news][value=line]")).to_be_visible()
    seen(page, f"line-linked-{where}")
    page.goto(f"/{language}/account/profile/#notifications")
    seen(page, f"profile-{where}")


@pytest.mark.parametrize(("language", "width", "light"), WAYS)
def test_messages_are_found_and_read(
    open_context: Opening, world: World, language: str, width: int, light: str
) -> None:
    context = open_context(viewport={"width": width, "height": 800}, color_scheme=light)
    page = context.new_page()
    login(page, world.outsider)
    where = f"{language}-{width}-{light}"
    page.goto(f"/{language}/account/messages/")
    seen(page, f"messages-none-{where}")
    sent = messages_of_all_kinds(world.outsider)
    page.reload()
    seen(page, f"messages-{where}")
    page.get_by_role("link", name=sent.subject).click()
    expect(page.locator("article")).to_contain_text("ขอแสดงความนับถือ")
    seen(page, f"message-{where}")


@pytest.mark.parametrize(("language", "width", "light"), WAYS)
def test_way_out_is_a_button_that_can_be_undone(
    open_context: Opening, world: World, language: str, width: int, light: str
) -> None:
    context = open_context(
        viewport={"width": width, "height": 800},
        color_scheme=light,
        java_script_enabled=True,
    )
    page = context.new_page()
    user, where = world.entrant, f"{language}-{width}-{light}"
    page.goto(f"/{language}/unsubscribe/{WayOut('reminders', user.pk).token}/")
    seen(page, f"unsubscribe-{where}")
    page.locator("main form button").click()
    expect(page.locator("[name=undo]")).to_be_attached()
    assert channels_of(user)[Topic.REMINDERS] == Channel.NONE
    seen(page, f"unsubscribed-{where}")
    page.locator("main form button").click()
    expect(page.locator("[name=undo]")).not_to_be_attached()
    assert channels_of(user)[Topic.REMINDERS] == Channel.MAIL
    seen(page, f"unsubscribe-undone-{where}")
    page.goto(f"/{language}/unsubscribe/x/")
    seen(page, f"unsubscribe-unreadable-{where}")
