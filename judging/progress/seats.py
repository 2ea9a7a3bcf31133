"""Who sits where in a round, and how far their ballots are: kept by a process as columns
of numbers, and brought up to date by what was written since (``awards.models.Kept``).

Counting 50,000 assignments anew took most of the board's time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import numpy as np
from django.db.models import Q, QuerySet
from numpy.typing import NDArray

from awards.models import Kept, RowKind, Shelf
from awards.speed.any_of import any_number_of
from judging.models import Assignment, Judge, judged_in
from judging.statuses import BallotState
from nominations.models import EntryCategory, in_running

Rows = NDArray[np.void]
Numbers = NDArray[np.int64]
SEAT = np.dtype(
    [
        ("pk", "i8"),
        ("judge", "i8"),
        ("place", "i8"),
        ("entry", "i8"),
        ("state", "i1"),
        ("made", "i8"),
        ("came", "i8"),
    ]
)
PLACE = np.dtype(
    [("pk", "i8"), ("category", "i8"), ("entry", "i8"), ("reference", "U60")]
)
# What ``state`` says of a ballot.
NONE, BEGUN, IN = 0, 1, 2
STATES: Mapping[str | None, int] = {
    None: NONE,
    BallotState.DRAFT: BEGUN,
    BallotState.SUBMITTED: IN,
}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)  # the shortest time that the database knows
LATEST = 2**62  # of instants
MOST = 3  # rounds; 50,000 assignments take some 4 MB


def instants(moment: datetime | None) -> int:
    """Since the epoch. 0 for no moment."""
    return (moment - EPOCH) // INSTANT if moment else 0


def moment_of(instant: int) -> datetime:
    return EPOCH + int(instant) * INSTANT


def seats_of(edition: int, round_: int) -> QuerySet[Assignment]:
    """What stands in the round, of entries that may still win."""
    standing = Assignment.objects.standing().filter(
        in_running("entry_category__entry__"),
        round=round_,
        judge__edition=edition,
        entry_category__entry__edition=edition,
    )
    return standing.order_by()


def places_of(edition: int, round_: int) -> QuerySet[EntryCategory]:
    places = EntryCategory.objects.filter(
        in_running("entry__"), judged_in(round_), entry__edition=edition
    )
    return places.order_by()


def jury_of(edition: int) -> QuerySet[Judge]:
    return Judge.objects.filter(edition=edition).accepted().order_by("pk")


def seat_rows(seats: QuerySet[Assignment]) -> Rows:
    found = seats.values_list(
        "pk",
        "judge_id",
        "entry_category_id",
        "entry_category__entry_id",
        "ballot__state",
        "created_at",
        "ballot__submitted_at",
    )
    rows = [
        (pk, judge, place, entry, STATES[state], instants(made), instants(came))
        for pk, judge, place, entry, state, made, came in found
    ]
    return np.array(rows, SEAT)


def place_rows(places: QuerySet[EntryCategory]) -> Rows:
    columns = ("pk", "category_id", "entry_id", "entry__reference")
    return np.array(list(places.values_list(*columns)), PLACE)


def among(column: NDArray[Any], told: Sequence[int]) -> NDArray[np.bool_]:
    return np.isin(column, np.array(told, np.int64))


@dataclass(frozen=True)
class Counted:
    """Of assignments: one number for each judge, or for each place of an entry."""

    assigned: Numbers
    done: Numbers
    begun: Numbers

    @classmethod
    def of(cls, where: Numbers, state: NDArray[np.int8], size: int) -> Counted:
        """``where``: for each seat where its judge, or its place, stands."""
        return cls(
            np.bincount(where, minlength=size),
            np.bincount(where[state == IN], minlength=size),
            np.bincount(where[state == BEGUN], minlength=size),
        )

    @property
    def missing(self) -> Numbers:
        return self.assigned - self.done


@dataclass(frozen=True)
class Arranged:
    """The seats as they are asked for at any moment: ``places``, where entries stand, by
    category and reference, and ``jury``, the judges' numbers, rising; what is counted
    of both; since when each judge has had something; when the ballots came in, rising;
    and of each seat without one where its judge and its place are.
    """

    places: Rows
    jury: Numbers
    of_judges: Counted
    of_places: Counted
    since: Numbers
    came: Numbers
    open_judge: Numbers
    open_place: Numbers

    @classmethod
    def of(cls, seats: Rows, places: Rows, jury: Numbers) -> Arranged:
        """What was read in several questions may be of several moments: a seat whose judge
        or place is not there was written since, and is read again next time.
        """
        places = np.sort(places, order=["category", "reference"])
        by_pk = np.argsort(places["pk"])
        pks = places["pk"][by_pk]
        seats = seats[np.isin(seats["judge"], jury) & np.isin(seats["place"], pks)]
        judge = np.searchsorted(jury, seats["judge"])
        place = by_pk[np.searchsorted(pks, seats["place"])]
        state = np.ascontiguousarray(seats["state"])
        since = np.full(len(jury), LATEST)
        np.minimum.at(since, judge, np.ascontiguousarray(seats["made"]))
        return cls(
            places,
            jury,
            Counted.of(judge, state, len(jury)),
            Counted.of(place, state, len(places)),
            since,
            np.sort(seats["came"][state == IN]),
            judge[state != IN],
            place[state != IN],
        )


def jury_now(edition: int) -> Numbers:
    return np.array(list(jury_of(edition).values_list("pk", flat=True)), np.int64)


@dataclass
class Seats(Kept):
    """Of a round."""

    kinds: ClassVar = (RowKind.ENTRY, RowKind.JUDGE, RowKind.SEAT, RowKind.EDITION)
    edition: int
    round: int
    seats: Rows = field(default_factory=lambda: np.array([], SEAT))
    places: Rows = field(default_factory=lambda: np.array([], PLACE))
    jury: Numbers = field(default_factory=lambda: np.array([], np.int64))
    arranged: Arranged = field(init=False)

    def read_all(self) -> None:
        self.seats = seat_rows(seats_of(self.edition, self.round))
        self.places = place_rows(places_of(self.edition, self.round))
        self.jury = jury_now(self.edition)
        self.arrange()

    def read_again(self, told: Mapping[RowKind, Sequence[int]]) -> None:
        if self.edition in told.get(RowKind.EDITION, ()):
            self.read_all()
            return
        self.read_seats(
            told.get(RowKind.ENTRY, ()),
            told.get(RowKind.JUDGE, ()),
            told.get(RowKind.SEAT, ()),
        )
        if RowKind.ENTRY in told:
            self.read_places(told[RowKind.ENTRY])
        if RowKind.JUDGE in told:
            self.jury = jury_now(self.edition)
        self.arrange()

    def read_seats(
        self, entries: Sequence[int], judges: Sequence[int], seats: Sequence[int]
    ) -> None:
        gone = (
            among(self.seats["entry"], entries)
            | among(self.seats["judge"], judges)
            | among(self.seats["pk"], seats)
        )
        named = (
            Q(any_number_of("entry_category__entry", entries))
            | Q(any_number_of("judge", judges))
            | Q(any_number_of("pk", seats))
        )
        again = seats_of(self.edition, self.round).filter(named)
        self.seats = np.concatenate([self.seats[~gone], seat_rows(again)])

    def read_places(self, entries: Sequence[int]) -> None:
        gone = among(self.places["entry"], entries)
        again = places_of(self.edition, self.round).filter(
            any_number_of("entry", entries)
        )
        self.places = np.concatenate([self.places[~gone], place_rows(again)])

    def arrange(self) -> None:
        self.arranged = Arranged.of(self.seats, self.places, self.jury)


KEPT: Shelf[Seats] = Shelf(Seats, MOST)
