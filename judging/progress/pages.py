"""A round at a glance: per judge, category and entry what is done, begun, missing, and
what to expect at the close.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from awards.models import Category, Edition, Reminded, Round
from awards.speed.any_of import any_of
from awards.speed.prepared_query import Prepared
from awards.statuses import Reminder
from judging.ballots.reminders import thing_of
from judging.progress.counted import (
    A_JURY,
    SHORT,
    Asked,
    CategoryCount,
    Counts,
    EntryCount,
    JudgeCount,
    counts_of,
)
from judging.progress.over_time import OverTime, over_time

A_PAGE = 50  # entries of one category


@dataclass
class Progress:
    """Counts of assignments. ``expected``: ballots at the close if everybody goes on at
    their pace so far.
    """

    thing: Any
    assigned: int = 0
    done: int = 0
    begun: int = 0
    expected: float = 0.0

    @property
    def missing(self) -> int:
        return self.assigned - self.done

    @property
    def untouched(self) -> int:
        return self.assigned - self.done - self.begun

    @property
    def forecast(self) -> int:
        """``expected`` as whole ballots, never more than there are."""
        return min(self.assigned, int(self.expected + 1e-9))


@dataclass
class JudgeLine(Progress):
    closes_at: datetime | None = None
    extended: bool = False
    finishes_at: datetime | None = None

    @classmethod
    def of(cls, one: JudgeCount) -> JudgeLine:
        figures = (one.assigned, one.done, one.begun, one.expected)
        return cls(one, *figures, one.closes, one.extended, one.finishes)

    @property
    def is_done(self) -> bool:
        return bool(self.assigned) and not self.missing

    @property
    def late(self) -> bool:
        """At this pace the judge is not done in time."""
        return bool(self.missing and self.forecast < self.assigned)

    @property
    def share(self) -> float:
        """Of what is missing, the part to be expected."""
        return (self.expected - self.done) / self.missing if self.missing else 0.0


@dataclass
class EntryLine(Progress):
    quorum: int = 1

    @property
    def reached(self) -> bool:
        return self.done >= self.quorum

    @property
    def at_risk(self) -> bool:
        """Below the quorum now, and at the close if everybody goes on as so far."""
        return not self.reached and self.expected < self.quorum


@dataclass
class CategoryLine(Progress):
    """``wanted``: how many of its entries were asked for; ``lines``: those that are shown."""

    entries: int = 0
    reached: int = 0
    at_risk: int = 0
    wanted: int = 0
    lines: list[EntryLine] = field(default_factory=list)


@dataclass(frozen=True)
class Wish:
    """What a reader asks for: ``shown`` as in ``Asked``; ``category``: a code, of which
    a whole page is shown (from 1), "" or one that is not there for all of them;
    ``jury``: a page of all judges (from 1), None for the first of them.
    """

    shown: str = SHORT
    category: str = ""
    page: int = 1
    jury: int | None = None

    def among(self, categories: Iterable[Category]) -> Asked:
        jury = None if self.jury is None else (self.jury - 1) * A_JURY
        for category in categories:
            if category.code == self.category:
                start = (self.page - 1) * A_PAGE
                return Asked(self.shown, category.pk, start, A_PAGE, jury)
        return Asked(self.shown, jury=jury)


ALL_CATEGORIES = Wish()


@dataclass
class Board:
    """``asked``: what it shows of its judges and its categories of their entries;
    ``jury``: how many judges there are, so many of them ``behind`` and ``done``.
    """

    judges: list[JudgeLine]
    behind: int
    done: int
    jury: int
    categories: list[CategoryLine]
    whole: Progress
    now: datetime
    asked: Asked
    pace: OverTime | None = None

    @property
    def below_quorum(self) -> int:
        return sum(line.entries - line.reached for line in self.categories)

    @property
    def at_risk(self) -> int:
        return sum(line.at_risk for line in self.categories)


def board_of(edition: Edition, round_: Round, wish: Wish = ALL_CATEGORIES) -> Board:
    """In a fixed number of statements, whatever the size of the round."""
    categories = {category.pk: category for category in categories_of(edition.pk)}
    found = counts_of(edition, round_, asked := wish.among(categories.values()))
    if (there := there_is(asked, found)) != asked:
        found = counts_of(edition, round_, asked := there)
    whole = found.whole
    return Board(
        [JudgeLine.of(one) for one in found.judges],
        found.behind,
        found.done,
        found.jury,
        category_lines(round_, categories, found),
        Progress(round_, whole.assigned, whole.done, whole.begun, whole.expected),
        found.now,
        asked,
        over_time(round_, found, whole.assigned),
    )


def there_is(asked: Asked, found: Counts) -> Asked:
    """The last page for one behind it; all categories for one that has no entry."""
    if asked.jury is not None:
        last = last_start(found.jury, A_JURY)
        asked = replace(asked, jury=min(asked.jury, last))
    if asked.category is None:
        return asked
    wanted = [one.wanted for one in found.categories if one.category == asked.category]
    if not wanted:
        return Asked(asked.shown, jury=asked.jury)
    return replace(asked, start=min(asked.start, last_start(wanted[0], asked.size)))


def last_start(count: int, size: int) -> int:
    """Where the last page of so many begins."""
    return max(0, count - 1) // size * size


def category_lines(
    round_: Round, categories: Mapping[int, Category], found: Counts
) -> list[CategoryLine]:
    """In the order of ``categories``, none of those without an entry."""
    counted = {one.category: one for one in found.categories}
    return [
        category_line(category, counted[pk], round_.quorum)
        for pk, category in categories.items()
        if pk in counted
    ]


def category_line(category: Category, one: CategoryCount, quorum: int) -> CategoryLine:
    return CategoryLine(
        category,
        one.assigned,
        one.done,
        one.begun,
        one.expected,
        entries=one.entries,
        reached=one.reached,
        at_risk=one.at_risk,
        wanted=one.wanted,
        lines=[entry_line(line, quorum) for line in one.lines],
    )


def entry_line(one: EntryCount, quorum: int) -> EntryLine:
    figures = (one.assigned, one.done, one.begun, one.expected)
    return EntryLine(one, *figures, quorum=quorum)


categories_of: Prepared[Category] = Prepared(
    lambda edition: Category.objects.filter(edition=edition).select_related("smart")
)
reminders_of: Prepared[Reminded] = Prepared(
    lambda things: (
        Reminded.objects.said()
        .filter(any_of("thing", things))
        .order_by("at")
        .values_list("thing", "at")
    )
)


def last_reminders(judges: Sequence[int], round_: Round) -> dict[int, datetime]:
    """Judge id → when the newest reminder about this round was written, by hand or by
    itself. One statement.
    """
    things = {thing_of(Reminder.BALLOTS, pk, round_.pk): pk for pk in judges}
    return {things[thing]: when for thing, when in reminders_of.tuples(list(things))}
