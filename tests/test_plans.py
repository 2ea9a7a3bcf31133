"""No page looks through a table that grows with the years: the plan of every statement
of every page and act is read, with ten thousand rows of another edition beside.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from awards.models import Edition
from awards.outbox.models import Message
from awards.speed.prepared_query import Prepared, PreparingCursor
from judging.results.runs import compute_due_results
from nominations.models import Entry
from tests.access import all_lines
from tests.crowded import GROWING, make_crowd
from tests.factories import make_organiser, make_world
from tests.visits import Visitors

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TABLES = {model._meta.db_table for model in GROWING}
PARTIAL = {
    index.name
    for model in GROWING
    for index in model._meta.indexes
    if index.condition is not None
}
PLANNED = ("SELECT", "UPDATE", "DELETE", "WITH", "INSERT")
# Who reads what belongs to one edition, one entry, one ballot or one person. An operator's
# pages are about all of them.
READERS = ("entrant", "judge", "organiser")
# A person asks for all that is known of them, once in a while: whatever is not found by
# an index is looked for, rather than written slower for everybody.
SEARCHED = ("accounts:export", "accounts:my-data", "accounts:my-data-area")

# Where entries are found by any part of a word that was sent in.
SEARCHING = (
    "nominations:manage-entries",
    "judging:assignment-list",
    "search",
)


class Plans:
    """Statements, each planned once: as its connection plans it, for the values at hand
    or, where it is prepared, for any.
    """

    def __init__(self) -> None:
        self.where = ""  # the address that is visited
        self.scans: dict[str, list[str]] = {}
        self.indexes: dict[str, set[str]] = {}
        self.known: set[str] = set()
        self.asking = False

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: Any,
    ) -> Any:
        if not self.asking and sql not in self.known and not many:
            self.known.add(sql)
            if sql.lstrip("( ").upper().startswith(PLANNED):
                self.read(
                    sql, params, isinstance(context["cursor"].cursor, PreparingCursor)
                )
        return execute(sql, params, many, context)

    def read(self, sql: str, params: Any, prepared: bool) -> None:
        self.asking = True
        try:
            plan = generic_plan(sql, params) if prepared else plan_of(sql, params)
        finally:
            self.asking = False
        self.indexes.setdefault(self.where, set()).update(indexes_in(plan))
        if tables := scanned(plan) & TABLES:
            self.scans.setdefault(self.where, []).append(
                f"{', '.join(sorted(tables))}: {sql}"
            )


def plan_of(sql: str, params: Any) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        return found_in(cursor.fetchone()[0])


def generic_plan(sql: str, params: Any) -> dict[str, Any]:
    """As for a prepared question: for whatever values."""
    marks = iter(range(1, 1000))
    text = re.sub(r"%s", lambda _mark: f"${next(marks)}", sql).replace("%%", "%")
    given = ", ".join(["%s"] * len(params or ()))
    with connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        before = cursor.fetchone()[0]
        cursor.execute("SET plan_cache_mode = force_generic_plan")
        cursor.execute(f"PREPARE looked_at AS {text}".replace("%", "%%"), [])
        cursor.execute(
            f"EXPLAIN (FORMAT JSON) EXECUTE looked_at{f'({given})' if given else ''}",
            params,
        )
        plan = found_in(cursor.fetchone()[0])
        cursor.execute("DEALLOCATE looked_at")
        cursor.execute(f"SET plan_cache_mode = {before}")
    return plan


def found_in(answer: Any) -> dict[str, Any]:
    document = json.loads(answer) if isinstance(answer, str) else answer
    return dict(document[0]["Plan"])


def indexes_in(plan: dict[str, Any]) -> Iterator[str]:
    if "Index Name" in plan:
        yield plan["Index Name"]
    for part in plan.get("Plans", ()):
        yield from indexes_in(part)


def scanned(plan: dict[str, Any], limited: bool = False) -> set[str]:
    """Tables that are read from end to end, be it in the order of an index. ``limited``:
    no more rows are read than are asked for, or than the other side of a join has.
    """
    limited = limited or plan["Node Type"] in ("Limit", "Merge Join")
    found = {plan["Relation Name"]} if reads_all(plan, limited) else set()
    return found.union(*(scanned(part, limited) for part in plan.get("Plans", ())))


def reads_all(node: dict[str, Any], limited: bool) -> bool:
    if node["Node Type"] == "Seq Scan":
        return True
    in_order = node["Node Type"] in ("Index Scan", "Index Only Scan")
    narrowed = "Index Cond" in node or node.get("Index Name") in PARTIAL
    return in_order and not narrowed and not limited


@contextmanager
def plans() -> Iterator[Plans]:
    """A table counts as ten times as long as it is, so that no plan hangs on how much
    room the rows of other tests have left in it.
    """
    reading = Plans()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL seq_page_cost = 10")
    with connection.execute_wrapper(reading):
        yield reading


@pytest.mark.parametrize("role", READERS)
def test_no_page_looks_through_a_growing_table(role: str) -> None:
    visitors = Visitors(make_world())
    compute_due_results()
    make_crowd()
    read = [line for line in all_lines() if line.expected[role] in ("ok", "go")]
    with plans() as reading:
        for line in read:
            if line.name not in SEARCHED:
                reading.where = str(line)
                visitors.visit(role, line)
    assert len(reading.known) > 100
    assert reading.scans == {}


@pytest.mark.parametrize("name", SEARCHING)
def test_no_search_looks_through_all_texts(name: str) -> None:
    make_crowd()
    edition = Edition.objects.get(code="crowd1")
    client = Client()
    client.force_login(make_organiser(edition))
    address = reverse(name, args=[] if name == "search" else [edition.code])
    with plans() as reading:
        for words in ("สมมุติ", "โคราช สมมุติ"):
            page = client.get(address, {"q": words})
            assert page.status_code == 200
        assert "search_text_by_keys" in reading.indexes[""]
        client.get(address, {"q": "ab"})  # too short for keys
    assert reading.scans == {}


def test_table_that_is_read_to_its_end_is_found() -> None:
    make_crowd()
    with plans() as reading:
        list(Entry.objects.filter(summary_en="no index says where"))
        list(Entry.objects.filter(reference="CROWD-1"))
        by_text(3)
    [here] = reading.scans.values()
    assert [scan.partition(":")[0] for scan in here] == [
        "nominations_entry",
        "outbox_message",
    ]


by_text = Prepared[Message](lambda pk: Message.objects.filter(Q(pk=pk) | Q(text="")))
