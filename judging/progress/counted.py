"""The ballots of a round as they are counted: by judge, with what to expect of them, then
by category, with the judges and entries that a page shows. Only of these more is read
than numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from awards.language.bilingual import Localized
from awards.models import Edition, Round
from awards.speed.any_of import any_number_of
from awards.speed.prepared_query import Prepared
from judging.models import Extension, Judge
from judging.progress.figures import (
    JudgeSums,
    Marks,
    Reals,
    Window,
    came_by,
    categories_of,
    expected_of_places,
)
from judging.progress.seats import KEPT, Arranged, Counted, moment_of
from nominations.models import Entry

FEW = 10  # entries of a category beside the other categories
SHORT, RISK, EVERY = "short", "risk", "all"
SHOWN = (SHORT, RISK, EVERY)
A_JURY = 50  # judges on a page of all of them
FEW_JUDGES = 20  # of those who are behind, and of those who are done


@dataclass(frozen=True)
class Asked:
    """Which entries a page shows: those with too few ballots (``SHORT``), those that
    are likely to end so (``RISK``) or all, from ``start`` in each category or in one,
    ``size`` of each.

    ``jury``: from which judge on, of all of them by need; None for the first of those
    who are behind and of those who are done.
    """

    shown: str = SHORT
    category: int | None = None
    start: int = 0
    size: int = FEW
    jury: int | None = None


@dataclass(frozen=True)
class Names:
    own_th: str
    own_en: str
    email: str

    own = Localized("own")


@dataclass(frozen=True)
class JudgeCount:
    """Of a judge's assignments. ``closes``: when scoring ends for this judge;
    ``expected``: ballots then, if they go on at their pace so far; ``finishes``: when
    they are done at it.
    """

    pk: int
    names: Names
    assigned: int
    done: int
    begun: int
    expected: float
    extended: bool
    closes: datetime
    finishes: datetime | None

    @property
    def name(self) -> str:
        return self.names.own or self.names.email


@dataclass(frozen=True)
class EntryCount:
    """``pk``: of the entry's place in the category. ``expected``: ballots at the close,
    a part of one for each that is missing.
    """

    pk: int
    reference: str
    title_th: str
    title_en: str
    assigned: int
    done: int
    begun: int
    expected: float

    title = Localized("title")


@dataclass(frozen=True)
class CategoryCount:
    """``wanted``: entries that were asked for; ``lines``: those of them on the page."""

    category: int
    entries: int
    assigned: int
    done: int
    begun: int
    expected: float
    reached: int
    at_risk: int
    wanted: int
    lines: list[EntryCount]


@dataclass(frozen=True)
class Total:
    assigned: int
    done: int
    begun: int
    expected: float


@dataclass(frozen=True)
class Sums:
    """Of judges or places."""

    counted: Counted
    expected: Reals

    def at(self, one: int) -> Total:
        return self.total(slice(one, one + 1))

    def total(self, part: slice) -> Total:
        return Total(
            int(self.counted.assigned[part].sum()),
            int(self.counted.done[part].sum()),
            int(self.counted.begun[part].sum()),
            float(self.expected[part].sum()),
        )


@dataclass(frozen=True)
class Lacking:
    """Which places have reached the quorum, which are at risk, which were asked for."""

    reached: Marks
    at_risk: Marks
    wanted: Marks

    @classmethod
    def of(cls, sums: Sums, quorum: int, shown: str) -> Lacking:
        reached = sums.counted.done >= quorum
        at_risk = ~reached & (sums.expected < quorum)
        by_wish = {RISK: at_risk, SHORT: ~reached}
        return cls(reached, at_risk, by_wish.get(shown, np.ones_like(reached)))

    def counts(self, part: slice) -> dict[str, int]:
        return {name: int(marks[part].sum()) for name, marks in vars(self).items()}


@dataclass(frozen=True)
class Counts:
    """``came``: how many ballots were there at each step of the time from the opening
    ``until`` now, or until ``ends``: the closing, or the last ballot that came after it.

    ``judges``: those that are shown; ``jury``: how many there are, of whom so many are
    ``behind`` and ``done``: the others have no assignment. ``whole``: of all of them.
    """

    now: datetime
    until: datetime
    ends: datetime
    judges: list[JudgeCount]
    behind: int
    done: int
    jury: int
    whole: Total
    categories: list[CategoryCount]
    came: list[int]


extensions_of: Prepared[Extension] = Prepared(
    lambda round_: Extension.objects.filter(round=round_).values_list("judge", "until")
)
names_of: Prepared[Judge] = Prepared(
    lambda pks: Judge.objects.filter(any_number_of("pk", pks)).values_list(
        "pk", "user__name_th", "user__name_en", "user__email"
    )
)
titles_of: Prepared[Entry] = Prepared(
    lambda pks: Entry.objects.filter(any_number_of("pk", pks)).values_list(
        "pk", "title_th", "title_en"
    )
)


def counts_of(edition: Edition, round_: Round, asked: Asked) -> Counts:
    longer = dict(extensions_of.tuples(round_.pk))
    kept = KEPT(edition.pk, round_.pk)
    with kept.lock:
        now, seats = kept.refresh().now, kept.arranged
    window = Window.of(round_, now, seats.jury, longer)
    judges = JudgeSums.of(seats, window)
    ends = max(window.round_closes, int(seats.came.max(initial=0)))
    until = min(window.now, ends)
    return Counts(
        now=now,
        until=moment_of(until),
        ends=moment_of(ends),
        judges=judge_counts(seats, window, judges, judges_shown(judges, asked.jury)),
        behind=int((judges.counted.missing > 0).sum()),
        done=int(judges.are_done.sum()),
        jury=len(seats.jury),
        whole=Sums(judges.counted, judges.expected).total(slice(None)),
        categories=category_counts(seats, judges, round_.quorum, asked),
        came=came_by(seats.came, window.opens, until),
    )


def judges_shown(judges: JudgeSums, start: int | None) -> list[int]:
    order: list[int] = judges.by_need().tolist()
    if start is not None:
        return order[start : start + A_JURY]
    others = len(order) - int(judges.are_done.sum())
    return order[:others][:FEW_JUDGES] + order[others:][:FEW_JUDGES]


def judge_counts(
    seats: Arranged, window: Window, judges: JudgeSums, shown: list[int]
) -> list[JudgeCount]:
    pks = seats.jury[shown].tolist() if shown else []
    names = {pk: name for pk, *name in names_of.tuples(pks)} if pks else {}
    sums = Sums(judges.counted, judges.expected)
    return [
        JudgeCount(
            pk=pk,
            names=Names(*names[pk]),
            **vars(sums.at(at)),
            extended=bool(window.closes[at] > window.round_closes),
            closes=moment_of(window.closes[at]),
            finishes=moment_of(judges.finishes[at]) if judges.finishes[at] else None,
        )
        for pk, at in zip(pks, shown, strict=True)
        if pk in names
    ]


def category_counts(
    seats: Arranged, judges: JudgeSums, quorum: int, asked: Asked
) -> list[CategoryCount]:
    sums = Sums(seats.of_places, expected_of_places(seats, judges))
    lacking = Lacking.of(sums, quorum, asked.shown)
    lines = {
        category: lines_of(lacking, part, asked, category)
        for category, part in categories_of(seats.places)
    }
    titles = titles_at(seats, [at for some in lines.values() for at in some])
    return [
        CategoryCount(
            category,
            entries=part.stop - part.start,
            **vars(sums.total(part)),
            **lacking.counts(part),
            lines=[entry_count(seats, sums, at, titles) for at in lines[category]],
        )
        for category, part in categories_of(seats.places)
    ]


def lines_of(lacking: Lacking, part: slice, asked: Asked, category: int) -> list[int]:
    """Where those places of a category stand that the page shows."""
    if asked.category not in (None, category):
        return []
    wanted: list[int] = (part.start + np.flatnonzero(lacking.wanted[part])).tolist()
    return wanted[asked.start : asked.start + asked.size]


def titles_at(seats: Arranged, shown: list[int]) -> dict[int, list[str]]:
    """By numbers of entries."""
    if not shown:
        return {}
    pks = seats.places["entry"][shown].tolist()
    return {pk: titles for pk, *titles in titles_of.tuples(pks)}


def entry_count(
    seats: Arranged, sums: Sums, at: int, titles: dict[int, list[str]]
) -> EntryCount:
    place = seats.places[at]
    th, en = titles.get(int(place["entry"]), ("", ""))
    return EntryCount(
        int(place["pk"]), str(place["reference"]), th, en, **vars(sums.at(at))
    )
