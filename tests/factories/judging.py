"""Who judged what."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from awards.accounts.models import User
from awards.models import Edition, PrizeLevel, Round
from judging.ballots.typed_scores import plain_decimal
from judging.models import (
    Assignment,
    Ballot,
    BallotVersion,
    Conflict,
    Decision,
    Judge,
    Score,
)
from judging.statuses import BallotState, ConflictSource, JudgeState
from nominations.models import Entry
from tests.factories.basics import ago
from tests.factories.people import make_user


def make_judge(
    edition: Edition,
    user: User | None = None,
    *,
    state: str = JudgeState.ACCEPTED,
    **fields: Any,
) -> Judge:
    return Judge.objects.create(
        edition=edition, user=user or make_user(), state=state, **fields
    )


def make_conflict(judge: Judge, entry: Entry, **fields: Any) -> Conflict:
    usual = {"source": ConflictSource.DECLARED, "reason": "เคยเป็นที่ปรึกษาของโครงการ"}
    return Conflict.objects.create(judge=judge, entry=entry, **{**usual, **fields})


def make_assignment(
    judge: Judge, entry: Entry, round_: Round | None = None, **fields: Any
) -> Assignment:
    round_ = round_ or judge.edition.rounds.filter(active=True).first()
    return Assignment.objects.create(
        judge=judge, entry_category=entry.standings.first(), round=round_, **fields
    )


def make_ballot(
    assignment: Assignment,
    scores: list[float | None] | None = None,
    *,
    submitted: bool = True,
    **fields: Any,
) -> Ballot:
    """``scores`` in the order of the edition's criteria; None is "not scored". Default:
    7 throughout.
    """
    states = (
        {"state": BallotState.SUBMITTED, "submitted_at": ago(minutes=5), "version": 1}
        if submitted
        else {}
    )
    ballot = Ballot.objects.create(assignment=assignment, **{**states, **fields})
    criteria = list(assignment.round.edition.criteria.all())
    values = scores if scores is not None else [7.0] * len(criteria)
    rows = Score.objects.bulk_create(
        Score(
            ballot=ballot,
            criterion=criterion,
            value=None if value is None else Decimal(str(value)),
        )
        for criterion, value in zip(criteria, values, strict=False)
    )
    if ballot.version:
        said = {
            row.criterion.code: None if row.value is None else plain_decimal(row.value)
            for row in rows
        }
        BallotVersion.objects.create(
            ballot=ballot, number=ballot.version, state=ballot.state, scores=said
        )
    return ballot


def make_decision(
    entry: Entry, level: PrizeLevel | None = None, **fields: Any
) -> Decision:
    level = level or entry.edition.prize_levels.first()
    return Decision.objects.create(
        entry_category=entry.standings.first(), level=level, **fields
    )
