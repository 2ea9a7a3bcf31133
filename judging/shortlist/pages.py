"""What an organiser chooses from: the entries of a round in their order, those ticked that
pass for certain.
"""

from __future__ import annotations

from dataclasses import dataclass

from awards.models import Category, Round
from judging.models import judged_in, listed_in
from judging.ranking.shape import EntryLine
from judging.results.answered import Verdict, passes, percent, verdict_of
from judging.results.pages import lines_now
from nominations.models import EntryCategory, in_running


@dataclass(frozen=True)
class Line:
    """``share``: of the panel that would pass it, in whole per cent; None of scores."""

    place: EntryCategory
    rank: int | None
    share: int | None
    verdict: Verdict | None
    ticked: bool


@dataclass(frozen=True)
class Section:
    """``ranked``, ``answered``: whether a line holds a rank, a share and its verdict."""

    category: Category
    lines: list[Line]

    @property
    def ranked(self) -> bool:
        return any(line.rank is not None for line in self.lines)

    @property
    def answered(self) -> bool:
        return any(line.share is not None for line in self.lines)


def sections_of(earlier: Round) -> list[Section]:
    """Every category with its entries, best first, those without a ballot last."""
    ranking = lines_now(earlier)
    rows = EntryCategory.objects.filter(
        in_running("entry__"), judged_in(earlier.pk), entry__edition=earlier.edition_id
    )
    found: dict[str, list[EntryCategory]] = {}
    for row in rows.select_related("entry", "category").order_by("entry__reference"):
        found.setdefault(row.category.code, []).append(row)
    categories = earlier.edition.categories.select_related("smart")
    return [
        Section(one, lines_of(found[one.code], ranking.get(one.code, [])))
        for one in categories
        if one.code in found
    ]


def lines_of(places: list[EntryCategory], ranking: list[EntryLine]) -> list[Line]:
    known = {line["entry"]: line for line in ranking}
    lines = [line_of(row, known.get(row.entry.reference)) for row in places]
    return sorted(lines, key=lambda line: (line.rank is None, line.rank or 0))


def line_of(place: EntryCategory, line: EntryLine | None) -> Line:
    if line is None or line["rank"] is None:
        return Line(place, None, None, None, ticked=False)
    if "p_pass" not in line:
        return Line(place, line["rank"], None, None, ticked=False)
    share = percent(line["adjusted"])
    ticked = passes(line) is True
    return Line(place, line["rank"], share, verdict_of(line), ticked)


def moved_on(round_: Round) -> list[EntryCategory]:
    return list(listed_in(round_).select_related("entry", "category"))
