"""Files in a real browser: dragged in, sent in parts over a broken line, gone on with
after the page was closed.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from nominations.models import Attachment, Entry, Upload
from tests.browser.conftest import login
from tests.factories import World

PARTS = "**/uploads/*/?offset=*"


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path / "media"},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def large_picture(folder: Path) -> Path:
    """A PNG of some 9 MB, which goes in three parts: noise cannot be made smaller."""
    noise = random.Random(5).randbytes(1750 * 1750 * 3)
    path = folder / "แผนที่น้ำท่วม.png"
    Image.frombytes("RGB", (1750, 1750), noise).save(path, compress_level=0)
    return path


def open_form(page: Page, entry: Entry) -> None:
    login(page, entry.owner)
    page.goto(f"/th/entries/{entry.reference}/edit/")


def within(page: Page, seconds: float, condition: Callable[[], Any]) -> Any:
    """Waits in the browser's own time: the handlers of requests run only then."""
    until = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < until:
        page.wait_for_timeout(100)
    return found


def of_entry(entry: Entry) -> list[Attachment]:
    return list(Attachment.objects.filter(entry=entry))


def test_file_goes_in_parts_with_progress_and_an_interrupted_line_is_resumed(
    page: Page, world: World, tmp_path: Path
) -> None:
    offsets: list[str] = []

    def sometimes_broken(route: Route) -> None:
        offsets.append(route.request.url.partition("offset=")[2])
        route.abort("connectionreset") if len(offsets) in (2, 3) else route.continue_()

    open_form(page, world.draft)
    page.route(PARTS, sometimes_broken)
    before = len(of_entry(world.draft))
    page.locator("#id_file").set_input_files(large_picture(tmp_path))
    expect(page.locator(".file-line progress")).to_be_visible()
    assert within(page, 60, lambda: len(of_entry(world.draft)) == before + 1)
    assert offsets[0] == "0"
    assert offsets[1] == offsets[2] == offsets[3] == str(4 * 1024 * 1024)
    assert not Upload.objects.filter(entry=world.draft, name="แผนที่น้ำท่วม.png").exists()
    expect(page.locator("#file-list")).to_contain_text("แผนที่น้ำท่วม.png")
    expect(page.locator(".file-line")).to_have_count(0)


def test_file_chosen_again_after_the_page_was_closed_goes_on_where_it_stopped(
    page: Page, world: World, tmp_path: Path
) -> None:
    picture = large_picture(tmp_path)
    open_form(page, world.draft)
    page.route(
        PARTS,
        lambda route: (
            route.continue_() if "offset=0" in route.request.url else route.abort()
        ),
    )
    page.locator("#id_file").set_input_files(picture)
    part = 4 * 1024 * 1024
    assert within(
        page,
        20,
        lambda: Upload.objects.filter(entry=world.draft, received=part).exists(),
    )
    page.goto("/th/entries/")
    page.unroute(PARTS)
    offsets: list[int] = []
    page.on(
        "request",
        lambda r: (
            offsets.append(int(r.url.partition("offset=")[2]))
            if "offset=" in r.url
            else None
        ),
    )
    page.goto(f"/th/entries/{world.draft.reference}/edit/")
    page.locator("#id_file").set_input_files(picture)
    assert within(
        page,
        60,
        lambda: Attachment.objects.filter(
            entry=world.draft, name=picture.name
        ).exists(),
    )
    assert offsets[0] == part


def test_file_is_dropped_and_a_refusal_is_said_beside_it(
    page: Page, world: World
) -> None:
    open_form(page, world.draft)
    data = page.evaluate_handle(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["%PDF-1.4 nothing of a PDF"], "เอกสาร.pdf", { type: "application/pdf" }));
            return data;
        }"""
    )
    form = page.locator("form[data-upload]").last
    form.dispatch_event("dragover", {"dataTransfer": data})
    expect(form).to_have_class("card-plain mt-3 file-drop file-over")
    form.dispatch_event("drop", {"dataTransfer": data})
    expect(page.locator(".file-say.invalid-feedback")).to_be_visible()
    assert not Attachment.objects.filter(entry=world.draft, name="เอกสาร.pdf").exists()
