"""Which lines of a result stand on one page: all of them up to a thousand, else page by
page across categories.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from judging.models import ResultTable
from judging.ranking.shape import EntryLine
from judging.results.pages import lines_of

WHOLE, PART = 1000, 250  # lines on one page, where they all fit and where they do not


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
    size = WHOLE if sum(sizes) <= WHOLE else PART
    pages = max(1, -(-sum(sizes) // size))
    page = min(max(1, number), pages)
    spans = [
        (table, span)
        for table, span in zip(tables, cut(sizes, (page - 1) * size, size), strict=True)
        if span
    ]
    if keep is None:
        found = lines_of([table for table, span in spans if span.stop > span.start])
    return Listing(
        [Section(table, found.get(table.pk, [])[span]) for table, span in spans],
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
