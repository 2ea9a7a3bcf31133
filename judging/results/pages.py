"""What pages show of a round: read from the stored run, never computed while somebody waits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Case, F, Func, JSONField, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from awards.models import Category, Edition, Round
from awards.speed.any_of import any_of
from awards.speed.prepared_query import Prepared
from judging.models import ResultRun, ResultTable
from judging.ranking.shape import EntryLine
from judging.results.runs import fingerprint, lines_of_entries, stale_acts
from judging.results.services import counted_ballots, deciding_round
from nominations.models import Entry


@dataclass(frozen=True)
class Stored:
    """A run with its tables in order of the categories; without a run there are no tables."""

    run: ResultRun | None
    tables: list[ResultTable]
    stale: bool


# Of a summary what grows with the number of entries, and is told of one category.
LONG = "{ties,notes}"


def brief() -> Func:
    """The summary with nothing in its long parts: of seven large categories they are
    half a megabyte, which took most of a page's time to read.
    """
    cut = f"(%(expressions)s - '{LONG}'::text[] || '{{\"ties\":[],\"notes\":[]}}')"
    return Func(F("summary"), template=cut, output_field=JSONField())


def tables_in_brief(run: int) -> QuerySet[ResultTable]:
    return with_category(ResultTable.objects.filter(run=run)).annotate(brief=brief())


def with_category(tables: QuerySet[ResultTable], *parts: str) -> QuerySet[ResultTable]:
    return tables.select_related("category__smart").only(
        "run", *(f"category__{name}" for name in ("code", "order", "name_th", "name_en", "edition")),
        "category__smart__code", *parts,
    )  # fmt: skip


in_brief: Prepared[ResultTable] = Prepared(tables_in_brief)


def results_in_brief(round_: Round) -> Stored:
    """Every category with what pages say of all of them. Whoever shows a category in
    whole reads its summary with its parts: ``read_parts``, ``lines_of``.
    """
    run: ResultRun | None = getattr(round_, "result_run", None)
    if run is None:
        return Stored(None, [], True)
    tables = in_brief(run.pk)
    for table in tables:
        known: Any = table
        table.summary = known.brief
    return Stored(run, in_order(tables), stale_acts(run, round_.edition.code))


def in_order(tables: Iterable[ResultTable]) -> list[ResultTable]:
    return sorted(tables, key=lambda table: (table.category.order, table.category.code))


def stored_results(round_: Round, *parts: str, category: str = "") -> Stored:
    """``parts``: the columns of ResultTable that are wanted; the others are not read."""
    run: ResultRun | None = getattr(round_, "result_run", None)
    if run is None:
        return Stored(None, [], True)
    tables = with_category(ResultTable.objects.filter(run=run), *parts)
    if category:
        tables = tables.filter(category__code=category)
    return Stored(run, in_order(tables), stale_acts(run, round_.edition.code))


def rows_now(tables: Collection[ResultTable]) -> QuerySet[ResultTable]:
    """The rows of the same run and categories: the worker puts new ones in their place
    whenever it computes.
    """
    return ResultTable.objects.filter(
        run__in={table.run_id for table in tables},
        category__in=[table.category.pk for table in tables],
    )


def read_parts(tables: Sequence[ResultTable], *parts: str) -> list[ResultTable]:
    """The tables with more of their columns, in one statement: they are large, so a page
    reads those of what it shows.

    The worker may have replaced the rows since: of each table the summary is read again
    with them, so that they belong together, and a table that is gone is left out.
    """
    if not tables or not parts:
        return list(tables)
    names = ("summary", *parts)
    wanted = rows_now(tables).values("pk", "category", *names)
    found = {row["category"]: row for row in wanted}
    there = [table for table in tables if table.category.pk in found]
    for table in there:
        row = found[table.category.pk]
        for name in ("pk", *names):
            setattr(table, name, row[name])
    return there


def lines_of(
    tables: Collection[ResultTable], spans: Mapping[int, slice] | None = None
) -> dict[int, list[EntryLine]]:
    """Table id → its lines, in one statement: they are large, so a page reads those of
    the tables that it shows. Their summaries are read again with them, whole, so that
    they belong together. No lines where the worker has dropped the table since.

    ``spans``: of a table's lines only those from start to stop, by its id.
    """
    if not tables:
        return {}
    parts = [
        When(category=table.category.pk, then=span_of_lines((spans or {})[table.pk]))
        for table in tables
        if table.pk in (spans or {})
    ]
    wanted = Case(*parts, default=F("lines"), output_field=JSONField())
    rows = rows_now(tables).values_list("category", wanted, "summary")
    found = {category: (lines, summary) for category, lines, summary in rows}
    for table in tables:
        if table.category.pk in found:
            table.summary = found[table.category.pk][1]
    return {table.pk: found.get(table.category.pk, ([], None))[0] for table in tables}


def span_of_lines(span: slice) -> Func:
    """The database cuts: what no page shows is neither sent nor read."""
    path = Value(f"$[{span.start} to {span.stop - 1}]")
    cut = "jsonb_path_query_array(%(expressions)s::jsonpath)"
    return Func(F("lines"), path, template=cut, output_field=JSONField())


def lines_now(
    round_: Round, category: Category | None = None
) -> dict[str, list[EntryLine]]:
    """Category code → its lines as they are this moment: the stored ones, computed here
    where acts of the last
    seconds changed what they are made from.
    """
    stored = stored_results(
        round_, "lines", "fingerprint", category=category.code if category else ""
    )
    lines = {table.category.code: table.lines for table in stored.tables}
    if not stored.stale:
        return lines
    counted = counted_ballots(round_, category)
    prints = {table.category.code: table.fingerprint for table in stored.tables}
    codes = (
        [category.code]
        if category
        else list(round_.edition.categories.values_list("code", flat=True))
    )
    return {
        code: lines[code]
        if prints.get(code) == fingerprint(counted, code)
        else lines_of_entries(counted.named_document(code, counted.groups(code))["entries"])
        for code in codes
    }  # fmt: skip


def decided_by(category: Category) -> tuple[Round | None, list[EntryLine]]:
    """The round whose order the decisions on a category follow, and its lines."""
    round_ = deciding_round(category.edition)
    return round_, lines_now(round_, category).get(category.code, []) if round_ else []


def judge_names(edition: Edition) -> Mapping[str, str]:
    """E-mail, under which judges stand in stored results, → name in the reader's
    language (else the e-mail).
    """
    own = "name_en" if get_language() == "en" else "name_th"
    rows = edition.judges.values_list(
        "user__email", f"user__{own}", "user__name_th", "user__name_en"
    )
    return {
        email: first or thai or english or email for email, first, thai, english in rows
    }


def titles_of(
    edition: Edition, references: Collection[str] | None = None
) -> Mapping[str, tuple[str, str]]:
    """Reference → title and organisation in the reader's language, in one statement."""
    languages = ("en", "th") if get_language() == "en" else ("th", "en")
    rows = (
        with_titles(Entry.objects.filter(edition=edition), *languages)
        if references is None
        else titles_among(*languages).tuples(edition.pk, sorted(references))
    )
    return {reference: (title, organisation) for reference, title, organisation in rows}


def with_titles(
    entries: QuerySet[Entry], first: str, second: str
) -> QuerySet[Entry, Any]:
    def text(name: str) -> Coalesce:
        return Coalesce(NullIf(F(f"{name}_{first}"), Value("")), F(f"{name}_{second}"))

    return entries.values_list("reference", text("title"), text("organisation__name"))


@cache
def titles_among(first: str, second: str) -> Prepared[Entry]:
    return Prepared(
        lambda edition, references: with_titles(
            Entry.objects.filter(any_of("reference", references), edition=edition),
            first,
            second,
        )
    )
