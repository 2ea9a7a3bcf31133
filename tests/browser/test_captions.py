"""Captions in a real browser: saved while they are typed, and never lost with the line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from nominations.models import Attachment, Entry
from tests.browser.conftest import axe_problems, login
from tests.browser.test_files import within
from tests.factories import World, make_attachment
from tests.nominations.filemakers import image_bytes


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path / "media"},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def picture_of(entry: Entry) -> Attachment:
    return make_attachment(
        entry,
        content=image_bytes("JPEG"),
        name="น้ำท่วม.jpg",
        media_type="image/jpeg",
        sha256="7" * 64,
    )


def caption_th(picture: Attachment) -> str:
    return Attachment.objects.get(pk=picture.pk).caption_th


def test_caption_saves_itself_and_outlives_a_broken_line_and_a_closed_page(
    page: Page, world: World
) -> None:
    picture = picture_of(world.draft)
    login(page, world.draft.owner)
    address = f"/th/entries/{world.draft.reference}/edit/"
    page.set_viewport_size({"width": 375, "height": 740})
    page.goto(address)
    box = page.get_by_label("คำบรรยายภาษาไทย: น้ำท่วม.jpg")
    box.fill("ระดับน้ำ")
    assert within(page, 20, lambda: caption_th(picture) == "ระดับน้ำ")
    expect(page.locator(".caption-form [role=status]")).to_have_text("บันทึกแล้ว")
    page.context.set_offline(True)
    box.fill("ระดับน้ำหลังฝน")
    box.blur()
    expect(page.locator(".caption-form [role=status]")).to_contain_text("ยังไม่ได้บันทึก")
    # what a page sends as it closes goes out past a route, and past a line broken by the browser
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    page.goto("about:blank")
    page.context.set_offline(False)
    assert caption_th(picture) == "ระดับน้ำ"
    page.goto(address)
    expect(box).to_have_value("ระดับน้ำหลังฝน")
    assert within(page, 20, lambda: caption_th(picture) == "ระดับน้ำหลังฝน")
    assert axe_problems(page) == []


def test_list_that_is_drawn_anew_leaves_who_types_where_they_were(
    page: Page, world: World, tmp_path: Path
) -> None:
    picture_of(world.draft)
    login(page, world.draft.owner)
    page.goto(f"/th/entries/{world.draft.reference}/edit/")
    box = page.get_by_label("คำบรรยายภาษาไทย: น้ำท่วม.jpg")
    other = tmp_path / "other.png"
    other.write_bytes(image_bytes("PNG"))
    page.locator("#id_file").set_input_files(other)
    box.press_sequentially("ก่อนและ", delay=60)
    expect(page.locator("#file-list")).to_contain_text("other.png")
    box.press_sequentially("หลัง")
    expect(box).to_have_value("ก่อนและหลัง")
    expect(box).to_be_focused()
