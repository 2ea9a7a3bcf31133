"""Whatever stands in a query, a header, an address or one of the documents that went
wrong once: no answer is a fault of ours.

Every address of ``tests/access.py`` that is read is asked by a role that it lets in, with
odd values under every name that any view reads. What is sent: ``test_odd_forms.py``.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests.access import ROLES, TABLES, Line, lines
from tests.factories import World, make_world
from tests.visits import Visitors, body

pytestmark = pytest.mark.once  # pages are the same on any database


ODD = (
    "²",
    "x",
    "\x00",
    "1e999",
    "99999999999999999999999999",
    "-1",
    "9" * 5000,
    "٣",
    "NaN",
    "\ud800",
    "[" * 5000,
    "null",
    "'\"<b>%s{}",
    "2026-13-45",
    "",
)
WORD = re.compile(r'f?"([a-z_-]+)')
FIELD = re.compile(r'name="([^"]+)"')
CLOSED = {"in", "no", "--", "401", "405", "410"}
KEPT_OUT = {"account_logout"}  # ends the visit
DOCUMENTS = (
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b"null",
    b"1e999",
    b"\xff\xfe",
    b'{"known": null}',
    b'{"known": {"a": null}}',
    b'{"known": {"a": 1e999}}',
    b'{"known": {"a": "\xc2\xb2"}}',
    b'{"known": {"a": 99999999999999999999999999}}',
    b'{"scores": {"impact": 1e999}}',
    b'{"scores": {"impact": NaN}}',
    b'{"scores": {"impact": "\\ud800"}}',
    b'{"comments": {"impact": "\\u0000"}}',
    b'{"comment_panel": "\\ud800"}',
    b'{"comment_panel": "\\u0000"}',
    b'{"scores": {"\\u0000": "1"}}',
    b'{"scores": 1}',
)
HEADERS = (
    {"Range": f"bytes=0-{'9' * 5000}"},
    {"Range": "bytes=²-"},
    {"Range": f"bytes=-{'9' * 5000}"},
    {"If-None-Match": '"' + "x" * 5000},
    {"Accept-Language": "x" * 600},
    {"Sec-Fetch-Site": "²", "Origin": "http://["},
)


def names_read(method: str) -> list[str]:
    """Every name that some view reads of a query or a form."""
    from django.conf import settings

    found: set[str] = set()
    for room in ("awards", "nominations", "judging", "config"):
        for path in (settings.BASE_DIR / room).rglob("*.py"):
            reading = [
                line
                for line in path.read_text().splitlines()
                if re.search(rf"\b(request|data)\.{method}\b", line)
            ]
            found.update(name for line in reading for name in WORD.findall(line))
    return sorted(found)


def role_let_in(line: Line) -> str | None:
    return next((role for role in ROLES if line.expected[role] not in CLOSED), None)


def odd(names: list[str], turn: int) -> dict[str, str]:
    """Each name with another odd value in each turn, but for lone halves of letters: no
    browser can send them so.
    """
    values = [value for value in ODD if value != "\ud800"]
    return {
        name: values[(place * 5 + turn) % len(values)]
        for place, name in enumerate(names)
    }


def faults(visitors: Visitors, line: Line, role: str, queries: list[str]) -> list[str]:
    found = []
    own = FIELD.findall(body(visitors.visit(role, line)).decode("utf-8", "replace"))
    names = sorted({*queries, *own})
    for turn in range(TURNS):
        sent = odd(names, turn)
        if visitors.visit(role, line, data=sent).status_code >= 500:
            found.append(f"{line} as {role}, turn {turn}")
    return found


TURNS = 3


@pytest.mark.django_db
@pytest.mark.parametrize("room", TABLES)
def test_no_odd_value_is_a_fault(room: str) -> None:
    visitors = Visitors(make_world())
    queries = names_read("GET")
    assert {"judge", "page", "q"} <= set(queries)
    found = []
    for line in lines(TABLES[room]):
        role = role_let_in(line)
        if role and line.method == "GET" and line.name not in KEPT_OUT:
            found += faults(visitors, line, role, queries)
    assert found == [], "\n" + "\n".join(found)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.mark.parametrize("name", ["judging:ballot-save", "judging:sample-save"])
def test_no_document_is_a_fault(world: World, name: str) -> None:
    visitors = Visitors(world)
    line = next(line for line in lines(TABLES["judging"]) if line.name == name)
    for document in DOCUMENTS:
        response = visitors.visit(
            "judge", line, data=document, content_type="application/json"
        )
        assert response.status_code < 500, (document[:60], response.status_code)


def test_no_header_is_a_fault(world: World) -> None:
    visitors = Visitors(world)
    files = [
        line
        for room in ("nominations", "judging")
        for line in lines(TABLES[room])
        if re.search("file|attach", line.name)
    ]
    for line in files:
        role = role_let_in(line)
        for headers in HEADERS if role else ():
            assert visitors.visit(str(role), line, headers=headers).status_code < 500, (
                line,
                headers,
            )


NUMBERS = ("9" * 19, "9" * 30, "9" * 5000, str(2**31), str(2**63))


def test_no_number_in_an_address_is_a_fault(world: World) -> None:
    visitors = Visitors(world)
    asked = 0
    for table in TABLES.values():
        for line in lines(table):
            role = role_let_in(line)
            address = line.address(world)
            if role is None or not re.search(r"/\d+(?=[/.])", address):
                continue
            for number in NUMBERS:
                odd_address = re.sub(r"/\d+(?=[/.])", f"/{number}", address)
                act: Any = getattr(visitors.client(role), line.method.lower())
                assert act(odd_address).status_code < 500, odd_address[:200]
                asked += 1
    assert asked > 100


def test_odd_versions_are_told_to_the_desk(world: World) -> None:
    line = next(
        line for line in lines(TABLES["judging"]) if line.name == "judging:ballot-save"
    )
    response = Visitors(world).visit(
        "judge", line, data=json.dumps({"known": None}), content_type="application/json"
    )
    assert response.status_code == 400
    assert response.json()["problem"]


def test_half_a_letter_in_an_address_is_no_fault(client: Client, db: None) -> None:
    assert client.get("/th/dsure/%ED%A0%80/").status_code < 500
    assert (
        client.get("/th/dsure/", QUERY_STRING="q=%ED%A0%80&page=%ED%A0%80").status_code
        < 500
    )
