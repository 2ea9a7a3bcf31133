"""Sending a page's forms, and saying what is wrong with an answer: a fault of ours, a
secret in it, something half written, or words that its reader does not read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.contrib.messages import constants, get_messages
from django.db import connection, transaction
from django.urls import Resolver404, resolve
from django.utils.html import strip_tags

from tests.access import ROLES, Line
from tests.boxes import Box, forms_on
from tests.database import filled_by_tests
from tests.factories import World
from tests.kept import quoted
from tests.oddities import Sent
from tests.secrecy.phases import Phase
from tests.secrecy.planting import KINDS
from tests.secrecy.policy import policy
from tests.secrecy.searching import Search, plain
from tests.secrecy.walking import Reader, texts_of
from tests.test_odd_input import CLOSED, KEPT_OUT
from tests.visits import body, read_whole

SUMMARY = re.compile(r'<section class="form-errors"[^>]*>(.*?)</section>', re.DOTALL)
LANGUAGE = re.compile(r'<html[^>]* lang="(\w+)"')
THAI = re.compile("[\u0e01-\u0e4f]")
LATIN_WORDS = re.compile(r"[A-Za-z]{2,}")
# Written whatever comes of it: when the visitor was last here; a pseudonym, made by the
# first page that shows one; who reads an entry's check, and holds it.
ALWAYS_WRITTEN = {
    "django_session",
    "usersessions_usersession",
    "ledger_actor",
    "nominations_hold",
}
# A draft keeps all that was typed, and is told what is missing; a ballot as well.
KEEPS_DRAFTS = {"nominations:entry-edit", "judging:ballot-edit"}


@dataclass(frozen=True)
class Target:
    """Where a form goes, by whom, and which boxes it has."""

    view: str
    path: str
    role: str
    boxes: dict[str, Box] = field(default_factory=dict, compare=False)
    is_bare: bool = False  # no page has its form

    def __str__(self) -> str:
        return f"{self.view} {self.path} as {self.role}"


class Desk:
    """All roles, each signed in once, in one phase."""

    def __init__(self, world: World, phase: Phase) -> None:
        self.world, self.phase = world, phase
        self.search = Search(KINDS)
        self.readers: dict[str, Reader] = {}
        self.before = rows()

    def reader(self, role: str) -> Reader:
        if role not in self.readers:
            self.readers[role] = Reader(raise_request_exception=False)
            if role != "anonymous":
                self.readers[role].force_login(getattr(self.world, role))
                self.before = rows()
        return self.readers[role]

    @contextmanager
    def visit(self, role: str) -> Iterator[Reader]:
        """Leaves no trace: a session that was begun anew is gone as well."""
        reader = self.reader(role)
        cookies = reader.cookies.copy()
        with transaction.atomic():
            yield reader
            transaction.set_rollback(True)
        reader.cookies = cookies

    def page(self, role: str, path: str) -> Any:
        with self.visit(role) as reader:
            answer = reader.get(path)
            read_whole(answer)
        return answer

    def wrong_with(self, target: Target, sent: Sent) -> list[str]:
        path = target.path
        if sent.language == "en":
            path = re.sub("^/th/", "/en/", path)
        return self.wrong(target, path, sent.content(), sent.content_type, sent.texts())

    def wrong(
        self,
        target: Target,
        path: str,
        content: bytes,
        kind: str,
        typed: list[str],
        **more: Any,
    ) -> list[str]:
        """What is wrong with the answer; all that was written is taken back."""
        with self.visit(target.role) as reader:
            answer = reader.generic("POST", path, content, kind, **more)
            read_whole(answer)
            return list(self.faults(target, answer, path, typed))

    def faults(
        self, target: Target, answer: Any, path: str, typed: list[str]
    ) -> Iterator[str]:
        if answer.status_code >= 500:
            yield f"answers {answer.status_code}"
            return
        yield from self.leaks(target.role, answer, [path, *typed])
        said = what_is_wrong(answer)
        refused = answer.status_code >= 400 or said
        if refused and target.view not in KEEPS_DRAFTS:
            yield from (f"refused, but wrote {table}" for table in self.written())
        yield from in_another_language(answer, said, typed)

    def leaks(self, role: str, answer: Any, typed: list[str]) -> Iterator[str]:
        heard = self.search.told(texts_of(answer))
        known = plain("\n".join(typed)) if heard else ""
        for words, kind in heard.items():
            if (
                policy()[kind].is_kept_from(role, self.phase)
                and plain(words) not in known
            ):
                yield f"tells {kind} ({words})"

    def written(self) -> list[str]:
        now = rows()
        return sorted(
            table
            for table in self.before
            if now[table] != self.before[table] and table not in ALWAYS_WRITTEN
        )


def rows() -> dict[str, tuple[int, int]]:
    """How many rows each table has, and a number that any write to one of them changes."""
    tables = [model._meta.db_table for model in filled_by_tests()]
    asked = " UNION ALL ".join(
        f"SELECT '{table}', count(*), coalesce(sum(xmin::text::bigint), 0) FROM {quoted(table)}"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {table: (count, written) for table, count, written in cursor.fetchall()}


def what_is_wrong(answer: Any) -> list[str]:
    """What the answer tells its reader that they have to mend."""
    said = [
        str(one.message)
        for one in get_messages(answer.wsgi_request)
        if one.level == constants.ERROR
    ]
    kind = answer.headers.get("Content-Type", "")
    if "text/html" in kind:
        said += SUMMARY.findall(body(answer).decode("utf-8", "replace"))
    elif "json" in kind and answer.status_code >= 400:
        told = json.loads(body(answer))
        said += [str(told[name]) for name in ("problem", "message") if name in told]
    return [strip_tags(one) for one in said]


def in_another_language(
    answer: Any, said: list[str], typed: list[str]
) -> Iterator[str]:
    language = answer.headers.get("Content-Language", "th")
    for words in said:
        own = words
        for text in sorted(filter(None, typed), key=len, reverse=True):
            own = own.replace(text, "")
        if language == "en" and THAI.search(own):
            yield f"says in Thai on an English page: {words.split()}"
        if language == "th" and LATIN_WORDS.search(own) and not THAI.search(own):
            yield f"says in English on a Thai page: {words.split()}"


def sender(line: Line) -> str | None:
    """Who gets a page there, or else is led on: not to sign in, as the public is."""
    let_in = [role for role in ROLES if line.expected[role] not in CLOSED]
    at_once = [role for role in let_in if line.expected[role] != "go"]
    return next(
        iter(at_once or [one for one in let_in if one != "anonymous"] or let_in), None
    )


def targets(desk: Desk, lines: list[Line], others: list[str]) -> list[Target]:
    """Every form that stands on one of these pages, and every address of the table that
    is sent to; what no page has a form for is sent ``others``.
    """
    found: dict[str, Target] = {}
    for line in lines:
        role = sender(line)
        if role and line.method == "GET" and line.name not in KEPT_OUT:
            for target in on_page(desk, line.address(desk.world), role):
                found.setdefault(target.path, target)
    for line in lines:
        role = sender(line)
        if role and line.method == "POST":
            path = line.address(desk.world)
            bare = {name: Box("text") for name in others}
            found.setdefault(path, Target(line.name, path, role, bare, is_bare=True))
    return list(found.values())


def on_page(desk: Desk, address: str, role: str) -> Iterator[Target]:
    page = desk.page(role, address)
    if page.status_code != 200 or "html" not in page.headers.get("Content-Type", ""):
        return
    for form in forms_on(body(page).decode()):
        path = urlsplit(urljoin(address, form.action)).path
        try:
            view = resolve(path).view_name
        except Resolver404:
            continue
        if view not in KEPT_OUT:
            yield Target(view, path, role, form.boxes)
