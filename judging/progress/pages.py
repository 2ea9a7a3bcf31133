"""A round at a glance: per judge, category and entry what is done, begun, missing, and
what to expect at the close.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from awards.ledger.services import database_now
from awards.models import Edition, Reminded, Round
from awards.statuses import Reminder
from judging.ballots.reminders import thing_of
from judging.models import Assignment, Extension, Judge
from judging.progress.over_time import OverTime, over_time
from judging.statuses import BallotState
from nominations.models import EntryCategory, in_running

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

    def count(self, state: str | None) -> None:
        self.assigned += 1
        self.done += state == BallotState.SUBMITTED
        self.begun += state == BallotState.DRAFT


@dataclass
class JudgeLine(Progress):
    closes_at: datetime | None = None
    extended: bool = False
    since: datetime | None = None
    finishes_at: datetime | None = None

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
    entries: int = 0
    reached: int = 0
    at_risk: int = 0


@dataclass
class Seat:
    """An assignment: ``place`` of the entry in its category, ``since`` when it was made,
    ``state`` of its ballot and ``submitted_at`` when that was sent in.
    """

    judge: int
    place: int
    since: datetime
    state: str | None
    submitted_at: datetime | None

    @property
    def came(self) -> datetime | None:
        """When the ballot that stands came in; None while it is missing or taken back."""
        return self.submitted_at if self.state == BallotState.SUBMITTED else None


@dataclass
class Board:
    judges: list[JudgeLine]
    entries: list[EntryLine]
    categories: list[CategoryLine]
    whole: Progress
    now: datetime
    seats: list[Seat] = field(default_factory=list)
    pace: OverTime | None = None

    @property
    def below_quorum(self) -> int:
        return sum(not line.reached for line in self.entries)

    @property
    def at_risk(self) -> int:
        return sum(line.at_risk for line in self.entries)


def board_of(edition: Edition, round_: Round) -> Board:
    """In a fixed number of statements, whatever the size of the round."""
    board = Board(
        judge_lines(edition, round_),
        entry_lines(edition, round_),
        [],
        Progress(round_),
        database_now(),
    )
    judges = {line.thing.pk: line for line in board.judges}
    entries = {line.thing.pk: line for line in board.entries}
    categories = {
        category.pk: CategoryLine(category)
        for category in edition.categories.select_related("smart")
    }
    board.seats = [
        seat
        for seat in seats_of(round_)
        if seat.judge in judges and seat.place in entries
    ]
    for seat in board.seats:
        line = judges[seat.judge]
        line.since = min(line.since or seat.since, seat.since)
        for progress in (
            line,
            entries[seat.place],
            categories[entries[seat.place].thing.category_id],
            board.whole,
        ):
            progress.count(seat.state)
    look_ahead(board, judges, entries, round_)
    sum_up(board, categories)
    moments = [seat.came for seat in board.seats if seat.came is not None]
    board.pace = over_time(round_, moments, board.whole.assigned, board.now)
    return board


def seats_of(round_: Round) -> list[Seat]:
    rows = Assignment.objects.standing().filter(round=round_)
    found = rows.values_list(
        "judge_id",
        "entry_category_id",
        "created_at",
        "ballot__state",
        "ballot__submitted_at",
    )
    return [Seat(*row) for row in found]


def judge_lines(edition: Edition, round_: Round) -> list[JudgeLine]:
    longer = dict(Extension.objects.filter(round=round_).values_list("judge", "until"))
    lines = [
        JudgeLine(judge)
        for judge in edition.judges.accepted().select_related("user").order_by("pk")
    ]
    for line in lines:
        until = longer.get(line.thing.pk)
        line.extended = until is not None and until > round_.closes_at
        line.closes_at = until if line.extended else round_.closes_at
    return lines


def entry_lines(edition: Edition, round_: Round) -> list[EntryLine]:
    places = EntryCategory.objects.filter(in_running("entry__"), entry__edition=edition)
    rows = places.select_related("entry", "category").order_by(
        "category__order", "category__code", "entry__reference"
    )
    return [EntryLine(row, quorum=round_.quorum) for row in rows]


def look_ahead(
    board: Board,
    judges: dict[int, JudgeLine],
    entries: dict[int, EntryLine],
    round_: Round,
) -> None:
    for line in board.judges:
        line.look_ahead(round_, board.now)
    board.whole.expected = sum(line.expected for line in board.judges)
    for seat in board.seats:
        submitted = seat.state == BallotState.SUBMITTED
        entries[seat.place].expected += 1.0 if submitted else judges[seat.judge].share


def sum_up(board: Board, categories: dict[int, CategoryLine]) -> None:
    for entry in board.entries:
        line = categories[entry.thing.category_id]
        line.entries += 1
        line.reached += entry.reached
        line.at_risk += entry.at_risk
        line.expected += entry.expected
    board.categories = [line for line in categories.values() if line.entries]


def last_reminders(judges: list[Judge], round_: Round) -> dict[int, datetime]:
    """Judge id → when the newest reminder about this round was written, by hand or by
    itself. One statement.
    """
    things = {thing_of(Reminder.BALLOTS, one.pk, round_.pk): one.pk for one in judges}
    rows = Reminded.objects.said().filter(thing__in=things).order_by("at")
    return {things[thing]: when for thing, when in rows.values_list("thing", "at")}
