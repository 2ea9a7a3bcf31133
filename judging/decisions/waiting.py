"""What prizes still wait for: judging to be over, and somebody to award them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from awards.models import Category, Edition, Round
from awards.statuses import RoundPhase
from judging.loading import rounds_of
from judging.models import Decision
from judging.results.services import deciding_round
from nominations.models import EntryCategory, in_running


def without_prizes(edition: Edition) -> QuerySet[Category]:
    """Categories in which entries compete and none has a prize."""
    prized = Decision.objects.filter(
        in_running("entry_category__entry__"), entry_category__entry__edition=edition
    )
    competing = EntryCategory.objects.filter(
        in_running("entry__"), entry__edition=edition
    )
    categories = Category.objects.filter(pk__in=competing.values("category"))
    return categories.exclude(pk__in=prized.values("entry_category__category"))


@dataclass(frozen=True)
class StillJudged:
    """``decides``: the last round, which is not over. ``followed``: the round before it
    that a proposal made now follows; None where it follows the last one.
    """

    decides: Round
    followed: Round | None


def still_judged(edition: Edition) -> StillJudged | None:
    """None once judging is over, and where nothing is judged."""
    going = [one for one in rounds_of(edition) if one.phase != RoundPhase.CLOSED]
    if edition.announced_at or not going:
        return None
    followed = deciding_round(edition)
    return StillJudged(going[-1], None if followed == going[-1] else followed)
