"""Which lines of a result stand on one page: page by page across categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator

from judging.models import ResultTable
from judging.results.lines import Filter, Part, parts_at, places_of

PAGE = (
    100  # lines: every usual category stands on one page, and a large one costs no more
)


@dataclass(frozen=True)
class Section:
    table: ResultTable
    part: Part


@dataclass(frozen=True)
class Listing:
    sections: list[Section]
    total: int
    page: int
    pages: int

    @property
    def ways(self) -> list[tuple[int | str, str]]:
        """Number of a page and the places on it, so that one gets to a place at once;
        without a number where pages are left out.
        """
        paged = Paginator(range(self.total), PAGE)
        numbers = paged.get_elided_page_range(self.page, on_each_side=2, on_ends=1)
        return [(number, self.places_on(number)) for number in numbers]

    def places_on(self, number: int | str) -> str:
        if not isinstance(number, int):
            return ""
        return f"{(number - 1) * PAGE + 1}–{min(number * PAGE, self.total)}"


def listing(
    tables: Sequence[ResultTable], number: int, wanted: Filter | None = None
) -> Listing:
    """Page ``number`` from 1 (the last one if there are fewer). No line is read that it
    does not show.
    """
    places = places_of(tables, wanted)
    sizes = [len(places[table.pk]) for table in tables]
    pages = max(1, -(-sum(sizes) // PAGE))
    page = min(max(1, number), pages)
    spans = {
        table.pk: span
        for table, span in zip(tables, cut(sizes, (page - 1) * PAGE, PAGE), strict=True)
        if span
    }
    here = [table for table in tables if table.pk in spans]
    parts = parts_at(here, {pk: places[pk][span] for pk, span in spans.items()})
    return Listing(
        [Section(table, parts.get(table.pk, Part())) for table in here],
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
