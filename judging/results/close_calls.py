"""One more ballot where it is close: which entries, and asking for it with every rule
of the matching respected.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import FloatField, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.ledger.services import append
from awards.models import Category, Edition, Round
from judging import acts
from judging.assigning.replacements import ask_one_more
from judging.models import Assignment, ResultLine, ResultTable
from judging.pseudonyms import sheet_of
from judging.refusals import JudgingError
from judging.results.certainty import Certainty, certainty_of
from judging.results.method import LockedRules, rules_of_round
from judging.results.rows import chance
from judging.statuses import BallotState
from nominations.models import EntryCategory

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
    table: ResultTable, rules: LockedRules, waiting: Counter[str]
) -> CloseCalls:
    """The entries of a category nearest to one half, those with fewer ballots first
    among equals.
    """
    extra = rules["extra_ballots"]
    rows = [
        Close(entry, p, ballots, coming, ballots + coming >= extra["cap"])
        for entry, p, ballots in open_entries(table)
        for coming in [waiting[entry]]
    ]
    rows.sort(
        key=lambda row: (
            round(abs(row.p - 0.5), 9),
            row.ballots + row.waiting,
            row.reference,
        )
    )
    certainty = certainty_of(table.category, table.summary, extra["enough"])
    shown = [] if certainty.everybody_wins else rows[:SHOWN]
    return CloseCalls(certainty, shown, extra["cap"], extra["enough"])


def open_entries(table: ResultTable) -> QuerySet[ResultLine, Any]:
    """Reference, chance and ballots of ranked entries that neither surely win nor surely
    lose; the chance is one half where it is not known.
    """
    chance = Cast(KeyTextTransform("p_top", "figures"), FloatField())
    lines = table.lines.exclude(figures__rank=None).order_by()
    return (
        lines.annotate(p=Coalesce(chance, 0.5))
        .filter(p__gt=0, p__lt=1)
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


@transaction.atomic
def ask_extra_ballot(
    *, round_: Round, standing: EntryCategory, p: float | None, actor: User
) -> Assignment:
    """Assign one more judge: no conflict, below the limit, on the panel, has not seen
    it, lowest load; ledger and mail.

    ``p``: the chance that made the entry close, for the record. Raises JudgingError.
    """
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    cap = rules_of_round(round_)["extra_ballots"]["cap"]
    have = (
        Assignment.objects.standing()
        .filter(round=round_, entry_category=standing)
        .count()
    )
    if have >= cap:
        raise JudgingError(_("This entry has the maximum number of ballots."))
    table = ResultTable.objects.filter(
        run__round=round_, category=standing.category
    ).first()
    enough = rules_of_round(round_)["extra_ballots"]["enough"]
    if table and certainty_of(table.category, table.summary, enough).needs_no_ballots:
        raise JudgingError(
            _(
                "The set of winners is certain enough under the rules. No more "
                "ballots are needed."
            )
        )
    order = least_known(table)
    row = ask_one_more(
        edition=round_.edition,
        round_=round_,
        entry_category=standing,
        actor=actor,
        order=order,
    )
    reference, chance = standing.entry.reference, None if p is None else round(p, 4)
    values: dict[str, Any] = {
        "entry": reference,
        "sheet": sheet_of(round_.edition, reference),
        "category": standing.category.code,
    }
    values |= {"round": round_.code, "p": chance, "ballots": have, "cap": cap}
    append(
        round_.edition.code,
        acts.JUDGE_EXTRA_BALLOT,
        actor,
        values,
        subject=f"entry:{reference}",
    )
    return row


def least_known(table: ResultTable | None) -> list[int]:
    """Judges from the one whose severity is least known; those without a ballot first
    are simply not in it.
    """
    rows = (
        [] if table is None else [row for row in table.judges if row["id"] is not None]
    )
    rows.sort(key=lambda row: -(row["severity_se"] or 0.0))
    return [row["id"] for row in rows]
