"""No page leads its reader to a page that they may not open: a link that answers 403 or
404 is a dead end.
"""

from __future__ import annotations

import re
from html import unescape

import pytest

from awards.roles import Role
from tests.access import all_lines
from tests.factories import make_organiser, make_user, make_world
from tests.visits import Answer, Visitors, Walk, answer_of, of_each_role, walk

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


def dead_links(walked: Walk) -> list[str]:
    closed = closed_addresses(walked)
    assert closed
    return [
        f"{answer.line}: {link}"
        for answer in walked.answers
        if answer.word == "ok"
        for link in sorted(links_of(answer) & closed)
    ]


@pytest.mark.django_db
@of_each_role()
def test_no_page_leads_where_its_reader_may_not_go(role: str) -> None:
    dead = dead_links(walk(role))
    assert dead == [], "\n" + "\n".join(dead)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.ELIGIBILITY, Role.COMMUNICATIONS])
def test_nor_where_their_role_among_organisers_does_not_read(role: Role) -> None:
    world = make_world()
    visitors = Visitors(world)
    person = make_organiser(world.edition, make_user(), role)
    visitors.client("outsider").force_login(person)
    lines = [line for line in all_lines() if line.method == "GET"]
    own = [line for line in lines if line.expected["organiser"] in ("ok", "go")]
    answers = [answer_of(line, visitors.visit("outsider", line)) for line in own]
    dead = dead_links(Walk(world, tuple(answers)))
    assert dead == [], "\n" + "\n".join(dead)
