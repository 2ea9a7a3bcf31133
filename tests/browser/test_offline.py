"""Without a connection the desks say what is kept and what to do, and keep no page of
anybody's.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Site, login
from tests.factories import World

READY = "navigator.serviceWorker.ready.then(() => true)"
KEPT = """caches.keys().then(names => Promise.all(names.map(name => caches.open(name)
  .then(cache => cache.keys())))).then(found => found.flat().map(one => new URL(one.url).pathname))"""


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    window = {"width": 375, "height": 800}
    return open_context(viewport=window, service_workers="allow").new_page()


@pytest.mark.parametrize("desk", ["/th/judge/", "/en/entries/"])
def test_lost_connection_is_told_in_both_languages(
    phone: Page, site: Site, world: World, desk: str
) -> None:
    login(phone, world.judge if "judge" in desk else world.entrant)
    phone.goto(desk)
    phone.evaluate(READY)
    phone.reload()
    phone.context.set_offline(True)
    phone.goto(desk)
    expect(phone.get_by_text("ไม่มีการเชื่อมต่ออินเทอร์เน็ต")).to_be_visible()
    expect(phone.get_by_role("heading", name="No connection")).to_be_visible()
    assert phone.evaluate("getComputedStyle(document.body).fontFamily") != ""
    assert phone.evaluate("document.styleSheets.length") > 0
    kept = phone.evaluate(KEPT)
    assert "/offline/" in kept
    assert all(path == "/offline/" or path.startswith("/static/") for path in kept)
    phone.context.set_offline(False)
    phone.goto(desk)
    assert "No connection" not in phone.content()


def test_other_pages_are_left_to_the_browser(phone: Page, world: World) -> None:
    login(phone, world.entrant)
    phone.goto("/en/entries/")
    phone.evaluate(READY)
    phone.goto("/en/account/profile/")
    assert phone.evaluate("navigator.serviceWorker.controller") is None
