"""Which pages there are: each role of the demonstration follows the links that it is
shown, and keeps one address for each kind of page.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import override

from config.demonstration.cast import password

if TYPE_CHECKING:  # a development dependency: a site never needs it
    from playwright.sync_api import BrowserContext, Page

NOBODY = "public"
WALKERS = (NOBODY, "entrant", "judge", "organiser", "registrar", "operator")
STARTS = ("", "desk/", "demo/components/", "demo/components/public/", "account/login/")
# an act, or the same page in another dress
NEVER = {"account_logout", "choose-language", "demo-mails"}
SLOW = 60_000  # milliseconds for a page on a busy machine


@dataclass(frozen=True)
class Shown:
    """A kind of page: who saw it, by which name, at which address behind the language."""

    role: str
    name: str
    path: str


class Links(HTMLParser):
    """Where the links of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href") and "download" not in given:
            self.found.append(str(given["href"]))


def links_of(html: str) -> list[str]:
    parser = Links()
    parser.feed(html)
    return parser.found


def name_of(path: str) -> str:
    """The name of the address in the table of addresses; empty where none answers."""
    with override("en"):  # the language stands in the address
        try:
            return resolve(path).view_name
        except Resolver404:
            return ""


def local_path(base: str, page: str, link: str, language: str) -> str:
    """Of a link that stays on the site and in the language, without fragment and
    query; empty for any other.
    """
    target = urlsplit(urljoin(page, link))
    if f"{target.scheme}://{target.netloc}" != base:
        return ""
    return target.path if target.path.startswith(f"/{language}/") else ""


def sign_in(page: Page, base: str, role: str) -> None:
    page.goto(f"{base}/en/account/login/", timeout=SLOW)
    page.fill("input[name=login]", f"{role}@example.org")
    page.fill("input[name=password]", password())
    with page.expect_navigation(timeout=SLOW):
        page.keyboard.press("Enter")
    if "/login/" in page.url:
        raise RuntimeError(f"{role}@example.org could not sign in at {base}")


def walk(context: BrowserContext, base: str, role: str, most: int) -> list[Shown]:
    """One address for each kind of page that the role reaches, ``most`` at the most.
    Pages are asked for without being drawn.
    """
    waiting = deque(f"/en/{start}" for start in STARTS)
    seen: set[str] = set()
    shown: list[Shown] = []
    while waiting and len(shown) < most:
        path = waiting.popleft()
        name = name_of(path)
        if not name or name in seen or name in NEVER:
            continue
        answer = context.request.get(f"{base}{path}", max_redirects=0, timeout=SLOW)
        if answer.status == 302:
            waiting.append(
                local_path(base, f"{base}{path}", answer.headers["location"], "en")
            )
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        seen.add(name)
        shown.append(Shown(role, name, path.removeprefix("/en/")))
        for link in links_of(answer.text()):
            waiting.append(local_path(base, f"{base}{path}", link, "en"))
    return shown
