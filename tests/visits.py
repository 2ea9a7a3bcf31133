"""Walking the site as each of the roles, and leaving no trace: every request's writes
are rolled back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from config.site.bodies import OTHERS
from tests.access import ROLES, Line, all_lines, as_word
from tests.factories import World, make_world


class Visitors:
    """One client per role, signed in when it is first asked for."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._clients: dict[str, Client] = {}

    def client(self, role: str) -> Client:
        if role not in self._clients:
            client = self._clients[role] = Client(raise_request_exception=False)
            if role != "anonymous":
                client.force_login(getattr(self.world, role))
        return self._clients[role]

    def visit(self, role: str, line: Line, language: str = "th", **extra: Any) -> Any:
        client = self.client(role)
        cookies = client.cookies.copy()
        if line.method == "POST":
            extra.setdefault("content_type", kind_taken_by(line.name))
        with transaction.atomic():
            response = getattr(client, line.method.lower())(
                line.address(self.world, language), **extra
            )
            read_whole(response)
            transaction.set_rollback(True)
        client.cookies = cookies
        return response


def kind_taken_by(name: str) -> str:
    taken = OTHERS.get(name)
    return next(iter(taken)) if taken else MULTIPART_CONTENT


def read_whole(response: Any) -> None:
    """A file that is not read to its end stays open."""
    if getattr(response, "streaming", False):
        response.content_once = b"".join(response.streaming_content)


def body(response: Any) -> bytes:
    """The whole answer, streamed or not."""
    return getattr(response, "content_once", None) or getattr(response, "content", b"")


@dataclass(frozen=True)
class Answer:
    """What one role got at one address: all that the walks' tests look at."""

    line: Line
    word: str  # the status, in the table's words
    headers: dict[str, str]
    body: bytes

    def everything(self) -> str:
        """The body and the headers as one text to look for words in."""
        headers = "\n".join(f"{key}: {value}" for key, value in self.headers.items())
        return f"{headers}\n{self.body.decode('utf-8', 'replace')}"


def answer_of(line: Line, response: Any) -> Answer:
    return Answer(line, as_word(response), dict(response.items()), body(response))


@dataclass(frozen=True)
class Walk:
    world: World
    answers: tuple[Answer, ...]


@cache
def walk(role: str) -> Walk:
    """Every address of the table as this role, in Thai; once in each process.

    The tests that read it are run by one process for each role: ``tests/sharing.py``.
    """
    with transaction.atomic():
        visitors = Visitors(make_world())
        answers = [answer_of(line, visitors.visit(role, line)) for line in all_lines()]
        transaction.set_rollback(
            True
        )  # a test that looks at it makes a world of its own
    return Walk(visitors.world, tuple(answers))


def first_reader(line: Line) -> str | None:
    """The first role of the table that may read this address."""
    return next((role for role in ROLES if line.is_read_by(role)), None)


def of_each_role(roles: list[str] = ROLES) -> Callable[[Any], Any]:
    """Decorates a test of the ``walk`` of one role after the other."""
    return pytest.mark.parametrize("role", roles)
