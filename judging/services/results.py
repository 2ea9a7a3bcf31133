"""From counted ballots to the ranking document of each category."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from awards.models import Category, Edition, Round, Weight
from judging.models import Ballot, Score
from judging.services.ranked import CountedBallot, rank_category
from nominations.models import EntryCategory


def weights_by_category(round_: Round) -> dict[int, dict[str, Decimal]]:
    """Category id → criterion code → per cent; categories without weights are absent: all criteria weigh alike."""
    weights: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for row in Weight.objects.filter(round=round_).select_related("criterion"):
        weights[row.category_id][row.criterion.code] = row.percent
    return weights


def counted_ballots(round_: Round, category: Category | None = None) -> dict[int, list[CountedBallot]]:
    """Category id → its counted ballots, each with the scores of its criteria (null: not scored)."""
    ballots = Ballot.objects.counted().filter(assignment__round=round_)
    if category is not None:
        ballots = ballots.filter(assignment__entry_category__category=category)
    rows = ballots.values_list(
        "pk",
        "assignment__judge__user__email",
        "assignment__entry_category__entry__reference",
        "assignment__entry_category__category_id",
    )
    scores: dict[int, dict[str, Decimal | None]] = defaultdict(dict)
    given = Score.objects.filter(ballot__in=ballots).values_list("ballot_id", "criterion__code", "value")
    for ballot, criterion, value in given:
        scores[ballot][criterion] = value
    found: dict[int, list[CountedBallot]] = defaultdict(list)
    for pk, judge, entry, category_id in rows:
        found[category_id].append(CountedBallot(judge, entry, scores[pk]))
    return found


def compute_results(edition: Edition, round_: Round, category: Category | None = None) -> dict[str, Any]:
    """``{"edition", "round", "categories": {code: ranking document}}``, from the ballots that count now."""
    ballots, weights = counted_ballots(round_, category), weights_by_category(round_)
    categories = [category] if category is not None else list(edition.categories.all())
    levels = list(edition.prize_levels.values_list("per_category", flat=True))
    documents = {
        each.code: rank_category(each.code, ballots.get(each.pk, []), weights.get(each.pk, {}), levels)
        for each in categories
    }
    return {"edition": edition.code, "round": round_.code, "categories": documents}


def deciding_round(edition: Edition) -> Round | None:
    """The round whose order the decisions follow: the last one that takes place and has a counted ballot."""
    rounds = edition.rounds.filter(active=True).order_by("-order", "-pk")
    with_ballots = (row for row in rounds if Ballot.objects.counted().filter(assignment__round=row).exists())
    return next(with_ballots, rounds.first())


def unscored(edition: Edition, category: Category, document: dict[str, Any]) -> list[EntryCategory]:
    """Submitted entries of the category that no counted ballot speaks of."""
    ranked = {row["entry"] for row in document["entries"]}
    standings = EntryCategory.objects.filter(category=category, entry__state="submitted").select_related("entry")
    return [row for row in standings if row.entry.reference not in ranked]
