"""Trusted Types in a real browser: text that this site did not send becomes no part of a
page, whichever way a script tries, and what htmx fetches does.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, login, troubles_of
from tests.factories import World

pytestmark = pytest.mark.django_db(transaction=True)

EVIL = "<img src=x onerror=\"document.title='run'\">"
ANEW = "a policy made anew"
# Each way in which a string becomes part of a page or a program.
SINKS = {
    "innerHTML": "document.body.innerHTML = evil",
    "outerHTML": "document.body.firstElementChild.outerHTML = evil",
    "insertAdjacentHTML": "document.body.insertAdjacentHTML('beforeend', evil)",
    "document.write": "document.write(evil)",
    "DOMParser": "new DOMParser().parseFromString(evil, 'text/html')",
    "srcdoc": "document.createElement('iframe').srcdoc = evil",
    "script's address": "document.createElement('script').src = 'data:,x'",
    "script's text": "document.createElement('script').text = 'document.title=1'",
    "handler": "document.body.setAttribute('onclick', 'document.title=1')",
    "worker": "navigator.serviceWorker.register('/offline-worker.js')",
    "a policy of its own": "trustedTypes.createPolicy('mine', {createHTML: x => x})",
    ANEW: "trustedTypes.createPolicy('default', {createHTML: x => x})",
}
TRYING = """([name, code, evil]) => new Promise((done) => {
  const told = (event) => done(event.violatedDirective);
  document.addEventListener("securitypolicyviolation", told, {once: true});
  window.addEventListener("try", () => {
    try { tries[name](evil); } catch { /* refused: the event says why */ }
  }, {once: true});
  window.dispatchEvent(new Event("try"));
  setTimeout(() => done("nothing refused"), 500);
})"""


def in_site_script(page: Page) -> None:
    """Programs of the page's own host, as those of ours are: nothing is let in for
    tests that a page would not let in.
    """
    tries = ",\n".join(
        f"{name!r}: (evil) => {{ {code} }}" for name, code in SINKS.items()
    )
    page.route(
        "**/static/theme.js",
        lambda route: route.fulfill(
            body=f"window.tries = {{{tries}}};", content_type="text/javascript"
        ),
    )


@pytest.mark.parametrize("place", ["home", "nominations:manage-entries"])
def test_no_text_of_a_script_becomes_part_of_a_page(
    place: str, site: Site, world: World, open_context: object
) -> None:
    page = open_context(service_workers="allow").new_page()  # type: ignore[operator]
    in_site_script(page)
    login(page, world.organiser)
    with override("en"):
        where = [world.edition.code] if place != "home" else []
        page.goto(site.url + reverse(place, args=where))
    title = page.title()
    found = {
        name: page.evaluate(TRYING, [name, code, EVIL])
        for name, code in SINKS.items()
        if place != "home" or name != ANEW  # made where htmx is, and only once
    }
    refused = {"require-trusted-types-for", "trusted-types"}
    assert {name: said for name, said in found.items() if said not in refused} == {}
    assert page.title() == title


def test_htmx_shows_what_the_site_answered_and_keeps_no_copy(
    page: Page, site: Site, world: World
) -> None:
    login(page, world.organiser)
    with override("en"):
        page.goto(
            site.url + reverse("nominations:manage-entries", args=[world.edition.code])
        )
    search = page.locator("#q")
    rows = page.locator("#entries")
    expect(rows).to_contain_text(world.entry.reference)
    search.fill("nothing that any entry says")
    expect(rows).not_to_contain_text(world.entry.reference)
    assert page.evaluate("sessionStorage.getItem('htmx-history-cache')") is None
    page.go_back()
    expect(page.locator("#entries")).to_contain_text(world.entry.reference)


def test_what_htmx_is_handed_by_others_is_refused(
    site: Site, world: World, open_context: object
) -> None:
    page = open_context().new_page()  # type: ignore[operator]
    troubles = troubles_of(page)
    login(page, world.organiser)
    with override("en"):
        page.goto(
            site.url + reverse("nominations:manage-entries", args=[world.edition.code])
        )
    refused = page.evaluate(
        """evil => {
          try { htmx.swap("#entries", evil, {swapStyle: "innerHTML"}); return false; }
          catch (error) { return error instanceof TypeError; }
        }""",
        EVIL,
    )
    assert refused
    assert page.locator("#entries img[src=x]").count() == 0
    assert any("Trusted" in trouble for trouble in troubles)
