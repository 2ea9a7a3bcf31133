"""The chair's vote: what orders entries that every rule before it left equal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import JSONBAgg
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.services import append
from awards.models import Category, Edition, Round
from judging import acts
from judging.models import (
    ChairVote,
    Conflict,
    Judge,
    ResultLine,
    ResultRemark,
    ResultTable,
)
from judging.pseudonyms import Pseudonyms
from judging.ranking.shape import Tie
from judging.refusals import JudgingError
from judging.results.lines import together
from judging.results.method import rules_of_round
from judging.results.services import compute_results


@dataclass(frozen=True)
class ChairTie:
    """``entries``: references, in the order of the chair's vote once there is one.
    ``rank``: the first they share.
    """

    category: Category
    entries: list[str]
    rank: int
    vote: ChairVote | None

    @property
    def places(self) -> range:
        return range(1, len(self.entries) + 1)

    @property
    def key(self) -> str:
        """What names the tie in a form: the same before and after a vote."""
        return min(self.entries)


def tied_sets(ties: Sequence[Tie]) -> Iterator[list[str]]:
    """Sets that came to the chair: ordered by a vote, or sharing their rank for want of one."""
    for tie in ties:
        if tie["kind"] == "equal":
            yield from (
                list(step["entries"])
                for step in tie["steps"]
                if step["rule"] == "chair"
            )
            yield from (list(shared) for shared in tie["shared"])


def chair_ties(tables: Sequence[ResultTable], round_: Round) -> list[ChairTie]:
    """Of the stored tables."""
    votes = list(ChairVote.objects.filter(round=round_).select_related("entered_by"))
    categories = {table.pk: table.category for table in tables}
    found = []
    for table, tie, lines in ties_for_chair(list(categories)):
        category = categories[table]
        ranks = {line["entry"]: line["rank"] for line in lines}
        for entries in tied_sets([tie]):
            own = (
                row
                for row in votes
                if row.category_id == category.pk and set(row.order) >= set(entries)
            )
            rank = min(ranks[name] for name in entries)
            found.append(ChairTie(category, entries, rank, next(own, None)))
    return found


def ties_for_chair(tables: Sequence[int]) -> QuerySet[ResultRemark, Any]:
    """Table, tie, and the entries with their ranks, from the first to the last of the
    tie: in one statement, since the worker may replace tables between two.
    """
    lines = ResultLine.objects.filter(
        table=OuterRef("table"), place__range=(OuterRef("first"), OuterRef("last"))
    )
    ranks = JSONBAgg(JSONObject(entry="entry", rank="figures__rank"))
    by_chair = Q(said__steps__contains=[{"rule": "chair"}])
    ties = ResultRemark.objects.filter(table__in=tables, said__kind="equal")
    ties = ties.filter(by_chair | ~Q(said__shared=[])).order_by("table", "pk")
    return ties.values_list("table", "said", together(lines, ranks))


@transaction.atomic
def enter_chair_vote(
    *, round_: Round, category: Category, order: Sequence[str], reason: str, actor: User
) -> ChairVote:
    """``order``: references of all entries of one tie, best first. Raises JudgingError.

    The result is computed here, under the edition's lock, so that nobody votes on a tie
    that is none any more.
    """
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    words = clean_text(reason)
    if not words:
        raise JudgingError(_("Enter a reason. It is printed in the results report."))
    if "chair" not in rules_of_round(round_)["ties"]:
        raise JudgingError(_("The locked rules give the chair no vote on ties."))
    ties = compute_results(round_.edition, round_, category)["categories"][
        category.code
    ]["ties"]
    if sorted(order) not in [sorted(entries) for entries in tied_sets(ties)]:
        raise JudgingError(_("These entries are no longer tied. Reload the page."))
    chair = (
        Judge.objects.accepted()
        .filter(edition=round_.edition, user=actor, chairs=category)
        .first()
    )
    refuse_conflicts(chair, order)
    names = Pseudonyms(round_.edition)
    values = {
        "round": round_.code,
        "category": category.code,
        "reason": words,
        "by_chair": chair is not None,
    }
    values |= {"order": [names.entry(name) for name in order]}
    row = append(
        round_.edition.code,
        acts.CHAIR_VOTED,
        actor,
        values,
        subject=f"category:{category.code}",
    )
    return ChairVote.objects.create(
        round=round_, category=category, order=list(order), reason=words, by_chair=chair is not None,
        entered_by=actor, ledger=row.number,
    )  # fmt: skip


def refuse_conflicts(chair: Judge | None, order: Sequence[str]) -> None:
    """A chair who may not see one of the entries does not rank it: an organiser enters
    the vote of who stands in.
    """
    if (
        chair
        and Conflict.objects.standing()
        .filter(judge=chair, entry__reference__in=order)
        .exists()
    ):
        raise JudgingError(
            _(
                "You have a conflict of interest with one of these entries. The "
                "organisers will enter a deputy's vote."
            )
        )
