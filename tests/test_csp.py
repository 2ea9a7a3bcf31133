"""No inline script, style or handler anywhere: what the Content-Security-Policy forbids
is not even tried.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

from tests.access import all_lines
from tests.visits import Answer, first_reader, of_each_role, walk

pytestmark = pytest.mark.once  # pages are the same on any database


class Inline(HTMLParser):
    """Collects what the policy would block, and what would be fetched from elsewhere."""

    def __init__(self, policy: str) -> None:
        super().__init__()
        self.policy = policy
        self.found: list[str] = []
        self.in_style = False

    def handle_data(self, data: str) -> None:
        """A style that the policy names by its hash is no other than the one meant."""
        if self.in_style:
            digest = b64encode(sha256(data.encode()).digest()).decode()
            if f"'sha256-{digest}'" not in self.policy:
                self.found.append(f"<style> before line {self.getpos()[0]}")
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_style = tag == "style"
        given = dict(attrs)
        # A script of another type is data, never run.
        runs = tag == "script" and given.get("type", "text/javascript") in (
            "text/javascript",
            "module",
            "",
        )
        if runs and not given.get("src"):
            self.found.append(f"<{tag}> at line {self.getpos()[0]}")
        for name, value in attrs:
            if (
                name == "style"
                or name.startswith("on")
                or (value or "").strip().lower().startswith("javascript:")
            ):
                self.found.append(f"<{tag} {name}> at line {self.getpos()[0]}")
        fetched = tag == "link" and given.get("rel") not in ("alternate", "canonical")
        source = given.get("src") or (given.get("href") if fetched else "")
        if tag in ("script", "img", "link", "iframe", "source", "video") and (
            source or ""
        ).startswith(("http", "//")):
            self.found.append(f"<{tag}> from {source}")


def inline_parts(page: Answer) -> list[str]:
    parser = Inline(page.headers.get("Content-Security-Policy", ""))
    parser.feed(page.body.decode())
    return parser.found


def read_first_by(role: str) -> list[Answer]:
    """Each address once: by the first role of the table that may read it."""
    return [one for one in walk(role).answers if first_reader(one.line) == role]


def is_page(answer: Answer) -> bool:
    return answer.headers.get("Content-Type", "").startswith("text/html")


# Who may read something that nobody before them in the table may.
READERS = (
    "anonymous outsider entrant other_entrant judge organiser registrar operator"
).split()


def test_every_readable_address_has_a_first_reader() -> None:
    assert {first_reader(line) for line in all_lines()} - {None} == set(READERS)


@pytest.mark.django_db
@of_each_role(READERS)
def test_no_page_holds_anything_inline(role: str) -> None:
    pages = [answer for answer in read_first_by(role) if is_page(answer)]
    wrong = {str(page.line): found for page in pages if (found := inline_parts(page))}
    assert pages or role == "other_entrant"  # a picture only
    assert wrong == {}


@pytest.mark.django_db
@of_each_role(READERS)
def test_every_answer_carries_a_policy_without_unsafe(role: str) -> None:
    for answer in read_first_by(role):
        policy = answer.headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy, answer.line
        assert "unsafe" not in policy, answer.line
        assert answer.headers.get("X-Content-Type-Options") == "nosniff", answer.line


def test_forms_are_checked_by_the_server_in_the_readers_language() -> None:
    """A browser's own message speaks the browser's language, not the page's."""
    forms = re.compile(r'<form\b[^>]*method="post"[^>]*>')
    templates = Path(settings.BASE_DIR, "templates").rglob("*.html")
    tags = [
        (path.name, tag)
        for path in templates
        for tag in forms.findall(path.read_text())
    ]
    assert tags
    wrong = [tag for tag in tags if "novalidate" not in tag[1]]
    assert wrong == []
