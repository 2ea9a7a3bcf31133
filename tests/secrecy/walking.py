"""Asking every address in every phase as every role, in both languages, and searching
what comes back; then every link that anybody was given or found until then.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from awards.outbox.models import Message
from tests.access import ROLES, Line
from tests.factories import World
from tests.secrecy.links import (
    CLOSED,
    Link,
    Links,
    closed_views,
    collect,
    keep,
    own_links,
    read_lines,
)
from tests.secrecy.listening import listening
from tests.secrecy.phases import PHASES, Phase, on_stage
from tests.secrecy.planting import KINDS
from tests.secrecy.policy import policy
from tests.secrecy.searching import Search, in_headers, plain, texts_in
from tests.visits import body, read_whole

# What is left out, since its answer is made before anything is looked up: what the table
# closes to a role whatever the phase is asked in the phase with most secrets only; and
# what was refused or led elsewhere in Thai is asked in English in that phase only.
FULL = Phase.DECIDED
REFUSED = (301, 302, 303, 403, 404)
# Lists that can be searched, filtered and ordered, and rounds other than the one shown
# first; ``test_twins`` compares what they say.
ASKED = {
    "search": ("?q={words}",),
    "awards:gallery": ("?q={words}", "?sort=title"),
    "dsure:register": ("?q={words}", "?sort=name"),
    "dsure-products-json": ("?lang=en",),
    "nominations:entry-preview": ("?as=judge",),
    "judging:result-entry": ("?round=screening", "?round=pairs"),
    "judging:scores-export": ("?round=screening",),
    "judging:judge-home": ("?order=mine", "?order=title"),
}


class Reader(Client):
    """Django's client without the copies of templates' contexts that it keeps."""

    def request(self, **request: Any) -> Any:
        response = self.handler(self._base_environ(**request))
        if response.cookies:
            self.cookies.update(response.cookies)
        return response


@dataclass(frozen=True)
class Body:
    """What stands in an answer's body, read once however often it comes."""

    heard: dict[str, str]
    links: set[str]


@dataclass
class Found:
    """By one role."""

    leaks: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)  # words that this role has seen
    logged: set[str] = field(default_factory=set)  # lines of the log
    asked: int = 0


@dataclass
class Shelf:
    """What all visits of one process share: bodies that were read, links that were found."""

    search: Search = field(default_factory=lambda: Search(KINDS))
    bodies: dict[bytes, Body] = field(default_factory=dict)
    links: Links = field(default_factory=dict)
    opened: Counter[tuple[Phase, str]] = field(default_factory=Counter)


class Visit:
    """One role in one phase."""

    def __init__(
        self, world: World, phase: Phase, role: str, found: Found, shelf: Shelf
    ) -> None:
        self.world, self.phase, self.role = world, phase, role
        self.found, self.shelf = found, shelf
        self.reader = Reader(raise_request_exception=False)
        if role != "anonymous":
            self.reader.force_login(getattr(world, role))

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

    def look(self, where: str, path: str, among: frozenset[str] = frozenset()) -> int:
        """Its status. ``among``: who else may be told, by an address that is a key."""
        response = self.ask(path)
        read = self.read(response)
        heard = read.heard | self.shelf.search.told(texts_of_head(response))
        typed = plain(unquote(path)) if heard else ""  # who wrote it knows it
        told = {one: kind for one, kind in heard.items() if plain(one) not in typed}
        self.judge(where, told, among)
        keep(read.links, self.role, self.shelf.links)
        return response.status_code

    def read(self, response: Any) -> Body:
        content = body(response)
        key = hashlib.sha256(content).digest()
        if key not in self.shelf.bodies:
            texts = list(texts_of_body(response))
            heard = self.shelf.search.told(texts)
            self.shelf.bodies[key] = Body(heard, collect(texts))
        return self.shelf.bodies[key]

    def judge(
        self, where: str, heard: dict[str, str], among: frozenset[str] = frozenset()
    ) -> None:
        self.found.known |= set(heard)
        self.found.leaks += [
            f"{self.phase}, {self.role}, {where}: {kind} ({words})"
            for words, kind in heard.items()
            if all(
                policy()[kind].is_kept_from(role, self.phase)
                for role in {self.role, *among}
            )
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


@dataclass
class Walk:
    found: dict[str, Found]
    shelf: Shelf


@cache
def walked() -> Walk:
    """Every address of the table in every phase, once in each process: all roles in
    turn, since what one of them finds is opened by the others.
    """
    walk = Walk({role: Found() for role in ROLES}, Shelf())
    for phase in PHASES:
        with on_stage(phase) as world:
            visits = [
                Visit(world, phase, role, walk.found[role], walk.shelf)
                for role in ROLES
            ]
            for go in (walk_lines, read_mails, open_links):
                for visit in visits:
                    with listening() as lines:
                        go(visit)
                    visit.found.logged |= lines
    return walk


def walk_lines(visit: Visit) -> None:
    for line in read_lines():
        closed = line.expected[visit.role] in CLOSED
        if not closed or visit.phase == FULL:
            status = walk_line(visit, line, "th")
            if status not in REFUSED or (visit.phase == FULL and not closed):
                walk_line(visit, line, "en")


def walk_line(visit: Visit, line: Line, language: str) -> int:
    """An address that is of no language is asked once."""
    path = line.address(visit.world, language)
    if language == "en" and path == line.address(visit.world):
        return 0
    status = visit.look(f"{line} [{language}]", path)
    if visit.phase == FULL:
        for query in ASKED.get(line.name, ()):
            asked = query.format(words=KINDS["winners"][0])
            visit.look(f"{line} [{language}] {asked}", path + asked)
    return status


def read_mails(visit: Visit) -> None:
    """All that is on its way to this person, by mail or by LINE, or was shown once."""
    given = visit.world.things["given"].get(visit.role, [])
    keep(given, visit.role, visit.shelf.links)
    if visit.role == "anonymous":
        return
    person = getattr(visit.world, visit.role)
    for mail in Message.objects.filter(to_email__iexact=person.email):
        parts = [mail.subject, mail.text, mail.html, str(mail.headers)]
        parts += [str(one) for one in mail.attachments]
        told = visit.shelf.search.told(parts)
        visit.judge(f"mail {mail.event} [{mail.channel}]", told)
        keep(collect(parts), visit.role, visit.shelf.links)


def open_links(visit: Visit) -> None:
    """All that anybody was given or found in this phase and before, whoever it was: kept,
    sent on, opened now.
    """
    covered = set(own_links(visit.world))
    closed = closed_views(visit.role) if visit.phase != FULL else frozenset()
    for link in list(visit.shelf.links.values()):
        if link.key not in covered and link.key.view not in closed:
            visit.shelf.opened[visit.phase, visit.role] += 1
            visit.look(f"link {link.path}", link.path, givers(link))


def givers(link: Link) -> frozenset[str]:
    return frozenset(link.found_by) if link.is_a_key else frozenset()
