"""What judges wrote on an entry, for the organisers beside its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from awards.models import Category, Round
from judging.models import Ballot, Score
from judging.statuses import Obstacle


@dataclass(frozen=True)
class LeftOut:
    """A ballot that was once submitted and does not count; ``why`` in the reader's language."""

    judge: str
    category: str
    why: str


def left_out(round_: Round, reference: str) -> list[LeftOut]:
    """In one statement."""
    ballots: Any = Ballot.objects.with_obstacle()
    ballots = ballots.filter(
        assignment__round=round_,
        assignment__entry_category__entry__reference=reference,
        version__gt=0,
    )
    rows = ballots.exclude(obstacle="").select_related(
        "assignment__judge__user", "assignment__entry_category__category"
    ).order_by("assignment__entry_category__category__order", "pk")  # fmt: skip
    return [
        LeftOut(
            judge=str(row.assignment.judge.user),
            category=str(row.assignment.entry_category.category.name),
            why=str(Obstacle(row.obstacle).label),
        )
        for row in rows
    ]


def comments_on(
    round_: Round, reference: str, category: Category
) -> dict[str, list[tuple[str, str]]]:
    """Judge's e-mail → (whom it is for or the criterion's name, comment), of counted
    ballots; in two statements.
    """
    ballots = Ballot.objects.counted().filter(
        assignment__round=round_,
        assignment__entry_category__category=category,
        assignment__entry_category__entry__reference=reference,
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for ballot in ballots.select_related("assignment__judge__user"):
        texts = [
            (_("For the panel"), ballot.comment_panel),
            (_("For the entrant"), ballot.comment_entrant),
        ]
        found[ballot.assignment.judge.user.email] = [
            (label, text) for label, text in texts if text
        ]
    scores = (
        Score.objects.filter(ballot__in=ballots)
        .exclude(comment="")
        .select_related("criterion")
    )
    for score in scores.select_related(
        "criterion", "ballot__assignment__judge__user"
    ).order_by("criterion__order"):
        found[score.ballot.assignment.judge.user.email].append(
            (str(score.criterion.name), score.comment)
        )
    return found
