"""Order, counts, sizes and dates tell something without a word of it. So what is decided
is made twice, each time otherwise, and whoever may not know sees the same pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from awards.models import Winner
from judging.models import (
    Ballot,
    BallotVersion,
    Decision,
    OverallDecision,
    ResultRun,
    ResultTable,
    Score,
)
from judging.results.runs import compute_due_results
from tests.factories import World, make_certificate, make_credential, make_winner
from tests.secrecy.phases import Phase, on_stage
from tests.secrecy.planting import KINDS
from tests.secrecy.test_not_yours import ONES_OWN
from tests.secrecy.walking import ASKED, CLOSED, Found, Visit, read_lines
from tests.visits import body, of_each_role

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# An archive dates each file by the moment when it was packed.
DATED = ("awards:winners-press",)
UNKNOWING = ["anonymous"]
SIGNED = re.compile(r"sessionid=[^;]+|csrftoken=[^;]+|\bexpires=[^;]+")
CLOCK = re.compile(rb"DTSTAMP:\w+|LAST-MODIFIED:\w+|<updated>[^<]*</updated>")
WORDS = {"words": KINDS["winners"][0]}


def decide_otherwise(world: World) -> None:
    """Another entry wins, by other scores; one more is on the list, with a certificate;
    one more product waits for its moment.
    """
    ballot = Ballot.objects.get(pk=world.things["read_ballot"])
    Score.objects.filter(ballot=ballot).exclude(value=None).update(value=1)
    BallotVersion.objects.filter(ballot=ballot).update(total=1)
    standing = ballot.assignment.entry_category
    Decision.objects.update(entry_category=standing, reason="ด้วยเหตุผลอื่น")
    OverallDecision.objects.update(entry=world.other_entry)
    ResultTable.objects.all().delete()
    ResultRun.objects.update(chain_length=0)
    compute_due_results()
    Winner.objects.filter(winner_list=world.winner_list).update(
        reference=world.other_entry.reference,
        title_th="กก ผลงานอื่นที่ได้รางวัลแทน",
        title_en="A quite different winner",
        level_order=1,
    )
    second = make_winner(world.winner_list, reference=world.entry.reference)
    make_credential(world.edition, second, holder=world.other_entrant)
    world.announcement.certificates.add(
        make_certificate("DS-AAAA-0001", announced=False, name_th="กก ผลิตภัณฑ์อื่น")
    )


def pages(role: str, change: Callable[[World], None]) -> dict[str, tuple[Any, ...]]:
    """Every address that this role is not simply refused, after the change."""
    with on_stage(Phase.DECIDED) as world:
        change(world)
        visit = Visit(world, Phase.DECIDED, role, Found())
        return {
            path: comparable(visit.ask(path))
            for line in read_lines()
            if line.expected[role] not in CLOSED and line.name not in DATED
            for path in with_queries(line.name, line.address(world))
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
    return (
        response.status_code,
        headers,
        CLOCK.sub(b"", ONES_OWN.sub(b"", body(response))),
    )


@of_each_role(UNKNOWING)
def test_pages_are_the_same_whatever_was_decided(role: str) -> None:
    as_it_is, otherwise = pages(role, nothing), pages(role, decide_otherwise)
    assert len(as_it_is) > 60
    differing = [path for path, page in as_it_is.items() if page != otherwise.get(path)]
    assert differing == []


def nothing(world: World) -> None:
    pass


def test_organiser_sees_the_difference() -> None:
    """Else nothing was decided otherwise."""
    with on_stage(Phase.DECIDED) as world:
        visit = Visit(world, Phase.DECIDED, "organiser", Found())
        lines = {
            line.name: line.address(world)
            for line in read_lines()
            if line.name in ("judging:results-show", "judging:list-show")
        }
        before = {name: comparable(visit.ask(path)) for name, path in lines.items()}
        decide_otherwise(world)
        after = {name: comparable(visit.ask(path)) for name, path in lines.items()}
    assert [name for name in lines if before[name] == after[name]] == []
