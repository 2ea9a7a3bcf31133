"""Which lines of a result stand on one page: page by page across categories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from judging.models import ResultTable
from judging.ranking.shape import EntryLine
from judging.results.pages import lines_of

PAGE = 250  # lines; more of them on one page are 0.9 MB and nobody reads them


@dataclass(frozen=True)
class Section:
    table: ResultTable
    lines: list[EntryLine]


@dataclass(frozen=True)
class Listing:
    sections: list[Section]
    total: int
    page: int
    pages: int


def listing(
    tables: Sequence[ResultTable],
    number: int,
    keep: Callable[[EntryLine], bool] | None = None,
) -> Listing:
    """Page ``number`` from 1 (the last one if there are fewer). Reads the lines of no
    other table than it shows.

    ``keep``: the filter; it has to look at every line.
    """
    if keep is None:
        found: dict[int, list[EntryLine]] = {}
        sizes = [table.summary["counts"]["entries"] for table in tables]
    else:
        found = {
            pk: [line for line in lines if keep(line)]
            for pk, lines in lines_of(tables).items()
        }
        sizes = [len(found[table.pk]) for table in tables]
    pages = max(1, -(-sum(sizes) // PAGE))
    page = min(max(1, number), pages)
    spans = [
        (table, span)
        for table, span in zip(tables, cut(sizes, (page - 1) * PAGE, PAGE), strict=True)
        if span
    ]
    if keep is None:
        shown = {table.pk: span for table, span in spans if span.stop > span.start}
        found = lines_of([table for table, span in spans if table.pk in shown], shown)
    else:
        found = {table.pk: found[table.pk][span] for table, span in spans}
    return Listing(
        [Section(table, found.get(table.pk, [])) for table, span in spans],
        sum(sizes),
        page,
        pages,
    )


def cut(
    sizes: Sequence[int], start: int, count: int
) -> list[slice[int, int, None] | None]:
    """Per table the lines that fall on a page; an empty table stands where its lines
    would; None: not on this page.
    """
    found: list[slice[int, int, None] | None] = []
    before = 0
    for size in sizes:
        span = slice(max(0, start - before), max(0, min(size, start + count - before)))
        here = span.stop > span.start or (not size and start <= before < start + count)
        found.append(span if here else None)
        before += size
    return found
