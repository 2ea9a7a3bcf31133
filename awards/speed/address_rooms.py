"""Rooms of addresses that are asked only where they may hold what was asked for.

Django tries all addresses in turn, and the house has hundreds: 315 were tried before a
ballot's own, a twentieth of its page's time. A room knows the first and the third word
of each of its addresses (``manage/<edition>/results/…``) and is passed by where none
fits. What is found is found by Django itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RoutePattern
from django.utils.functional import cached_property

Words = tuple[str | None, str | None]  # first and third; None where any will do
ANY: Words = (None, None)
ONE_PART = ("<int:", "<slug:", "<str:", "<uuid:")  # what these take in has no slash


def room(module: str) -> Room:
    """``path("", include(module))``, passed by where it cannot hold the address."""
    urls, app_name, namespace = include(module)
    pattern = RoutePattern("", is_endpoint=False)
    return Room(pattern, urls, app_name=app_name, namespace=namespace)


class Room(URLResolver):
    @cached_property
    def words(self) -> frozenset[Words]:
        return frozenset(map(words_of, routes_in(self)))

    def resolve(self, path: Any) -> Any:
        if not self.may_hold(str(path)):
            raise Resolver404({"path": path, "tried": []})
        return super().resolve(path)

    def may_hold(self, path: str) -> bool:
        parts = path.split("/", 3)
        first, third = parts[0], parts[2] if len(parts) > 2 else None
        asked = {(first, third), (first, None), (None, third), ANY}
        return not asked.isdisjoint(self.words)


def routes_in(resolver: URLResolver) -> Iterator[str | None]:
    """Of every address in it; None for one that is a regular expression."""
    for held in resolver.url_patterns:
        start = route_of(held)
        if isinstance(held, URLPattern):
            yield start
        else:
            for rest in routes_in(held):
                yield None if start is None or rest is None else start + rest


def route_of(held: URLPattern | URLResolver) -> str | None:
    return str(held.pattern) if isinstance(held.pattern, RoutePattern) else None


def words_of(route: str | None) -> Words:
    if route is None:
        return ANY
    parts = route.split("/")
    first = known(parts[0])
    aligned = len(parts) > 2 and all(map(is_one_part, parts[:2]))
    return first, known(parts[2]) if aligned else None


def known(part: str) -> str | None:
    """The word itself; None where it holds what differs."""
    return None if "<" in part else part


def is_one_part(part: str) -> bool:
    return "<" not in part or (
        part.startswith(ONE_PART) and part.count("<") == 1 and part.endswith(">")
    )
