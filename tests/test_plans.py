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
from django.db import connection, transaction

from awards.speed.prepared_query import PreparingCursor
from tests.access import all_lines
from tests.crowded import GROWING, make_crowd
from tests.factories import make_entry, make_full_edition, make_world
from tests.visits import Visitors

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]
TABLES = {model._meta.db_table for model in GROWING}
PLANNED = ("SELECT", "UPDATE", "DELETE", "WITH", "INSERT")
# Who reads what belongs to one edition, one entry, one ballot or one person. An operator's
# pages are about all of them.
READERS = ("anonymous", "entrant", "judge", "organiser", "registrar")


class Plans:
    """Statements, each planned once: as its connection plans it, for the values at hand
    or, where it is prepared, for any.
    """

    def __init__(self) -> None:
        self.scans: dict[str, str] = {}
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
        if tables := scanned(plan) & TABLES:
            self.scans[sql] = ", ".join(sorted(tables))


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


def scanned(plan: dict[str, Any]) -> set[str]:
    """Tables that are read from end to end."""
    found = {plan["Relation Name"]} if plan["Node Type"] == "Seq Scan" else set()
    return found.union(*(scanned(part) for part in plan.get("Plans", ())))


@contextmanager
def plans() -> Iterator[Plans]:
    reading = Plans()
    with connection.execute_wrapper(reading):
        yield reading


@pytest.mark.parametrize("role", READERS)
def test_no_page_looks_through_a_growing_table(role: str) -> None:
    visitors = Visitors(make_world())
    make_crowd()
    with plans() as reading:
        for line in all_lines():
            visitors.visit(role, line)
    assert len(reading.known) > 30
    import json as j; open(f"/tmp/lead/scans-{role}.json","w").write(j.dumps(reading.scans))
    assert reading.scans == {}


def test_a_table_that_is_read_to_its_end_is_found() -> None:
    make_crowd()
    edition = make_full_edition()
    entry = make_entry(edition)
    with plans() as reading, transaction.atomic():
        list(type(entry).objects.filter(summary_en="no index says where"))
        list(type(entry).objects.filter(pk=entry.pk))
    assert list(reading.scans.values()) == ["nominations_entry"]
