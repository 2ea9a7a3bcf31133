"""What stands on the entrant's page, and what an organiser has to read. Nothing of a
judge but the words released.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.utils.translation import gettext as _

from awards.models import Edition, Round
from judging.models import (
    Ballot,
    Comment,
    FeedbackRequest,
    FeedbackRules,
    Score,
    rules_of,
)
from judging.pseudonyms import Pseudonyms
from judging.statuses import Figures, Mode, Reading
from nominations.models import Entry, EntryCategory

__all__ = [
    "feedback_on",
    "is_announced",
    "is_given",
    "quarter_of",
    "rules_of",
    "to_read",
]

FEWEST_BALLOTS = 2  # an average of one would be that judge's own score
FEWEST_ENTRIES = 4  # fewer entries have no quarters


@dataclass(frozen=True)
class Figure:
    """One criterion: the average with its scale, or the quarter from 1 (best) to 4;
    both None where too few scored.
    """

    criterion: str
    average: float | None = None
    quarter: int | None = None

    @property
    def words(self) -> str:
        if self.quarter is not None:
            return [_("top quarter"), _("second quarter"), _("third quarter"),
                    _("bottom quarter")][self.quarter - 1]  # fmt: skip
        return "" if self.average is not None else _("too few scores to show")


@dataclass(frozen=True)
class Section:
    """How the entry fared in one category."""

    category: Any
    round: Round | None = None
    figures: list[Figure] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def is_announced(edition: Edition) -> bool:
    return Edition.objects.announced().filter(pk=edition.pk).exists()


def is_given(entry: Entry, rules: FeedbackRules) -> bool:
    """Whether this entry's people may read their feedback: after publication, and asked
    for where it must be.
    """
    if rules.mode == Mode.OFF or not is_announced(entry.edition):
        return False
    return (
        rules.mode == Mode.ALL or FeedbackRequest.objects.filter(entry=entry).exists()
    )


def feedback_on(entry: Entry, rules: FeedbackRules) -> list[Section]:
    """What is told of the entry, category by category; empty while it may not be read."""
    if not is_given(entry, rules):
        return []
    standings = entry.standings.select_related(
        "category__smart", "category__edition"
    ).order_by("category__order")
    words = released_words(entry) if rules.comments else {}
    return [
        section_of(standing, rules, words.get(standing.pk, []))
        for standing in standings
    ]


def section_of(
    standing: EntryCategory, rules: FeedbackRules, comments: list[str]
) -> Section:
    counted = (
        Ballot.objects.counted()
        .filter(assignment__entry_category=standing)
        .order_by("-assignment__round__order")
    )
    latest = counted.select_related("assignment__round").first()
    if latest is None or rules.figures == Figures.NONE:
        return Section(standing.category, None, [], comments)
    round_ = latest.assignment.round
    return Section(
        standing.category, round_, figures_of(standing, round_, rules.figures), comments
    )


def figures_of(standing: EntryCategory, round_: Round, kind: str) -> list[Figure]:
    """Criteria that weigh something in the category, in order. One statement for all
    entries of the category.
    """
    ballots = Ballot.objects.counted().filter(
        assignment__round=round_,
        assignment__entry_category__category=standing.category_id,
    )
    means: dict[int, dict[int, float]] = defaultdict(dict)
    rows = Score.objects.filter(ballot__in=ballots, value__isnull=False).order_by()
    told = rows.values_list(
        "criterion_id", "ballot__assignment__entry_category_id"
    ).annotate(Avg("value"), Count("pk"))
    for criterion, entry, mean, count in told:
        if count >= FEWEST_BALLOTS:
            means[criterion][entry] = float(mean)
    criteria = standing.category.edition.criteria.filter(
        Q(
            weights__round=round_,
            weights__category=standing.category_id,
            weights__percent__gt=Decimal(0),
        )
    )
    return [
        figure_of(str(criterion.name), means[criterion.pk], standing.pk, kind)
        for criterion in criteria
    ]


def figure_of(name: str, means: dict[int, float], own: int, kind: str) -> Figure:
    if own not in means:
        return Figure(name)
    if kind == Figures.SCORES:
        return Figure(name, average=round(means[own], 1))
    return Figure(name, quarter=quarter_of(means[own], list(means.values())))


def quarter_of(own: float, all_: Sequence[float]) -> int | None:
    """1 for the best quarter of these averages to 4; None where there are too few.
    Equal averages share the better.
    """
    if len(all_) < FEWEST_ENTRIES:
        return None
    better = sum(round(other, 6) > round(own, 6) for other in all_)
    return 1 + 4 * better // len(all_)


def released_words(entry: Entry) -> dict[int, list[str]]:
    """Standing id → comments, in an order that says nothing of the judges: neither by
    name nor by time.
    """
    rows = Comment.objects.filter(
        state=Reading.RELEASED, ballot__in=Ballot.objects.counted(), ballot__assignment__entry_category__entry=entry
    ).values_list("ballot__assignment__entry_category_id", "ballot_id", "text")  # fmt: skip
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    key = Pseudonyms(entry.edition).salt("feedback", entry.reference).encode()
    for standing, ballot, text in rows:
        place = hmac.new(key, str(ballot).encode(), hashlib.sha256).hexdigest()
        found[standing].append((place, text))
    return {
        standing: [text for _place, text in sorted(words)]
        for standing, words in found.items()
    }


def comments_awaited(edition: Edition, rules: FeedbackRules) -> QuerySet[Ballot]:
    """Comments to read before those who get feedback may."""
    waiting = to_read(edition)
    if rules.mode == Mode.ALL:
        return waiting
    asked = "assignment__entry_category__entry__feedback_request__isnull"
    return waiting.filter(**{asked: False})


def to_read(edition: Edition, state: str = "waiting") -> QuerySet[Ballot]:
    """Counted ballots with a comment for the entrant: not read yet, or read with this
    outcome; by entry.
    """
    rows = (
        Ballot.objects.counted()
        .filter(assignment__round__edition=edition)
        .exclude(comment_entrant="")
    )
    rows = (
        rows.filter(feedback__state=state)
        if state in Reading.values
        else rows.filter(feedback=None)
    )
    place = "assignment__entry_category"
    joined = (f"{place}__entry__feedback_request", f"{place}__category", "feedback")
    rows = rows.select_related("assignment__judge__user", "assignment__round", *joined)
    return rows.order_by(f"{place}__entry__reference", "pk")
