"""The lines of a stored result, each a row: a page reads those that it shows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import OuterRef, QuerySet, Subquery

from awards.speed.any_of import any_of
from awards.speed.prepared_query import PreparedText
from judging.models import (
    RemarkKind,
    ResultLine,
    ResultRemark,
    ResultRun,
    ResultTable,
)
from judging.ranking.shape import EntryLine, Note, Tie

Places = Sequence[int]


@dataclass(frozen=True)
class Part:
    """What a page shows of one table: lines, and the remarks about them."""

    lines: list[EntryLine] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


# Summary, lines and remarks of each category in one statement, so that they belong
# together whatever the worker does meanwhile.
PARTS = """\
WITH asked AS (
    SELECT category, array_agg(place) AS places, min(place) AS top, max(place) AS bottom
    FROM unnest(%s::bigint[], %s::int[]) AS one (category, place) GROUP BY category
)
SELECT category, summary,
    (SELECT jsonb_agg(figures ORDER BY place) FROM judging_resultline
        WHERE table_id = stored.id AND place = ANY (places)),
    (SELECT jsonb_agg(jsonb_build_object('kind', kind, 'said', said) ORDER BY id)
        FROM judging_resultremark
        WHERE table_id = stored.id AND (first IS NULL OR first <= bottom AND last >= top))
FROM asked JOIN judging_resulttable AS stored
    ON stored.category_id = asked.category AND stored.run_id = %s
"""
stored_parts: PreparedText = PreparedText(
    lambda run, categories, places: (PARTS, [categories, places, run])
)


def parts_at(
    tables: Collection[ResultTable], places: Mapping[int, Places]
) -> dict[int, Part]:
    """Table id → its lines at these places. The summaries are read again with them.
    Nothing of a table that the worker has dropped since.
    """
    shown = {table.category.pk: table for table in tables if places.get(table.pk)}
    asked = [(key, place) for key, table in shown.items() for place in places[table.pk]]
    if not asked:
        return {}
    categories, at = zip(*asked, strict=True)
    [run] = {table.run_id for table in tables}
    parts = {}
    for category, *found in stored_parts(run, list(categories), list(at)):
        table = shown[category]
        table.summary, lines, remarks = (json.loads(one or "[]") for one in found)
        parts[table.pk] = part_of(lines, remarks)
    return parts


def part_of(lines: list[EntryLine], remarks: list[dict[str, Any]]) -> Part:
    """``remarks``: those of the lines between the first and the last one, too."""
    shown = {line["entry"] for line in lines}
    said: dict[str, list[Any]] = {RemarkKind.TIE: [], RemarkKind.NOTE: []}
    for remark in remarks:
        named = named_in(remark["said"])
        if not named or shown.intersection(named):
            said[remark["kind"]].append(remark["said"])
    return Part(lines, said[RemarkKind.TIE], said[RemarkKind.NOTE])


def named_in(said: Mapping[str, Any]) -> list[str]:
    """The entries that a tie names, or the one of a note, if it has one."""
    if "entry" in said:
        return [said["entry"]]
    return list(said.get("entries", ()))


def lines_of_entry(run: ResultRun | None, entry: str) -> QuerySet[ResultLine]:
    """One in each of its categories, in their order, each with its table's summary."""
    return (
        ResultLine.objects.filter(table__run=run, entry=entry)
        .select_related("table__category__smart")
        .defer("table__judges", "table__sensitivity", "table__panel")
        .order_by("table__category__order", "table__category__code")
    )


def ties_of(line: ResultLine) -> list[Tie]:
    """Those that name its entry."""
    remarks = ResultRemark.objects.filter(
        table=line.table_id,
        kind=RemarkKind.TIE,
        first__lte=line.place,
        last__gte=line.place,
    )
    ties: Iterable[Tie] = remarks.values_list("said", flat=True)
    return [tie for tie in ties if line.entry in tie["entries"]]


@dataclass(frozen=True)
class Filter:
    """``decided``: only lines that are, or are not; ``entries``: only these references."""

    decided: bool | None = None
    entries: Sequence[str] | None = None

    def of(self, lines: QuerySet[ResultLine]) -> QuerySet[ResultLine]:
        if self.decided is not None:
            lines = lines.filter(figures__decided=self.decided)
        if self.entries is not None:
            lines = lines.filter(any_of("entry", self.entries))
        return lines


def places_of(
    tables: Collection[ResultTable], wanted: Filter | None
) -> dict[int, Places]:
    """Table id → the places of the lines that a list of them shows, page by page."""
    if wanted is None:
        return {table.pk: range(table.summary["counts"]["entries"]) for table in tables}
    found: dict[int, list[int]] = {table.pk: [] for table in tables}
    lines = ResultLine.objects.filter(table__in=list(found))
    for table, place in wanted.of(lines).values_list("table", "place"):
        found[table].append(place)
    return {pk: sorted(places) for pk, places in found.items()}


def together(rows: QuerySet[Any], gathered: JSONBAgg) -> Subquery:
    """In one value per table."""
    one = rows.order_by().values("table").annotate(gathered=gathered)
    return Subquery(one.values("gathered"))


def all_lines(entries: Collection[str] | None = None) -> Subquery:
    """Of a table, in order; of ``entries`` if given. For what looks at all of them."""
    wanted = Filter(entries=None if entries is None else sorted(entries))
    lines = wanted.of(ResultLine.objects.filter(table=OuterRef("pk")))
    return together(lines, JSONBAgg("figures", order_by="place"))
