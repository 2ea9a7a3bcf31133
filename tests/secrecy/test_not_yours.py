"""Whether a thing is there is itself a secret: what is not yours answers as what is not
there does, word for word, after the same statements. ``make stopwatch`` measures both
in turns.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from itertools import takewhile
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.access import FOR_ADDRESS, Line, all_lines, parameters_by_name
from tests.factories import World, make_world
from tests.visits import Visitors, body

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Thing of somebody else's by the parameter of the address, and one that nobody has.
NOBODYS: dict[str, Any] = {
    "reference": "TEST-2566-9999",
    "key": uuid.UUID(int=7),
    "assignment": 999_999,
    "standing": 999_999,
    "sample": 999_999,
    "presentation": 999_999,
    "pk": 999_999,
    "organisation": 999_999,
    "judge": 999_999,
    "code": "AAAA-BBBB-CCCC-DDDD",
    "number": "DS-EMBARGO-9999",
}
# Anybody's: not there is a size that was not signed, whoever asks.
PROOFS = {"record-inclusion", "record-consistency"}
LITERAL = re.compile(r"'(?:[^']|'')*'(?:::\w+)?|\b\d+(?:\.\d+)?\b|\"s\d+_x\d+\"")
# Made of the body, which is compared itself, or of what is signed for one answer.
OF_THE_BODY = ("Content-Security-Policy", "Content-Length", "ETag", "Expires")
ONES_OWN = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|"token": "\w+"|nonce-[\w+/=-]+'
)


@dataclass(frozen=True)
class Told:
    """All that an answer could be told apart by."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    statements: tuple[str, ...]


def told(visitors: Visitors, role: str, line: Line, address: str) -> Told:
    client = visitors.client(role)
    return told_by(client, line.method, address)


def told_by(client: Client, method: str, address: str, **sent: str) -> Told:
    """Its writes are taken back, so that a second one finds what the first one did."""
    with (
        transaction.atomic(),
        CaptureQueriesContext(connection) as captured,
    ):
        response = getattr(client, method.lower())(address, sent or None)
        transaction.set_rollback(True)
    return Told(
        status=response.status_code,
        headers=tuple(
            (name, without_address(value.encode(), address).decode())
            for name, value in sorted(response.headers.items())
            if name not in OF_THE_BODY
        ),
        content=without_address(body(response), address),
        statements=tuple(LITERAL.sub("?", one["sql"]) for one in captured),
    )


def without_address(content: bytes, address: str) -> bytes:
    """What is signed for one answer and where it was asked for are no answer."""
    rest = address.removeprefix("/th")
    typed = rest.rstrip("/").removesuffix(".json").rpartition("/")[2]
    for written in (rest, quote(rest), quote(rest, safe=""), typed):
        if len(written) < 9:  # a number stands in many places
            continue
        content = content.replace(written.encode(), b"*")
    return ONES_OWN.sub(b"", content)


def first_difference(one: Any, other: Any) -> str:
    texts = [
        part.decode() if isinstance(part, bytes) else repr(part)
        for part in (one, other)
    ]
    at = len(list(takewhile(lambda two: two[0] == two[1], zip(*texts, strict=False))))
    return " | ".join(text[max(0, at - 60) : at + 60] for text in texts)


def of_others(role: str) -> list[Line]:
    """Lines that are not there for this role, of a thing that is."""
    return [
        line
        for line in all_lines()
        if line.expected[role] == "--"
        and last_parameter(line) in NOBODYS
        and (line.name not in FOR_ADDRESS or line.given)
        and line.name not in PROOFS
    ]


def last_parameter(line: Line) -> str:
    return (parameters_by_name()[line.name] or [""])[-1]


def nobodys(line: Line, world: World) -> str:
    given = dict(line.given)
    kwargs = {
        key: world.things[given.get(key, key)]
        for key in parameters_by_name()[line.name]
    }
    kwargs[last_parameter(line)] = NOBODYS[last_parameter(line)]
    with override("th"):
        return reverse(line.name, kwargs=kwargs)


@pytest.mark.parametrize("role", ["outsider", "other_entrant", "judge"])
def test_what_is_not_yours_answers_as_what_is_not_there(role: str) -> None:
    world = make_world()
    visitors = Visitors(world)
    lines = of_others(role)
    assert len(lines) > 20
    visitors.visit(role, lines[0])  # what is kept for a session is kept now
    differing = []
    for line in lines:
        theirs = told(visitors, role, line, line.address(world))
        absent = told(visitors, role, line, nobodys(line, world))
        differing += [
            f"{line}: {name}: "
            + first_difference(getattr(theirs, name), getattr(absent, name))
            for name in ("status", "headers", "content", "statements")
            if getattr(theirs, name) != getattr(absent, name)
        ]
    assert differing == [], "\n".join(differing)


PASSWORD_TYPED = "wrong-korapin-2566-mali"
# Form → its field for a mailbox, and what else is filled in.
ASKED_WITH_A_MAILBOX: dict[str, tuple[str, dict[str, str]]] = {
    "account_login": ("login", {"password": PASSWORD_TYPED}),
    "sign-in-link-ask": ("login", {}),
    "account_reset_password": ("email", {}),
    "account_signup": (
        "email",
        {"password1": PASSWORD_TYPED, "name": "ผู้ใช้ใหม่", "notice": "on"},
    ),
}
HASHED: list[str] = []


class CountedHasher(MD5PasswordHasher):
    """Hashing takes longer than all statements of a page together: whoever has no
    account must be made to wait for it as well.
    """

    def encode(self, password: str, salt: str) -> str:
        HASHED.append(password)
        return super().encode(password, salt)


@pytest.mark.parametrize("name", ASKED_WITH_A_MAILBOX)
def test_form_does_not_tell_who_has_an_account(name: str, settings: Any) -> None:
    known, unknown = make_world().entrant.email, "nobody.there@example.net"
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    field, others = ASKED_WITH_A_MAILBOX[name]
    answers = []
    for mailbox in (known, unknown):
        HASHED.clear()
        answer = told_by(Client(), "POST", reverse(name), **others, **{field: mailbox})
        content = answer.content.replace(mailbox.encode(), b"*")
        headers = [(key, value.replace(mailbox, "*")) for key, value in answer.headers]
        answers.append((answer.status, len(HASHED), headers, content))
    assert answers[0] == answers[1], first_difference(*answers)
    assert name in ("account_login", "sign-in-link-ask") or answers[0][0] == 302
