"""One more ballot where it is close: which entries, and asking for it with every rule
of the matching respected.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import FloatField, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils.safestring import SafeString, mark_safe

from awards.models import Category, Round
from judging.models import Assignment, ResultLine, ResultTable
from judging.ranking.autopilot import ExtraRule
from judging.results.certainty import Certainty
from judging.results.method import LockedRules
from judging.results.rows import chance
from judging.statuses import BallotState

SHOWN = 12


@dataclass(frozen=True)
class Close:
    """p: chance of being among the winners. ``ballots``: counted; ``waiting``: asked
    for, not submitted yet.

    ``full``: together they reach the cap.
    """

    reference: str
    p: float
    ballots: int
    waiting: int
    full: bool

    @property
    def chance(self) -> SafeString:
        return mark_safe(chance(self.p))


@dataclass(frozen=True)
class CloseCalls:
    """``rows``: entries of the category, the closest first."""

    certainty: Certainty
    rows: list[Close]
    cap: int
    enough: float

    @property
    def category(self) -> Category:
        return self.certainty.category

    @property
    def percent(self) -> int | None:
        """Chance that the winners are right: never rounded up to certainty."""
        p = self.certainty.p_winners
        return None if p is None else int(100 * p)

    @property
    def certain_enough(self) -> bool:
        return self.certainty.needs_no_ballots


def close_calls_of(
    table: ResultTable, certainty: Certainty, rules: LockedRules, waiting: Counter[str]
) -> CloseCalls:
    """The entries of a category nearest to one half, those with fewer ballots first
    among equals.
    """
    extra = rules["extra_ballots"]
    near = extra["plan"]["near"] if "plan" in extra else ExtraRule.near
    rows = [
        Close(entry, p, ballots, coming, ballots + coming >= extra["cap"])
        for entry, p, ballots in open_entries(table, near)
        for coming in [waiting[entry]]
    ]
    rows.sort(
        key=lambda row: (
            round(abs(row.p - 0.5), 9),
            row.ballots + row.waiting,
            row.reference,
        )
    )
    shown = [] if certainty.everybody_wins else rows[:SHOWN]
    return CloseCalls(certainty, shown, extra["cap"], extra["enough"])


def open_entries(table: ResultTable, near: float) -> QuerySet[ResultLine, Any]:
    """Reference, chance and ballots of ranked entries whose chance is at least that far
    from 0 and 1; it is one half where it is not known.
    """
    chance = Cast(KeyTextTransform("p_top", "figures"), FloatField())
    lines = table.lines.exclude(figures__rank=None).order_by()
    return (
        lines.annotate(p=Coalesce(chance, 0.5))
        .filter(p__gte=near, p__lte=1.0 - near)
        .values_list("entry", "p", "figures__n_judges")
    )


def waiting_ballots(round_: Round) -> dict[str, Counter[str]]:
    """Category code → entry reference → ballots asked for and not yet submitted."""
    rows = (
        Assignment.objects.standing()
        .filter(round=round_)
        .exclude(ballot__state=BallotState.SUBMITTED)
    )
    found: dict[str, Counter[str]] = {}
    names = ("entry_category__category__code", "entry_category__entry__reference")
    for category, reference in rows.values_list(*names):
        found.setdefault(category, Counter())[reference] += 1
    return found
