"""Rooms that cannot hold an address are passed by, and every address is found as if each
room had been asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.urls import Resolver404, ResolverMatch, URLResolver, get_resolver, reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.speed.address_rooms import ANY, Room, Words, routes_in, words_of

Found = tuple[object, ...] | None
SAMPLES = {
    "int": "7",
    "slug": "smart-city",
    "str": "สมมุติ",
    "uuid": "01980a51-7f3c-7000-8000-000000000000",
    "path": "a/b.pdf",
}


def rooms_in(resolver: URLResolver) -> Iterator[Room]:
    """Those that hold no other."""
    for held in resolver.url_patterns:
        inner = list(rooms_in(held)) if isinstance(held, URLResolver) else []
        yield from inner
        if isinstance(held, Room) and not inner:
            yield held


def asking_all(resolver: URLResolver) -> URLResolver:
    """Django's own, of the same addresses in the same order."""
    held = [
        asking_all(one) if isinstance(one, URLResolver) else one
        for one in resolver.url_patterns
    ]
    return URLResolver(
        resolver.pattern,
        held,
        resolver.default_kwargs,
        app_name=resolver.app_name,
        namespace=resolver.namespace,
    )


HOUSE = get_resolver()
PLAIN = asking_all(HOUSE)
ROOMS = list(rooms_in(HOUSE))


def filled(route: str) -> str:
    return re.sub(r"<(\w+):\w+>", lambda found: SAMPLES[found[1]], route)


ROUTES = [filled(route) for route in routes_in(PLAIN.url_patterns[-1]) if route]
WORDS = sorted({word for route in ROUTES for word in route.split("/")})


def found_by(resolver: URLResolver, path: str) -> Found:
    try:
        match: ResolverMatch = resolver.resolve(path)
    except Resolver404:
        return None
    return match.func, match.args, match.kwargs, match.view_name, match.route


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.urlconf_name.__name__)
def test_every_address_of_a_room_is_found_there(room: Room) -> None:
    routes = [filled(route) for route in routes_in(room) if route is not None]
    assert routes
    for route in routes:
        assert room.may_hold(route)
        for language in ("th", "en"):
            path = f"/{language}/{route}"
            assert found_by(HOUSE, path) == found_by(PLAIN, path)


addresses = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("/".join),
    st.tuples(st.sampled_from(ROUTES), st.sampled_from(["", "/", "x", "/x/"])).map(
        "".join
    ),
)


@settings(max_examples=50, deadline=None)
@given(addresses)
def test_whatever_is_asked_for_is_found_or_not_as_if_all_had_been_asked(
    path: str,
) -> None:
    asked = "/th/" + path
    assert found_by(HOUSE, asked) == found_by(PLAIN, asked)


def test_most_addresses_are_never_tried() -> None:
    path = reverse("judging:ballot-edit", args=[7])
    tried = [len(resolver.resolve(path).tried or ()) for resolver in (HOUSE, PLAIN)]
    assert tried[0] < tried[1] / 3


@pytest.mark.parametrize(
    ("route", "words"),
    [
        ("judge/ballots/<int:pk>/", ("judge", None)),
        ("manage/<slug:edition>/results/", ("manage", "results")),
        ("manage/<slug:edition>/", ("manage", "")),
        ("manage/", ("manage", None)),
        ("", ("", None)),
        ("<slug:code>/a/b/", (None, "b")),
        ("files/<path:name>/raw/", ("files", None)),
        ("files/<str:name>.ics/raw/", ("files", None)),
        ("files/v<int:number>/raw/", ("files", None)),
        ("<int:pk>x/a/b", ANY),
        (None, ANY),
    ],
)
def test_words_of_an_address_say_no_more_than_is_certain(
    route: str | None, words: Words
) -> None:
    assert words_of(route) == words
