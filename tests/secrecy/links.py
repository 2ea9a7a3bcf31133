"""Addresses that somebody was given or found: in a page, a mail, a feed, a calendar, a
workbook or a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from django.http import Http404
from django.urls import resolve

from config.site.private_pages import SECRET_PARAMETERS
from tests.access import Line, all_lines
from tests.factories import World

# What the table of ``tests/access.py`` closes to a role whatever the phase.
CLOSED = ("no", "in")
LINKS = re.compile(
    r"""(?:href|src|action|content|hx-get|hx-post)=["']([^"'#]+)|(https?://[^\s"'<>)#]+)"""
)
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OURS = ("", "testserver", "127.0.0.1:8000", "localhost:8000")


class Key(NamedTuple):
    """Links of one key lead to the same page: the values of a query do not count."""

    view: str
    given: tuple[tuple[str, str], ...]
    query: tuple[str, ...]


@dataclass
class Link:
    key: Key
    path: str
    found_by: set[str] = field(default_factory=set)  # roles

    @property
    def is_a_key(self) -> bool:
        """Whoever has it may do what the one may whom it was given to; a uuid is of a
        thing that one has to be let into anyway.
        """
        return any(
            name in SECRET_PARAMETERS and not UUID.fullmatch(given)
            for name, given in self.key.given
        )


Links = dict[Key, Link]


def collect(texts: Iterable[str]) -> set[str]:
    """As they are written."""
    return {
        (found[1] or found[2]).replace("&amp;", "&")
        for text in texts
        for found in LINKS.finditer(text)
    }


def keep(addresses: Iterable[str], role: str, links: Links) -> None:
    for address in addresses:
        if link := link_of(address):
            links.setdefault(link.key, link).found_by.add(role)


@cache
def parsed(address: str) -> tuple[Key, str] | None:
    """None where it leads elsewhere."""
    with suppress(Http404, ValueError):
        parts = urlsplit(address)
        if parts.netloc not in OURS:
            return None
        match = resolve(parts.path)
        given = tuple(sorted((key, str(one)) for key, one in match.kwargs.items()))
        names = tuple(sorted(parse_qs(parts.query, keep_blank_values=True)))
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return Key(match.view_name, given, names), path
    return None


def link_of(address: str) -> Link | None:
    found = parsed(address)
    return Link(*found) if found else None


@cache
def read_lines() -> tuple[Line, ...]:
    return tuple(line for line in all_lines() if line.method == "GET")


def own_links(world: World) -> Iterator[Key]:
    """Those that the table asks anyway."""
    for line in read_lines():
        if link := link_of(line.address(world)):
            yield link.key


@cache
def closed_views(role: str) -> frozenset[str]:
    """Which the table closes to a role whatever thing is asked for."""
    views = {line.name for line in all_lines()}
    opened = {line.name for line in all_lines() if line.expected[role] not in CLOSED}
    return frozenset(views - opened)
