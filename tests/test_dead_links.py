"""No page leads its reader to a page that they may not open: a link that answers 403 or
404 is a dead end.
"""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.visits import Answer, Walk, of_each_role, walk

pytestmark = pytest.mark.once  # pages are the same on any database

LINK = re.compile(r'<a\b[^>]*\shref="([^"#?]+)')
CLOSED = {"no", "--"}


def closed_addresses(walked: Walk) -> set[str]:
    """Addresses that were asked and did not open."""
    return {
        answer.line.address(walked.world)
        for answer in walked.answers
        if answer.line.method == "GET" and answer.word in CLOSED
    }


def links_of(answer: Answer) -> set[str]:
    return set(map(unescape, LINK.findall(answer.body.decode("utf-8", "replace"))))


@pytest.mark.django_db
@of_each_role()
def test_no_page_leads_where_its_reader_may_not_go(role: str) -> None:
    walked = walk(role)
    closed = closed_addresses(walked)
    assert closed
    dead = [
        f"{answer.line}: {link}"
        for answer in walked.answers
        if answer.word == "ok"
        for link in sorted(links_of(answer) & closed)
    ]
    assert dead == [], "\n" + "\n".join(dead)
