"""Walking the site as each of the roles, and leaving no trace: every request's writes
are rolled back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.test import Client

from tests.access import ROLES, Line, all_lines, as_word
from tests.factories import World


class Visitors:
    """One signed-in client per role."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clients = {role: Client(raise_request_exception=False) for role in ROLES}
        for role in ROLES[1:]:
            self.clients[role].force_login(getattr(world, role))

    def visit(self, role: str, line: Line, language: str = "th", **extra: Any) -> Any:
        client = self.clients[role]
        cookies = client.cookies.copy()
        with transaction.atomic():
            response = getattr(client, line.method.lower())(
                line.address(self.world, language), **extra
            )
            if getattr(response, "streaming", False):
                response.content_once = b"".join(response.streaming_content)
            transaction.set_rollback(True)
        client.cookies = cookies
        return response

    def pages(self, role: str, language: str = "th") -> Iterator[tuple[Line, Any]]:
        """Every address that this role can read, with its answer."""
        for line in all_lines():
            if line.method == "GET" and line.expected[role] == "ok":
                yield line, self.visit(role, line, language)


def body(response: Any) -> bytes:
    """The whole answer, streamed or not."""
    return getattr(response, "content_once", None) or getattr(response, "content", b"")


def everything(response: Any) -> str:
    """The body and the headers as one text to look for words in."""
    headers = "\n".join(f"{key}: {value}" for key, value in response.items())
    return f"{headers}\n{body(response).decode('utf-8', 'replace')}"


def page_for_each_line(
    visitors: Visitors, language: str = "th"
) -> Iterator[tuple[Line, str, Any]]:
    """Each readable address once, asked by the first role of the table that may."""
    for line in all_lines():
        role = next((role for role in ROLES if line.expected[role] == "ok"), None)
        if role and line.method == "GET":
            yield line, role, visitors.visit(role, line, language)


__all__ = ["Visitors", "as_word", "body", "everything", "page_for_each_line"]
