"""A round as the matching sees it: read from the database in a fixed number of
statements, nothing stored.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.db.models.fields.json import KT
from django.utils import timezone

from awards.models import Edition, Round
from judging.assigning.engine import (
    Candidate,
    Pair,
    Plan,
    Seat,
    Situation,
    plan_fill,
    plan_rebalance,
)
from judging.conflicts.services import conflict_pairs
from judging.models import NOT_SHORTLISTED, Assignment, Judge, judged_in
from judging.statuses import BallotState
from nominations.models import EntryCategory, in_running

# taken away by a rebalancing, or as the entry did not move on: such a pair may come back,
# unlike a recusal
MOVED = ("moved", "away", NOT_SHORTLISTED)


@dataclass(frozen=True)
class Wish:
    """What an organiser asks for. ``moves``: assignments not begun may be moved.
    ``stopped``: judges who give up.
    """

    per_entry: int
    seed: int = 0
    moves: bool = False
    stopped: frozenset[int] = frozenset()


def draft(edition: Edition, round_: Round, wish: Wish) -> Plan:
    """The same rows and the same wish give the same plan."""
    situation = situation_of(edition, round_, wish)
    return (
        plan_rebalance(situation)
        if wish.moves or wish.stopped
        else plan_fill(situation)
    )


def situation_of(edition: Edition, round_: Round, wish: Wish) -> Situation:
    seats, readable = seats_of(edition, round_, wish.per_entry)
    judges = list(
        edition.judges.accepted().prefetch_related("categories").order_by("pk")
    )
    known = {judge.pk for judge in judges}
    standing = standing_pairs(round_, known)
    return Situation(
        seats=seats,
        judges=candidates(edition, round_, judges, wish.stopped),
        conflicts=conflict_pairs(edition)
        | closed_pairs(round_)
        | unreadable_pairs(judges, readable),
        kept={pair for pair, state in standing.items() if is_kept(pair, state, wish)},
        movable={
            pair for pair, state in standing.items() if not is_kept(pair, state, wish)
        },
        seed=wish.seed,
    )


def is_kept(pair: Pair, state: str | None, wish: Wish) -> bool:
    """Ballots given stay in any case, begun ones but for a judge who gives up, the rest
    unless moves are wanted.
    """
    if state == BallotState.SUBMITTED:
        return True
    if pair[0] in wish.stopped:
        return False
    return state is not None or not wish.moves


def seats_of(
    edition: Edition, round_: Round, per_entry: int
) -> tuple[list[Seat], dict[int, set[str]]]:
    """Seats by entry and category; and in which languages each entry can be read."""
    places = EntryCategory.objects.filter(
        in_running("entry__"), judged_in(round_.pk), entry__edition=edition
    )
    rows = places.values_list(
        "pk", "entry_id", "category__code", "entry__title_th", "entry__title_en"
    ).order_by("pk")
    seats, readable = [], {}
    for pk, entry, category, thai, english in rows:
        seats.append(
            Seat(pk, entry, category, per_entry, min(round_.quorum, per_entry))
        )
        readable[entry] = {
            language for language, title in (("th", thai), ("en", english)) if title
        }
    return seats, readable


def standing_pairs(round_: Round, judges: Collection[int]) -> dict[Pair, str | None]:
    """What is assigned: (judge, standing) → state of the ballot, None where it is not begun."""
    rows = Assignment.objects.standing().filter(round=round_, judge__in=judges)
    return {
        (judge, place): state
        for judge, place, state in rows.values_list(
            "judge", "entry_category", "ballot__state"
        )
    }


def closed_pairs(round_: Round) -> set[Pair]:
    """(judge, entry) that were given back or taken away for good: not to be given again
    by machine.
    """
    gone = Assignment.objects.filter(round=round_, recused_at__isnull=False).annotate(
        why=KT("reasons__removed")
    )
    return {
        (judge, entry)
        for judge, entry, why in gone.values_list(
            "judge_id", F("entry_category__entry_id"), "why"
        )
        if why not in MOVED
    }


def unreadable_pairs(judges: list[Judge], readable: dict[int, set[str]]) -> set[Pair]:
    """(judge, entry) without a common language. A judge who named none, and an entry
    without title, fit anything.
    """
    return {
        (judge.pk, entry)
        for judge in judges
        if judge.languages
        for entry, languages in readable.items()
        if languages and not languages.intersection(judge.languages)
    }


def candidates(
    edition: Edition, round_: Round, judges: list[Judge], stopped: Collection[int] = ()
) -> list[Candidate]:
    """Judges with what limits them. ``categories`` must be prefetched."""
    smarts = {
        row.code: row.smart.code
        for row in edition.categories.select_related("smart")
        if row.smart
    }
    today = timezone.localdate()
    return [
        Candidate(
            judge.pk,
            judge.limit,
            frozenset(category.code for category in judge.categories.all()) or None,
            {
                code: int(judge.expertise.get(smart, 0))
                for code, smart in smarts.items()
            },
            judge.pk in stopped or is_away(judge, round_, today),
        )
        for judge in judges
    ]


def is_away(judge: Judge, round_: Round, today: date) -> bool:
    """Away for the whole of what is left of the round's window."""
    if judge.away_from is None or judge.away_until is None:
        return False
    starts = max(today, timezone.localtime(round_.opens_at).date())
    return (
        judge.away_from <= starts
        and judge.away_until >= timezone.localtime(round_.closes_at).date()
    )
