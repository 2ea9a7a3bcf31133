"""No inline script, style or handler anywhere: what the Content-Security-Policy forbids
is not even tried.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.factories import make_world
from tests.visits import Visitors, body, page_for_each_line


class Inline(HTMLParser):
    """Collects what the policy would block, and what would be fetched from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        # A script of another type is data, never run.
        runs = tag == "script" and given.get("type", "text/javascript") in (
            "text/javascript",
            "module",
            "",
        )
        if tag == "style" or (runs and not given.get("src")):
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


def inline_parts(response: Any) -> list[str]:
    parser = Inline()
    parser.feed(body(response).decode())
    return parser.found


def is_page(response: Any) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


@pytest.mark.django_db
def test_no_page_holds_anything_inline() -> None:
    pages = [
        (line, answer)
        for line, _, answer in page_for_each_line(Visitors(make_world()))
        if is_page(answer)
    ]
    wrong = {
        str(line): found for line, answer in pages if (found := inline_parts(answer))
    }
    assert len(pages) > 10
    assert wrong == {}


@pytest.mark.django_db
def test_every_answer_carries_a_policy_without_unsafe() -> None:
    visitors = Visitors(make_world())
    for line, _, answer in page_for_each_line(visitors):
        policy = answer.headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy, line
        assert "unsafe" not in policy, line
        assert answer.headers.get("X-Content-Type-Options") == "nosniff", line


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
