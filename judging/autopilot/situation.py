"""A round as the planning sees it: chances, seats, loads and limits, all under the
pseudonyms that the ledger uses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef

from awards.ledger.services import database_now
from awards.models import Round
from judging.assigning.draft import Wish, situation_of
from judging.assigning.engine import Seat as Standing
from judging.assigning.engine import Situation
from judging.models import Assignment, Autopilot, ExtraSeat
from judging.pseudonyms import Pseudonyms
from judging.ranking.autopilot import (
    Contest,
    ExtraRule,
    Hold,
    Planned,
    Seats,
    State,
    Waiting,
    contest_of,
    entry_key,
    how_well_known,
    plan_ballots,
)
from judging.ranking.close_calls import Reader
from judging.results.extra_rules import ExtraBallots
from judging.results.method import rules_of_round
from judging.results.services import Counted, counted_ballots
from judging.statuses import BallotState
from nominations.models import EntryCategory


@dataclass(frozen=True)
class Held:
    """A standing assignment. by_worker: a seat that the autopilot asked for; by_hand: one
    that an organiser did.
    """

    judge: int
    place: int
    state: str | None
    by_worker: bool
    by_hand: bool

    @property
    def is_in(self) -> bool:
        return self.state == BallotState.SUBMITTED

    @property
    def is_first(self) -> bool:
        return not (self.by_worker or self.by_hand)


@dataclass(frozen=True)
class Names:
    """From the planning's names back to rows: entries by their place in a category."""

    places: Mapping[str, int]
    judges: Mapping[str, int]
    entries: Mapping[str, str]


@dataclass(frozen=True)
class Looked:
    """A round when it was looked at."""

    rule: ExtraRule
    state: State
    names: Names
    ballots: int

    def planned(self, count: int | None = None, only: str = "") -> Planned:
        return plan_ballots(self.state, self.rule, count, only)


def rule_of(extra: ExtraBallots) -> ExtraRule:
    """Where no plan was fixed, cap and certainty hold for what is asked for by hand."""
    plan = extra.get("plan")
    if plan is None:
        return ExtraRule(more=0, cap=extra["cap"], enough=extra["enough"])
    return ExtraRule(
        more=plan["more"],
        cap=extra["cap"],
        batch=plan["batch"],
        enough=extra["enough"],
        begin=plan["begin"],
        near=plan["near"],
        settled=plan["settled"],
    )


def hold_of(round_: Round, extra: ExtraBallots, pilot: Autopilot | None) -> Hold | None:
    """By the database's clock. None: it may ask."""
    plan, now = extra.get("plan"), database_now()
    if now >= round_.closes_at or not round_.active:
        return Hold.CLOSED
    if round_.edition.announced_at is not None:
        return Hold.CLOSED
    if plan is None:
        return Hold.OFF
    if pilot is not None and pilot.paused_at is not None:
        return Hold.PAUSED
    if now >= round_.closes_at - timedelta(hours=plan["last_hours"]):
        return Hold.DEADLINE
    return None


def look_at(round_: Round, pilot: Autopilot | None = None) -> Looked:
    """Ranks what is counted now. The edition should be locked by whoever acts on it."""
    extra = rules_of_round(round_)["extra_ballots"]
    counted = counted_ballots(round_)
    situation = situation_of(round_.edition, round_, Wish(round_.judges_per_entry))
    held, pseudonyms = held_in(round_), Pseudonyms(round_.edition)
    known = entries_by_place(situation.seats, pseudonyms)
    entries = {place: name for place, (name, _reference) in known.items()}
    judges = pseudonyms.judges()
    seats = seats_of(situation, held, entries, judges)
    state = State(
        contests=tuple(contests(counted, seats, held, situation.seats)),
        readers=tuple(readers(counted, situation, held, judges)),
        waiting=tuple(
            Waiting(
                entries[one.place],
                judges[one.judge],
                one.state is not None,
                one.by_worker,
            )
            for one in held
            if not one.is_in and one.place in entries
        ),
        spent=sum(one.by_worker for one in held),
        hold=hold_of(round_, extra, pilot),
    )
    names = Names(
        {name: place for place, name in entries.items()},
        {name: judge for judge, name in judges.items()},
        dict(known.values()),
    )
    ballots = sum(map(len, counted.ballots.values()))
    return Looked(rule_of(extra), state, names, ballots)


def held_in(round_: Round) -> list[Held]:
    asked = ExtraSeat.objects.held().filter(assignment=OuterRef("pk"))
    rows = Assignment.objects.standing().filter(round=round_)
    by = {
        "by_worker": Exists(asked.filter(step__by=None)),
        "by_hand": Exists(asked.exclude(step__by=None)),
    }
    found = rows.annotate(**by).order_by("entry_category_id", "judge_id")
    return [
        Held(*row)
        for row in found.values_list(
            "judge_id", "entry_category_id", "ballot__state", *by
        )
    ]


def entries_by_place(
    seats: Iterable[Standing], pseudonyms: Pseudonyms
) -> dict[int, tuple[str, str]]:
    """Place in a category → its name in the planning, and the entry's reference."""
    rows = EntryCategory.objects.filter(pk__in=[seat.standing for seat in seats])
    return {
        pk: (entry_key(category, pseudonyms.entry(reference)), reference)
        for pk, category, reference in rows.values_list(
            "pk", "category__code", "entry__reference"
        )
    }


def seats_of(
    situation: Situation,
    held: Iterable[Held],
    entries: Mapping[int, str],
    judges: Mapping[int, str],
) -> dict[str, Seats]:
    """Who holds each entry, and who may not have it: conflict, stepped back from it,
    another panel, away, or no language in common.
    """
    holding: dict[int, set[str]] = defaultdict(set)
    for one in held:
        holding[one.place].add(judges[one.judge])
    shut_by_entry: dict[int, set[str]] = defaultdict(set)
    for judge, entry in situation.conflicts:
        if judge in judges:
            shut_by_entry[entry].add(judges[judge])
    found = {}
    for seat in situation.seats:
        elsewhere = {
            judges[one.judge]
            for one in situation.judges
            if one.away
            or (one.categories is not None and seat.category not in one.categories)
        }
        found[entries[seat.standing]] = Seats(
            frozenset(holding[seat.standing]),
            frozenset(shut_by_entry[seat.entry] | elsewhere),
        )
    return found


def contests(
    counted: Counted,
    seats: Mapping[str, Seats],
    held: Iterable[Held],
    standings: Iterable[Standing],
) -> Iterable[Contest]:
    category = {one.standing: one.category for one in standings}
    due: Counter[str] = Counter()
    came: Counter[str] = Counter()
    for one in held:
        if one.is_first and one.place in category:
            due[category[one.place]] += 1
            came[category[one.place]] += one.is_in
    for code in sorted({*category.values()}):
        yield contest_of(
            code,
            counted.groups(code),
            counted.rules.places,
            seats,
            due[code],
            came[code],
        )


def readers(
    counted: Counted,
    situation: Situation,
    held: Iterable[Held],
    judges: Mapping[int, str],
) -> Iterable[Reader]:
    loads = Counter(one.judge for one in held)
    groups = [one for found in counted.ranked_groups.values() for one in found]
    known = how_well_known(groups)
    for one in situation.judges:
        name = judges[one.judge]
        yield Reader(name, loads[one.judge], one.limit, known.get(name))
