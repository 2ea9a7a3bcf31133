"""Asking every address in every phase as one role, and searching what comes back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.test import Client
from django.urls import resolve

from awards.outbox.models import Message
from tests.access import Line, all_lines
from tests.factories import World
from tests.secrecy.listening import listening
from tests.secrecy.phases import PHASES, Phase, on_stage
from tests.secrecy.planting import KINDS
from tests.secrecy.policy import policy
from tests.secrecy.searching import as_compared, in_headers, plain, texts_in, told
from tests.visits import body, read_whole

# What is left out, since it is asked elsewhere in the same words: an address that the
# table of ``tests/access.py`` closes to a role whatever the phase ("no", "in") is asked
# in the phase with most secrets only; English is read in two phases of five, where an
# answer was given.
CLOSED = ("no", "in")
FULL = Phase.DECIDED
IN_ENGLISH = (Phase.DECIDED, Phase.PUBLISHED)
# Lists that can be searched, filtered and ordered; ``test_twins`` compares what they say.
ASKED = {
    "search": ("?q={words}",),
    "awards:gallery": ("?q={words}", "?sort=title"),
    "dsure:register": ("?q={words}", "?sort=name"),
    "dsure-products-json": ("?lang=en",),
    "nominations:entry-preview": ("?as=judge",),
    "judging:judge-home": ("?order=mine", "?order=title"),
}
LINKS = re.compile(r"""(?:href|src|action|content|hx-get)=["']([^"'#]+)""")
WRITTEN_LINKS = re.compile(r"https?://[^\s\"'<>)]+")


class Reader(Client):
    """Django's client without the copies of templates' contexts that it keeps."""

    def request(self, **request: Any) -> Any:
        response = self.handler(self._base_environ(**request))
        if response.cookies:
            self.cookies.update(response.cookies)
        return response


@dataclass(frozen=True)
class Link:
    """An address that stood somewhere: which page it is of, and how it was written."""

    view: str
    given: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]  # of its query
    path: str


@dataclass
class Found:
    leaks: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)  # words that this role has seen
    logged: set[str] = field(default_factory=set)  # lines of the log
    links: dict[Phase, dict[tuple, Link]] = field(default_factory=dict)
    read: dict[Phase, set[str]] = field(default_factory=dict)  # lines answered with 200
    asked: int = 0


class Visit:
    """One role in one phase."""

    def __init__(self, world: World, phase: Phase, role: str, found: Found) -> None:
        self.world, self.phase, self.role, self.found = world, phase, role, found
        self.reader = Reader(raise_request_exception=False)
        if role != "anonymous":
            self.reader.force_login(getattr(world, role))
        self.searched: dict[str, dict[str, str]] = {}

    def ask(self, path: str) -> HttpResponseBase:
        """Leaves no trace."""
        cookies = self.reader.cookies.copy()
        with transaction.atomic():
            response = self.reader.get(path)
            read_whole(response)
            transaction.set_rollback(True)
        self.reader.cookies = cookies
        self.found.asked += 1
        return response

    def look(self, where: str, path: str) -> HttpResponseBase:
        response = self.ask(path)
        typed = plain(unquote(path))  # who wrote it knows it
        heard = self.heard_in(response)
        self.judge(
            where, {one: heard[one] for one in heard if as_compared(one) not in typed}
        )
        return response

    def heard_in(self, response: Any) -> dict[str, str]:
        """A body that came before is not searched again."""
        content = body(response)
        key = hashlib.sha256(content).hexdigest()
        if key not in self.searched:
            self.searched[key] = told(texts_of_body(response), KINDS)
        return self.searched[key] | told(texts_of_head(response), KINDS)

    def judge(self, where: str, heard: dict[str, str]) -> None:
        self.found.known |= set(heard)
        self.found.leaks += [
            f"{self.phase}, {self.role}, {where}: {kind} ({words})"
            for words, kind in heard.items()
            if policy()[kind].is_kept_from(self.role, self.phase)
        ]


def texts_of(response: Any) -> Iterator[str]:
    """All texts in an answer."""
    yield from texts_of_body(response)
    yield from texts_of_head(response)


def texts_of_body(response: Any) -> Iterator[str]:
    encoding = response.headers.get("Content-Encoding", "")
    return texts_in(body(response), encoding)


def texts_of_head(response: Any) -> Iterator[str]:
    cookies = [one.OutputString() for one in response.cookies.values()]
    named = [*response.headers.items(), *(("Set-Cookie", one) for one in cookies)]
    return in_headers([*named, ("", response.reason_phrase)])


@cache
def read_lines() -> tuple[Line, ...]:
    return tuple(line for line in all_lines() if line.method == "GET")


@cache
def walked(role: str) -> Found:
    """Every address of the table in every phase; once in each process."""
    found = Found()
    for phase in PHASES:
        with on_stage(phase) as world, listening() as lines:
            visit = Visit(world, phase, role, found)
            links = found.links[phase] = {}
            found.read[phase] = set()
            for line in read_lines():
                walk_line(visit, line, links)
            read_mails(visit, links)
            if phase == FULL:
                follow(visit, links)
        found.logged |= lines
    return found


def walk_line(visit: Visit, line: Line, links: dict[tuple, Link]) -> None:
    if line.expected[visit.role] in CLOSED and visit.phase != FULL:
        return
    path = line.address(visit.world)
    response = visit.look(f"{line} [th]", path)
    if response.status_code != 200:
        return
    visit.found.read[visit.phase].add(str(line))
    if is_page(response):
        collect(body(response).decode("utf-8", "replace"), links)
    if visit.phase in IN_ENGLISH:
        visit.look(f"{line} [en]", line.address(visit.world, "en"))
    if visit.phase == FULL:
        ask_more(visit, line, path)


def is_page(response: HttpResponseBase) -> bool:
    kind = response.headers.get("Content-Type", "")
    return any(word in kind for word in ("html", "json", "xml", "calendar", "plain"))


def ask_more(visit: Visit, line: Line, path: str) -> None:
    for query in ASKED.get(line.name, ()):
        visit.look(f"{line} {query}", path + query)


def read_mails(visit: Visit, links: dict[tuple, Link]) -> None:
    """All that is on its way to this person, by mail or by LINE."""
    if visit.role == "anonymous":
        return
    person = getattr(visit.world, visit.role)
    for mail in Message.objects.filter(to_email__iexact=person.email):
        parts = [mail.subject, mail.text, mail.html, str(mail.headers)]
        parts += [str(one) for one in mail.attachments]
        visit.judge(f"mail {mail.event} [{mail.channel}]", told(parts, KINDS))
        collect("\n".join(parts), links)


def follow(visit: Visit, links: dict[tuple, Link]) -> None:
    """As a reader clicks on: one step beyond the table's addresses."""
    covered = set(own_links(visit.world))
    for key in [key for key in links if key not in covered]:
        visit.look(f"link {links[key].path}", links[key].path)


def collect(text: str, links: dict[tuple, Link]) -> None:
    for address in {*LINKS.findall(text), *WRITTEN_LINKS.findall(text)}:
        if link := link_of(address.replace("&amp;", "&")):
            links.setdefault((link.view, link.given, link.keys), link)


def link_of(address: str) -> Link | None:
    """None where it leads elsewhere."""
    with suppress(Http404, ValueError):
        parts = urlsplit(address)
        if parts.netloc not in ("", "testserver", "127.0.0.1:8000", "localhost:8000"):
            return None
        match = resolve(parts.path)
        given = tuple(sorted((key, str(one)) for key, one in match.kwargs.items()))
        keys = tuple(sorted(parse_qs(parts.query, keep_blank_values=True)))
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return Link(match.view_name, given, keys, path)
    return None


def own_links(world: World) -> Iterator[tuple]:
    """Those that the table asks anyway."""
    for line in read_lines():
        if link := link_of(line.address(world)):
            yield (link.view, link.given, link.keys)
