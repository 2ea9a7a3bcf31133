"""A round at a glance: per judge, category and entry what is done, begun, missing, and
what to expect at the close.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from awards.ledger.services import database_now
from awards.models import Category, Edition, Reminded, Round
from awards.statuses import Reminder
from judging.ballots.reminders import thing_of
from judging.models import Extension, Judge
from judging.progress.counted import (
    SHORT,
    Asked,
    Counts,
    JudgeCount,
    categories_counted,
    judges_counted,
)
from judging.progress.over_time import OverTime, over_time, span_of
from nominations.models import EntryCategory

A_PAGE = 50  # entries of one category
DAY = timedelta(days=1)


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

    def add(self, other: Progress) -> None:
        self.assigned += other.assigned
        self.done += other.done
        self.begun += other.begun
        self.expected += other.expected


@dataclass
class JudgeLine(Progress):
    closes_at: datetime | None = None
    extended: bool = False
    since: datetime | None = None
    finishes_at: datetime | None = None

    def count(self, counted: JudgeCount | None) -> None:
        if counted:
            self.assigned, self.done = counted.assigned, counted.done
            self.begun, self.since = counted.begun, counted.since

    def look_ahead(self, round_: Round, now: datetime) -> None:
        """A pace needs a ballot: before the first one nothing is expected."""
        self.closes_at = self.closes_at or round_.closes_at
        began = max(round_.opens_at, self.since or round_.opens_at)
        days = max((now - began) / DAY, 0.25)
        pace = self.done / days
        self.expected = min(
            self.assigned, self.done + pace * max((self.closes_at - now) / DAY, 0)
        )
        if pace and self.missing:
            self.finishes_at = now + min(self.missing / pace, 3650) * DAY

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
    a whole page is shown (from 1), "" or one that is not there for all of them.
    """

    shown: str = SHORT
    category: str = ""
    page: int = 1

    def among(self, categories: Iterable[Category]) -> Asked:
        for category in categories:
            if category.code == self.category:
                start = (self.page - 1) * A_PAGE
                return Asked(self.shown, category.pk, start, A_PAGE)
        return Asked(self.shown)


ALL_CATEGORIES = Wish()


@dataclass
class Board:
    """``asked``: what its categories show of their entries."""

    judges: list[JudgeLine]
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
    now = database_now()
    counted = judges_counted(edition, round_)
    judges = judge_lines(edition, round_, counted, now)
    whole = Progress(round_)
    for line in judges:
        whole.add(line)
    categories = {
        category.pk: category for category in edition.categories.select_related("smart")
    }
    came = [one.newest for one in counted.values() if one.newest is not None]
    span = span_of(round_, max(came, default=None), now)
    shares = {line.thing.pk: line.share for line in judges}

    def count(asked: Asked) -> Counts:
        return categories_counted(edition, round_, shares, span.places, asked)

    found = count(asked := wish.among(categories.values()))
    if (there := there_is(asked, found)) != asked:
        found = count(asked := there)
    return Board(
        judges,
        category_lines(round_, categories, found),
        whole,
        now,
        asked,
        over_time(round_, span, found.came, whole.assigned),
    )


def there_is(asked: Asked, found: Counts) -> Asked:
    """The last page for one behind it; all categories for one that has no entry."""
    if asked.category is None:
        return asked
    wanted = [one.wanted for one in found.categories if one.category == asked.category]
    if not wanted:
        return Asked(asked.shown)
    last = max(0, wanted[0] - 1) // asked.size * asked.size
    return replace(asked, start=min(asked.start, last))


def judge_lines(
    edition: Edition, round_: Round, counted: Mapping[int, JudgeCount], now: datetime
) -> list[JudgeLine]:
    longer = dict(Extension.objects.filter(round=round_).values_list("judge", "until"))
    judges = edition.judges.accepted().select_related("user").order_by("pk")
    lines = [JudgeLine(judge) for judge in judges]
    for line in lines:
        until = longer.get(line.thing.pk)
        line.extended = until is not None and until > round_.closes_at
        line.closes_at = until if line.extended else round_.closes_at
        line.count(counted.get(line.thing.pk))
        line.look_ahead(round_, now)
    return lines


def category_lines(
    round_: Round, categories: Mapping[int, Category], found: Counts
) -> list[CategoryLine]:
    """In the order of ``categories``, none of those without an entry."""
    shown = [line.place for one in found.categories for line in one.lines]
    rows = EntryCategory.objects.select_related("entry", "category").in_bulk(shown)
    counted = {one.category: one for one in found.categories}
    return [
        CategoryLine(
            category,
            one.assigned,
            one.done,
            one.begun,
            one.expected,
            entries=one.entries,
            reached=one.reached,
            at_risk=one.at_risk,
            wanted=one.wanted,
            lines=[
                EntryLine(
                    rows[line.place],
                    line.assigned,
                    line.done,
                    line.begun,
                    line.expected,
                    quorum=round_.quorum,
                )
                for line in one.lines
                if line.place in rows
            ],
        )
        for pk, category in categories.items()
        if (one := counted.get(pk))
    ]


def last_reminders(judges: list[Judge], round_: Round) -> dict[int, datetime]:
    """Judge id → when the newest reminder about this round was written, by hand or by
    itself. One statement.
    """
    things = {thing_of(Reminder.BALLOTS, one.pk, round_.pk): one.pk for one in judges}
    rows = Reminded.objects.said().filter(thing__in=things).order_by("at")
    return {things[thing]: when for thing, when in rows.values_list("thing", "at")}
