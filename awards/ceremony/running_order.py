"""The running order of a ceremony, as data: which prize when, how it is read, who comes
for it and where they sit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from awards.models import (
    Edition,
    Grouping,
    Side,
    StagePlan,
    StageWord,
    Winner,
    WinnerList,
)
from awards.paper.fonts import lacking, named

FIELDS = (
    "reading_th",
    "reading_en",
    "receiver_th",
    "receiver_en",
    "coming",
    "note",
    "seat",
)

NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Cue:
    """One prize on the stage. ``seats`` are those of its party, first seat first; none
    when nobody comes.
    """

    number: int
    winner: Winner
    reading_th: str
    reading_en: str
    receiver_th: str
    receiver_en: str
    note: str
    coming: int
    answered: bool  # somebody said how many come; otherwise ``coming`` is the plan's usual party
    seats: tuple[str, ...]
    seat: str  # the first one as an organiser gave it; empty where it follows from the order

    @property
    def lacking_named(self) -> str:
        """Letters of what the papers say of this prize that no font of ours can write;
        empty where all can be.
        """
        names = [
            f"{name}_{at}"
            for name in ("title", "organisation", "level", "category")
            for at in ("th", "en")
        ]
        said = [
            self.reading_th,
            self.reading_en,
            self.receiver_th,
            self.receiver_en,
            self.note,
        ]
        return ", ".join(
            map(named, lacking(*(getattr(self.winner, name) for name in names), *said))
        )

    @property
    def is_moved(self) -> bool:
        """Somebody else sits by hand where this party should: since then one of them has grown."""
        return bool(self.seat and self.seats and self.seats[0] != self.seat)

    @property
    def seat_span(self) -> str:
        """``B3–B6``, or each row's part where a party is too large for one: ``B1–B12, C1``."""
        rows: dict[str, list[str]] = {}
        for seat in self.seats:
            rows.setdefault(seat.rstrip("0123456789"), []).append(seat)
        return ", ".join(
            part[0] if len(part) == 1 else f"{part[0]}–{part[-1]}"
            for part in rows.values()
        )


@dataclass(frozen=True)
class Running:
    """``winner_list`` None: nothing is frozen yet."""

    edition: Edition
    plan: StagePlan
    winner_list: WinnerList | None
    cues: tuple[Cue, ...]

    @property
    def unanswered(self) -> int:
        return len({cue.winner.reference for cue in self.cues if not cue.answered})

    @property
    def unprintable(self) -> list[Cue]:
        return [cue for cue in self.cues if cue.lacking_named]

    @property
    def people(self) -> int:
        return sum({cue.winner.reference: cue.coming for cue in self.cues}.values())


Said = dict[str, str | int]  # by the names of FIELDS, without what nobody said


def plan_of(edition: Edition) -> StagePlan:
    return StagePlan.objects.filter(edition=edition).first() or StagePlan(
        edition=edition
    )


def running_of(edition: Edition) -> Running:
    """From the newest winner list, published or not: for its organisers' eyes."""
    plan, winner_list = (
        plan_of(edition),
        edition.winner_lists.order_by("-version").first(),
    )
    if winner_list is None:
        return Running(edition, plan, None, ())
    words = words_of(edition)
    winners = in_order(winner_list.winners.all(), plan)
    parties = {w.reference: party(words.get(w.reference, {}), plan) for w in winners}
    by_hand = {
        reference: str(words["seat"])
        for reference, words in words.items()
        if "seat" in words
    }
    seats = seated(parties, plan, by_hand)
    cues = [
        cue(n, w, words.get(w.reference, {}), plan, seats[w.reference])
        for n, w in enumerate(winners, 1)
    ]
    return Running(edition, plan, winner_list, tuple(cues))


def words_of(edition: Edition) -> dict[str, Said]:
    """By reference: each field as the organiser says it, else as the entrant does."""
    found: dict[str, Said] = {}
    rows = StageWord.objects.filter(edition=edition)
    for row in sorted(rows, key=lambda row: row.side == Side.ORGANISER):
        said = {name: getattr(row, name) for name in FIELDS}
        found.setdefault(row.reference, {}).update(
            {k: v for k, v in said.items() if v not in ("", None)}
        )
    return found


def in_order(winners: Iterable[Winner], plan: StagePlan) -> list[Winner]:
    """As the plan says; prizes of one level and category stay in the list's order (best first)."""
    listed = sorted(winners, key=lambda winner: winner.order)
    places = {
        code: n
        for n, code in enumerate(
            dict.fromkeys(winner.category_code for winner in listed)
        )
    }
    sign = -1 if plan.lowest_first else 1

    def place(winner: Winner) -> tuple[bool, int, int, int]:
        level, category = sign * winner.level_order, places[winner.category_code]
        if winner.across:  # above every level of every category
            level = category = sign * -1000
        first, second = (
            (level, category) if plan.grouping == Grouping.LEVEL else (category, level)
        )
        return winner.across == plan.lowest_first, first, second, winner.order

    return sorted(listed, key=place)


def party(words: Said, plan: StagePlan) -> int:
    return int(words.get("coming", plan.usual_party))


def cue(
    number: int,
    winner: Winner,
    words: Said,
    plan: StagePlan,
    seats: tuple[str, ...],
) -> Cue:
    texts = {name: str(words.get(name, "")) for name in FIELDS if name != "coming"}
    answered = "coming" in words
    return Cue(
        number=number,
        winner=winner,
        coming=party(words, plan),
        answered=answered,
        seats=seats,
        **texts,
    )


def row_name(number: int) -> str:
    """A, B … Z, AA, AB … for 0, 1 …"""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def row_number(name: str) -> int:
    """The other way round: 0 for A, 26 for AA."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


SEAT = re.compile(r"([A-Z]{1,2})([1-9][0-9]{0,2})", re.ASCII)


def place_of(seat: str, width: int) -> int | None:
    """The seat's place, counted from A1 through all rows; None where there is no such seat."""
    found = SEAT.fullmatch(seat)
    if found is None or int(found[2]) > width:
        return None
    return row_number(found[1]) * width + int(found[2]) - 1


def seat_name(place: int, width: int) -> str:
    return f"{row_name(place // width)}{place % width + 1}"


def seated(
    parties: dict[str, int], plan: StagePlan, by_hand: Mapping[str, str] = NOBODY
) -> dict[str, tuple[str, ...]]:
    """Seats of each party in the order given, round those of parties whose first seat
    was given by hand.

    A party that fits into one row is not parted. Of two by hand on the same seats the
    later one is seated as any.
    """
    width, taken = plan.seats_per_row, set[int]()
    places: dict[str, range] = {}
    for reference, size in parties.items():
        first = place_of(by_hand.get(reference, ""), width)
        if first is not None and taken.isdisjoint(range(first, first + size)):
            places[reference] = range(first, first + size)
            taken.update(places[reference])
    start = plan.kept_rows * width
    for reference, size in parties.items():
        if reference not in places:
            places[reference] = free_places(start, size, width, taken)
            start = places[reference].stop
    return {
        reference: tuple(seat_name(place, width) for place in places[reference])
        for reference in parties
    }


def free_places(start: int, size: int, width: int, taken: set[int]) -> range:
    """The next seats side by side that nobody has, in one row where the party fits into one."""
    while True:
        end = start + size
        parted = 0 < size <= width and start // width != (end - 1) // width
        if not parted and taken.isdisjoint(range(start, end)):
            return range(start, end)
        start += 1


def seat_rows(cues: Sequence[Cue]) -> list[tuple[str, list[tuple[str, Cue]]]]:
    """Row by row: each taken seat with whose it is."""
    rows: dict[str, dict[str, Cue]] = {}
    for one in cues:
        for seat in one.seats:
            rows.setdefault(seat.rstrip("0123456789"), {}).setdefault(seat, one)
    ordered = sorted(rows.items(), key=lambda item: (len(item[0]), item[0]))
    return [
        (name, sorted(taken.items(), key=lambda item: int(item[0][len(name) :])))
        for name, taken in ordered
    ]
