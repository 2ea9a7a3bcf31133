"""axe finds nothing on any page: both languages, light and dark, on a telephone and on
a desk; and no page breaks its own headers.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Error, Page

from tests.access import ROLES, TABLES, Line, lines
from tests.browser.conftest import COLOURS, Site, axe_problems, login, troubles_of
from tests.factories import World

SCHEMES = ("light", "dark")
# The last two are mails as they go out: test_mails.py looks at every kind of them.
NOT_PAGES = (
    "choose-language",
    "healthz",
    "readyz",
    "metrics",
    "broadcast-preview",
    "mail-word-preview",
)


def readable(room: str) -> list[tuple[Line, str]]:
    """Each page of the room once, with the last role of the table that may read it (the
    one with most on it).
    """
    pages = []
    for line in lines(TABLES[room]):
        roles = [role for role in ROLES if line.expected[role] == "ok"]
        if roles and line.method == "GET" and line.name not in NOT_PAGES:
            pages.append(
                (
                    line,
                    "organiser"
                    if "organiser" in roles and "anonymous" not in roles
                    else roles[-1],
                )
            )
    return pages


# In which language axe looks at what. A page's elements and colours are the same in
# both; words are not: English is looked at once more for them, on the telephone.
LOOKS = {
    "th": {360: SCHEMES, 1280: SCHEMES},
    "en": {360: ("light",), 1280: ()},
}


def problems_of(page: Page, language: str) -> list[str]:
    """Everything in the light; in the dark once more what a colour scheme can change;
    and in both languages and widths, whether the page is wider than the window.
    """
    found = []
    for width, schemes in LOOKS[language].items():
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            rules = COLOURS if scheme == "dark" else ()
            found += [
                f"{width} px, {scheme}: {problem}"
                for problem in axe_problems(page, rules)
            ]
        if page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        ):
            found.append(f"{width} px: the page is wider than the window")
    return found


def opened(page: Page, address: str) -> bool:
    """Whether the browser stands on a page now. A download is none, and sends it
    nowhere; nor is a part of a page.
    """
    try:
        answer = page.goto(address)
    except Error as problem:
        if "Download is starting" not in problem.message:
            raise
        return False
    return (
        answer is not None
        and answer.headers.get("content-type", "").startswith("text/html")
        and "<html" in answer.text()
    )


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("room", TABLES)
def test_axe_finds_nothing(
    room: str,
    language: str,
    site: Site,
    world: World,
    open_context: Callable[..., BrowserContext],
) -> None:
    windows: dict[str, Page] = {}
    wrong: list[str] = []
    troubles: list[list[str]] = []
    seen = 0
    for line, role in readable(room):
        if role not in windows:
            windows[role] = open_context().new_page()
            troubles.append(troubles_of(windows[role]))
            if role != "anonymous":
                login(windows[role], getattr(world, role))
        address = line.address(world, language)
        if opened(windows[role], address):
            seen += 1
            wrong += [
                f"{line} as {role}, {problem}"
                for problem in problems_of(windows[role], language)
            ]
    assert seen > 3
    wrong += [trouble for window in troubles for trouble in window]
    assert wrong == [], "\n" + "\n".join(wrong)
