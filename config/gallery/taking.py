"""Each page × language × width × theme as a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from config.gallery.walking import NOBODY, SLOW, Shown, sign_in, walk

if TYPE_CHECKING:  # a development dependency: a site never needs it
    from playwright.sync_api import Browser, BrowserContext

Theme = Literal["light", "dark"]
LANGUAGES = ("th", "en")
WIDTHS = (375, 1280)  # points of a telephone, of a desk
THEMES: tuple[Theme, ...] = ("light", "dark")
TALLEST = 9000  # points of a page; what is below is cut off
# what waits until it is near the window is wanted now
LAZY = """for (const one of document.querySelectorAll("main *")) {
  if (one.loading === "lazy") one.loading = "eager";
  if (getComputedStyle(one).contentVisibility === "auto") one.style.contentVisibility = "visible";
}"""


@dataclass(frozen=True)
class Dress:
    language: str
    width: int
    theme: Theme

    @property
    def words(self) -> str:
        return f"{self.language}-{self.width}-{self.theme}"


@dataclass(frozen=True)
class Picture:
    page: Shown
    dress: Dress

    @property
    def file(self) -> str:
        """The same for the same kind of page, whatever row it shows."""
        name = self.page.name.replace(":", "-")
        return f"{self.page.role}--{name}--{self.dress.words}.png"


def dresses(languages: Sequence[str] = LANGUAGES) -> list[Dress]:
    return [Dress(*one) for one in product(languages, WIDTHS, THEMES)]


def find_pages(
    browser: Browser, base: str, roles: Sequence[str], only: str, most: int
) -> list[Shown]:
    """Of all roles; a page that everybody sees is shown once. ``only``: a part of the
    names wanted.
    """
    found: dict[str, Shown] = {}
    for role in roles:
        context = browser.new_context()
        if role != NOBODY:
            sign_in(context.new_page(), base, role)
        for page in walk(context, base, role, most):
            if only in page.name:
                found.setdefault(page.name, page)
        context.close()
    return list(found.values())


def take_all(
    browser: Browser,
    base: str,
    pages: Sequence[Shown],
    wanted: Sequence[Dress],
    folder: Path,
    done: Callable[[], object],
) -> list[Picture]:
    """Into ``folder``; ``done`` is called after each picture. A context of the browser
    for each role and dress.
    """
    taken: list[Picture] = []
    roles = list(dict.fromkeys(page.role for page in pages))
    for role, dress in product(roles, wanted):
        context = browser.new_context(
            viewport={"width": dress.width, "height": 900},
            color_scheme=dress.theme,
            reduced_motion="reduce",
        )
        if role != NOBODY:
            sign_in(context.new_page(), base, role)
        for page in pages:
            if page.role == role:
                picture = Picture(page, dress)
                take(context, base, picture, folder / picture.file)
                taken.append(picture)
                done()
        context.close()
    return taken


def take(context: BrowserContext, base: str, picture: Picture, target: Path) -> None:
    page = context.new_page()
    page.goto(f"{base}/{picture.dress.language}/{picture.page.path}", timeout=SLOW)
    page.evaluate(LAZY)
    page.wait_for_load_state("networkidle", timeout=SLOW)
    height = page.evaluate("document.documentElement.scrollHeight")
    tall: float = min(height, TALLEST)
    page.screenshot(
        path=target,
        full_page=True,
        clip={"x": 0, "y": 0, "width": picture.dress.width, "height": tall},
        animations="disabled",
        timeout=SLOW,
    )
    page.close()
