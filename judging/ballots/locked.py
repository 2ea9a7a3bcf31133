"""One assignment, locked, with all that scoring it needs."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from awards.accounts.asking import Visitor
from awards.ledger.models import Row
from awards.models import Criterion, Round
from judging.ballots.carried_scores import CARRIED
from judging.dossiers import reads
from judging.models import Assignment, Ballot, RoundRules, Score
from judging.models.with_columns import LockedAssignment
from judging.ranking.weighted_mean import weighted_mean
from judging.refusals import AssignmentGoneError, RoundClosedError


class Sheet:
    """Criteria by code, their weights (none where the round has none), the ballot and
    the scores so far.
    """

    def __init__(self, assignment: Assignment, user: Visitor) -> None:
        self.assignment = row = locked_assignment(assignment.pk, user)
        self.round: Round = row.round
        self.weights = {
            weight["code"]: Decimal(str(weight["percent"])) for weight in row.weights
        }
        self.criteria: dict[str, int] = {
            weight["code"]: weight["criterion"] for weight in row.weights
        }
        if not row.weights:
            rows = Criterion.objects.filter(edition=self.round.edition_id)
            self.criteria = dict(rows.values_list("code", "pk"))
        # Asked after the lock is held: a row joined to a locked one may be older than the lock.
        ballot = reads.scored_ballot.first(row.pk)
        self.ballot: Ballot | None = ballot
        self.row: Row | None = None  # of the ledger, once it is submitted here
        codes = {pk: code for code, pk in self.criteria.items()}
        given = reads.scores_on(ballot, ballot.given) if ballot else []
        self.scores: dict[str, Score] = {
            codes[row.criterion_id]: row for row in given if row.criterion_id in codes
        }

    @property
    def wanted(self) -> list[str]:
        """Codes of the criteria that count here."""
        return [code for code in self.criteria if self.weights.get(code, 1) > 0]

    @property
    def reference(self) -> str:
        return self.assignment.entry_category.entry.reference

    @property
    def carried(self) -> dict[str, str]:
        """What the entry brings along from an earlier round: it stands in the chain
        beside the scores.
        """
        value = self.assignment.carried
        return {} if value is None else {CARRIED: f"{value.normalize():f}"}

    def total(self) -> Decimal | None:
        return weighted_mean(
            {code: row.value for code, row in self.scores.items()}, self.weights
        )


def locked_assignment(pk: int, user: Visitor) -> LockedAssignment:
    """The judge's assignment, locked for this transaction. Raises when it is gone or
    the round is not open now.
    """
    found = (
        reads.locked_assignment.first(user.pk, pk) if user.is_authenticated else None
    )
    if found is None:
        raise AssignmentGoneError
    if not found.is_open:
        raise RoundClosedError
    return found


def moment_of(assignment: LockedAssignment) -> datetime:
    return assignment.now


def rules_of(round_: Round) -> RoundRules | None:
    return getattr(round_, "rules", None)


def closes_of(assignment: Assignment) -> datetime:
    """When scoring ends for this judge; exact where the row came ``with_window``."""
    closes: datetime = getattr(assignment, "closes", None) or assignment.round.closes_at
    return closes


def locked_at(
    ballot: Ballot,
    round_: Round,
    rules: RoundRules | None,
    closes: datetime | None = None,
) -> datetime | None:
    """When a submitted ballot can no longer be taken back."""
    closes = closes or round_.closes_at
    if not rules or rules.undo_minutes is None or ballot.submitted_at is None:
        return closes
    return min(closes, ballot.submitted_at + timedelta(minutes=rules.undo_minutes))
