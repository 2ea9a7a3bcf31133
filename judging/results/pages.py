"""What pages show of a round: read from the stored run, never computed while somebody waits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.utils.translation import get_language

from awards.models import Category, Edition, Round
from awards.speed.any_of import any_of
from awards.speed.prepared_query import Prepared
from judging.models import ResultRun, ResultTable
from judging.ranking.shape import EntryLine
from judging.results.lines import all_lines
from judging.results.runs import fingerprints, stale_acts
from judging.results.services import counted_ballots, deciding_round
from judging.results.tables import lines_of_entries
from nominations.models import Entry


@dataclass(frozen=True)
class Stored:
    """A run with its tables in order of the categories; without a run there are no tables."""

    run: ResultRun | None
    tables: list[ResultTable]
    stale: bool


def with_category(tables: QuerySet[ResultTable], *parts: str) -> QuerySet[ResultTable]:
    return tables.select_related("category__smart").only(
        "run", *(f"category__{name}" for name in ("code", "order", "name_th", "name_en", "edition")),
        "category__smart__code", *parts,
    )  # fmt: skip


in_brief: Prepared[ResultTable] = Prepared(
    lambda run: with_category(ResultTable.objects.filter(run=run), "summary")
)


def results_in_brief(round_: Round) -> Stored:
    """Every category with what pages say of all of them."""
    run: ResultRun | None = getattr(round_, "result_run", None)
    if run is None:
        return Stored(None, [], True)
    return Stored(run, in_order(in_brief(run.pk)), stale_acts(run, round_.edition.code))


def in_order(tables: Iterable[ResultTable]) -> list[ResultTable]:
    return sorted(tables, key=lambda table: (table.category.order, table.category.code))


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


def lines_now(
    round_: Round,
    category: Category | None = None,
    entries: Collection[str] | None = None,
) -> dict[str, list[EntryLine]]:
    """Category code → its lines as they are this moment, of ``entries`` if given: the
    stored ones, computed here where acts of the last seconds changed what they are made
    from.
    """
    run: ResultRun | None = getattr(round_, "result_run", None)
    tables = ResultTable.objects.filter(run=run) if run else ResultTable.objects.none()
    if category:
        tables = tables.filter(category=category)
    rows = tables.values_list("category__code", "fingerprint", all_lines(entries))
    stored = {code: (found, lines or []) for code, found, lines in rows}
    if run and not stale_acts(run, round_.edition.code):
        return {code: lines for code, (_found, lines) in stored.items()}
    return computed_now(round_, category, stored, entries)


def computed_now(
    round_: Round,
    category: Category | None,
    stored: Mapping[str, tuple[str, list[EntryLine]]],
    entries: Collection[str] | None,
) -> dict[str, list[EntryLine]]:
    """``stored``: category code → fingerprint and lines, which stay where nothing changed."""
    counted = counted_ballots(round_, category)
    codes = (
        [category.code]
        if category
        else list(round_.edition.categories.values_list("code", flat=True))
    )
    found, prints = {}, fingerprints(counted, codes)
    for code in codes:
        known, lines = stored.get(code, ("", []))
        if known != prints[code]:
            whole = counted.named_document(code, counted.groups(code))
            lines = [
                line
                for line in lines_of_entries(whole["entries"])
                if entries is None or line["entry"] in entries
            ]
        found[code] = lines
    return found


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


def entries_named(edition: Edition, words: str) -> list[str]:
    """References of the entries whose reference, title or organisation, in the reader's
    language, holds the words.
    """
    languages = ("en", "th") if get_language() == "en" else ("th", "en")
    entries = Entry.objects.filter(edition=edition)
    parts = ("reference", Value(" "), text("title", *languages))
    said = Concat(*parts, Value(" "), text("organisation__name", *languages))
    found = entries.annotate(said=said).filter(said__icontains=words)
    return list(found.values_list("reference", flat=True))


def with_titles(
    entries: QuerySet[Entry], first: str, second: str
) -> QuerySet[Entry, Any]:
    titles = text("title", first, second), text("organisation__name", first, second)
    return entries.values_list("reference", *titles)


def text(name: str, first: str, second: str) -> Coalesce:
    return Coalesce(NullIf(F(f"{name}_{first}"), Value("")), F(f"{name}_{second}"))


@cache
def titles_among(first: str, second: str) -> Prepared[Entry]:
    return Prepared(
        lambda edition, references: with_titles(
            Entry.objects.filter(any_of("reference", references), edition=edition),
            first,
            second,
        )
    )
