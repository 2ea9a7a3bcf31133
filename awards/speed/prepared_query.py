"""Questions that a page in the evening's rush asks again and again: written by the ORM
once per process, planned by PostgreSQL once per connection.

Building a query of a dozen joins costs Django several milliseconds, and planning it
costs PostgreSQL more than running it. What comes back is the same as from the queryset.
Counted and logged like every other query.

This reaches into parts of Django and psycopg that neither promises to keep. Where one
of them is missing or differs, the plain queryset is asked instead, and the log says so
once: the answer is the same, only slower. What stands here must pay: ``make bench``
measures each such page both ways.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import psycopg
from django.db import connection, models
from django.db.models import query as queries
from psycopg.sql import Literal

try:
    from psycopg._queries import PostgresQuery
    from psycopg.adapt import Transformer
except ImportError:  # in another version: every question is asked plainly
    PostgresQuery = Transformer = None  # type: ignore[assignment,misc]
related_populators: Any = getattr(queries, "get_related_populators", None)

M = TypeVar("M", bound=models.Model)
Given = int | str
Many = Given | list[int] | list[str]  # with lists, for ``any_of``
# PostgreSQL would plan the first five times for the values it is given, at 10 to 20 ms a
# time for the ballot's question (docs/decisions/plans-are-made-once.md).
PLANNED_ONCE = "SET plan_cache_mode = force_generic_plan"
MARK = re.compile("%%|%s")
DIFFERS = (AttributeError, ImportError, KeyError, TypeError)  # a private part does
log = logging.getLogger(__name__)
_plain: ContextVar[bool] = ContextVar("plain", default=False)


@contextmanager
def plainly() -> Iterator[None]:
    """Asks the querysets themselves meanwhile: to measure what preparing is worth."""
    token = _plain.set(True)
    try:
        yield
    finally:
        _plain.reset(token)


def django_cursor(database: Any) -> Any:
    """Counted and logged as Django's own are."""
    return database._prepare_cursor(PreparingCursor(database.connection))


class PreparingCursor(psycopg.Cursor[Any]):
    """Django's usual cursors put values into the text and never prepare; this one's
    values stay apart.
    """

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        # what Django sets; it forbids preparing even where asked for
        if self.connection.prepare_threshold is None:
            self.connection.prepare_threshold = 0
            self.connection.execute(PLANNED_ONCE)
        super().execute(query, params, **{**options, "prepare": True})
        # what Django's log of queries reads
        self._query = PostgresQuery(Transformer(self))
        self._query.query = query.encode()
        return self


@dataclass(frozen=True)
class Text:
    """``slots``: for each parameter the place of the value that it takes."""

    sql: str
    slots: tuple[int, ...]

    def filled(self, values: tuple[Many, ...]) -> list[Many]:
        return [values[slot] for slot in self.slots]


@dataclass(frozen=True)
class Statement:
    text: Text
    compiler: Any
    converters: Any
    populators: Any


class Question:
    """``build`` makes what is asked from numbers, texts and lists of them; it is called
    once, so nothing in it may depend on them.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build
        self._differs = False

    @property
    def is_plain(self) -> bool:
        return self._differs or _plain.get()

    def asks_plainly(self, values: tuple[Many, ...]) -> bool:
        """An empty list does not tell what it is a list of."""
        return self.is_plain or [] in values

    def give_up(self, error: Exception) -> None:
        """For as long as this process lives; a fault of the question's own comes again
        from its queryset.
        """
        self._differs = True
        log.warning(
            "A prepared question is asked plainly: %s: %s", type(error).__name__, error
        )


class Prepared(Question, Generic[M]):
    """``build`` makes the queryset.

    Called with the values it gives model instances, with what ``select_related`` and
    ``annotate`` say; ``tuples`` gives bare rows, for ``values_list``. Not for querysets
    with prefetched relations, which would not be fetched.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        super().__init__(build)
        self._statement: Statement | None = None

    def __call__(self, *values: Many) -> list[M]:
        if self.asks_plainly(values):
            return list(self.build(*values))
        try:
            statement = self.statement(values)
            return self.instances(statement, self.found(statement, values))
        except DIFFERS as error:
            self.give_up(error)
            return list(self.build(*values))

    def first(self, *values: Many) -> M | None:
        return next(iter(self(*values)), None)

    def tuples(self, *values: Many) -> list[Any]:
        if self.asks_plainly(values):
            return list(self.build(*values))
        try:
            statement = self.statement(values)
            return self.converted(statement, self.found(statement, values))
        except DIFFERS as error:
            self.give_up(error)
            return list(self.build(*values))

    def statement(self, values: tuple[Many, ...]) -> Statement:
        if self._statement is None:
            # two threads at once would write the same
            self._statement = written(self.build, values)
        return self._statement

    def found(self, statement: Statement, values: tuple[Many, ...]) -> list[Any]:
        """The rows as the database gives them."""
        return rows_of(statement.text, values)

    def converted(self, statement: Statement, found: list[Any]) -> list[Any]:
        return list(statement.compiler.apply_converters(found, statement.converters))

    def instances(self, statement: Statement, found: list[Any]) -> list[M]:
        rows = self.converted(statement, found)
        return [self.instance(statement, row) for row in rows]

    def instance(self, statement: Statement, row: tuple[object, ...]) -> M:
        compiler = statement.compiler
        fields = compiler.klass_info["select_fields"]
        start, end = fields[0], fields[-1] + 1
        names = [f[0].target.attname for f in compiler.select[start:end]]
        made: M = compiler.klass_info["model"].from_db(
            connection.alias, names, row[start:end]
        )
        for populator in statement.populators:
            populator.populate(row, made)
        for name, place in compiler.annotation_col_map.items():
            setattr(made, name, row[place])
        return made


class PreparedText(Question):
    """A question written by hand, perhaps around some of the ORM's: ``build`` gives its
    text and its parameters. Rows are as the database gives them.
    """

    def __init__(self, build: Callable[..., tuple[str, Sequence[Any]]]) -> None:
        super().__init__(build)
        self._text: Text | None = None

    def __call__(self, *values: Many) -> list[tuple[Any, ...]]:
        if self.asks_plainly(values):
            return self.plainly(values)
        try:
            if self._text is None:
                stand_ins = stand_ins_for(values)
                sql, params = self.build(*stand_ins)
                self._text = text_of(sql, params, stand_ins)
            return rows_of(self._text, values)
        except DIFFERS as error:
            self.give_up(error)
            return self.plainly(values)

    def plainly(self, values: tuple[Many, ...]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(*self.build(*values))
            return list(cursor.fetchall())


def rows_of(text: Text, values: tuple[Many, ...]) -> list[Any]:
    connection.ensure_connection()
    database: Any = connection
    with django_cursor(database) as cursor:
        cursor.execute(text.sql, text.filled(values))
        return list(cursor.fetchall())


def written(build: Callable[..., Any], values: tuple[Many, ...]) -> Statement:
    """The values themselves are not used: what stands in for them is found again among
    the parameters.
    """
    stand_ins = stand_ins_for(values)
    compiler = build(*stand_ins).query.get_compiler(using=connection.alias)
    sql, params = compiler.as_sql()
    text = text_of(sql, params, stand_ins)
    converters = compiler.get_converters(
        [expression for expression, _sql, _alias in compiler.select]
    )
    kinds = compiler.klass_info
    populators = (
        related_populators(kinds, compiler.select, connection.alias) if kinds else []
    )
    return Statement(text, compiler, converters, populators)


def text_of(sql: str, params: Sequence[Any], stand_ins: Sequence[Many]) -> Text:
    """What is the same for any value stands in the text itself: a plan made for any
    value knows it, and how many rows there are of it.
    """
    slots, marks = [], []
    for param in params:
        slot = next((i for i, each in enumerate(stand_ins) if each == param), None)
        if slot is None:
            marks.append(literal(param))
        else:
            slots.append(slot)
            marks.append("%s")
    missing = set(range(len(stand_ins))) - set(slots)
    if missing:
        raise ValueError(f"values that the question does not use: {sorted(missing)}")
    standing = iter(marks)
    text = MARK.sub(lambda m: m[0] if m[0] == "%%" else next(standing), sql)
    return Text(text, tuple(slots))


def literal(param: Any) -> str:
    """As it stands in a text with marks."""
    connection.ensure_connection()
    return Literal(param).as_string(connection.connection).replace("%", "%%")


def stand_ins_for(values: tuple[Many, ...]) -> list[Many]:
    return [stand_in(value, number) for number, value in enumerate(values)]


def stand_in(value: Many, number: int) -> Many:
    """Something that no question has as a constant of its own."""
    if isinstance(value, list):
        first: Any = stand_in(value[0], number)
        return [first]
    return (
        -1_900_000_001 - number
        if isinstance(value, int)
        else f"\ufffdvalue {number}\ufffd"
    )
