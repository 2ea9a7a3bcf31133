"""Talking about an entry: only where the round allows it, and only for judges whose own
ballot on it is in.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from awards.language.thai import clean_text
from judging.models import Assignment, Ballot, Remark
from judging.refusals import JudgingError
from judging.statuses import BallotState


def may_discuss(assignment: Assignment) -> bool:
    rules, ballot = (
        getattr(assignment.round, "rules", None),
        getattr(assignment, "ballot", None),
    )
    return bool(
        rules and rules.discussion and ballot and ballot.state == BallotState.SUBMITTED
    )


def colleagues(assignment: Assignment) -> QuerySet[Ballot]:
    """The counted ballots on the same entry, category and round: those of judges who
    stepped back are not there.
    """
    same = {
        "assignment__entry_category": assignment.entry_category_id,
        "assignment__round": assignment.round_id,
    }
    ballots = (
        Ballot.objects.counted()
        .filter(**same)
        .select_related("assignment__judge__user")
    )
    return ballots.prefetch_related("versions").order_by("assignment__judge_id")


def remarks_on(assignment: Assignment) -> QuerySet[Remark]:
    """Remarks of judges who still judge this entry."""
    judges = colleagues(assignment).values("assignment__judge")
    rows = Remark.objects.filter(
        entry_category=assignment.entry_category_id, round=assignment.round_id
    )
    return rows.filter(judge__in=judges).select_related("judge__user")


@transaction.atomic
def add_remark(*, assignment: Assignment, text: str) -> Remark:
    """Raises JudgingError while the judge's own ballot is not in, or where the round
    has no discussion.
    """
    if not may_discuss(assignment) or not clean_text(text):
        raise JudgingError
    return Remark.objects.create(
        entry_category=assignment.entry_category,
        round=assignment.round,
        judge=assignment.judge,
        text=clean_text(text),
    )
