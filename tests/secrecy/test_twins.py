"""Order, counts, sizes and dates tell something without a word of it. So what somebody
may not know is made twice, each time otherwise, and they see the same pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import nothing_kept
from tests.secrecy.links import CLOSED, read_lines
from tests.secrecy.phases import Phase, on_stage
from tests.secrecy.planting import KINDS
from tests.secrecy.test_not_yours import ONES_OWN, first_difference
from tests.secrecy.twinning import (
    Change,
    decide_otherwise,
    enter_otherwise,
    score_otherwise,
)
from tests.secrecy.walking import ASKED, Found, Shelf, Visit
from tests.visits import body, of_each_role

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Made anew or dated each time: the files of an archive, one's own sessions, challenges.
MADE_ANEW = (
    *("awards:winners-press", "accounts:profile"),
    *("mfa_add_webauthn", "mfa_activate_totp"),
)
# Who else entered is known to no entrant and to no blind judge; nor how others scored,
# nor what was decided.
UNKNOWING = ["anonymous", "entrant", "other_entrant", "judge", "conflicted_judge"]
CHANGES = (enter_otherwise, score_otherwise, decide_otherwise)
# By each change, a page on which those who may know see the difference.
SHOWN: dict[Change, str] = {
    enter_otherwise: "nominations:manage-entries",
    score_otherwise: "judging:results-show",
    decide_otherwise: "judging:list-show",
}
SIGNED = re.compile(r"sessionid=[^;]+|csrftoken=[^;]+|\bexpires=[^;]+")
CLOCK = re.compile(
    rb"DTSTAMP:\w+|LAST-MODIFIED:\w+|<updated>[^<]*</updated>"
    rb'|data-now="\d+"|"now": \d+'
)
WORDS = {"words": KINDS["winners"][0]}
Pages = dict[str, tuple[Any, ...]]


def pages(visit: Visit, names: tuple[str, ...] = ()) -> Pages:
    """Every address that is there for this role."""
    nothing_kept()
    return {
        path: comparable(visit.ask(path))
        for line in read_lines()
        if line.expected[visit.role] not in (*CLOSED, "--")
        if line.name not in MADE_ANEW
        if not names or line.name in names
        for path in with_queries(line.name, line.address(visit.world))
    }


def with_queries(name: str, path: str) -> Iterator[str]:
    yield path
    for query in ASKED.get(name, ()):
        yield path + query.format(**WORDS)


def comparable(response: Any) -> tuple[Any, ...]:
    """All that differs where something was told; the length is the body's own."""
    headers = [
        (name, SIGNED.sub("", value))
        for name, value in sorted(response.headers.items())
        if name not in ("Content-Security-Policy", "Expires")
    ]
    told = CLOCK.sub(b"", ONES_OWN.sub(b"", body(response)))
    return (told.decode("utf-8", "replace"), response.status_code, headers)


@pytest.mark.parametrize("phase", [Phase.JUDGING, Phase.DECIDED])
@of_each_role(UNKNOWING)
def test_pages_are_the_same_whatever_one_may_not_know(role: str, phase: Phase) -> None:
    with on_stage(phase) as world:
        visit = Visit(world, phase, role, Found(), Shelf())
        as_it_is = pages(visit)
        for change in CHANGES:
            change(world, role)
        otherwise = pages(visit)
    assert len(as_it_is) > 50
    differing = [
        f"{path}: {first_difference(page, otherwise[path])}"
        for path, page in as_it_is.items()
        if page != otherwise[path]
    ]
    assert differing == [], "\n" + "\n".join(differing)


@pytest.mark.parametrize("change", CHANGES)
def test_organiser_sees_the_difference(change: Change) -> None:
    """Else nothing was otherwise."""
    with on_stage(Phase.DECIDED) as world:
        visit = Visit(world, Phase.DECIDED, "organiser", Found(), Shelf())
        before = pages(visit, (SHOWN[change],))
        change(world, "anonymous")
        assert before != pages(visit, (SHOWN[change],))
