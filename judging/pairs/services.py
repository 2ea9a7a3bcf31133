"""A judge's answer on two finalists: saved and submitted at once, every version kept."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.models import Row
from awards.ledger.services import append
from judging import acts
from judging.ballot_kinds import PAIRS, kind_of
from judging.ballots.locked import (
    closes_of,
    locked_assignment,
    locked_at,
    moment_of,
    rules_of,
)
from judging.models import Assignment, Ballot, BallotVersion, Comparison
from judging.models.pairs import EQUAL, LEFT, RIGHT
from judging.models.with_columns import LockedAssignment
from judging.pairs.circle import other_of
from judging.pseudonyms import Pseudonyms
from judging.refusals import AssignmentGoneError, JudgingError, RoundClosedError
from judging.statuses import BallotState
from nominations.models import EntryCategory

CHOICES = {
    LEFT: gettext_lazy("The first is better"),
    EQUAL: gettext_lazy("They are equal"),
    RIGHT: gettext_lazy("The second is better"),
}


class PairChangedError(JudgingError):
    def words(self) -> str:
        return _(
            "The pair has changed since you opened this page, so nothing was saved. "
            "Compare the two entries below."
        )


class AnsweredElsewhereError(JudgingError):
    """What stands, and that it is written over by submitting again."""

    def __init__(self, given: Comparison) -> None:
        parts = [str(CHOICES[given.said]), given.ballot.comment_panel]
        words = _(
            "Saved on another device: %(other)s. When you submit again, the text in "
            "the field is kept."
        )
        super().__init__(words % {"other": ", ".join(part for part in parts if part)})


class NoAnswerError(JudgingError):
    def words(self) -> str:
        return _("Choose which entry is better, or that they are equal.")


@transaction.atomic
def give_answer(
    *,
    assignment: Assignment,
    user: User,
    other: int,
    answer: str,
    comment: str = "",
    known: int | None = None,
) -> Row | None:
    """The row of the chain; None where the very same stands already, so that a page sent
    twice is one answer. ``other``: the assignment that was shown at the right; ``known``:
    the version that the device last saw, where it says so.

    Raises NoAnswerError, PairChangedError, AnsweredElsewhereError, AssignmentGoneError,
    RoundClosedError.
    """
    row = locked_assignment(assignment.pk, user)
    if row.cleared_at is None or kind_of(row.round) is not PAIRS:
        raise AssignmentGoneError
    if answer not in CHOICES:
        raise NoAnswerError
    if other != other_of(row, user):
        raise PairChangedError
    seat = Assignment.objects.select_related("entry_category__entry").get(pk=other)
    if seat.cleared_at is None:
        raise PairChangedError
    ballot = Ballot.objects.filter(assignment=row.pk).first() or Ballot(assignment=row)
    words = clean_text(comment)
    if stands(ballot, seat, answer, words):
        return None
    check_not_locked(ballot, row)
    if known is not None and ballot.version > known:
        raise AnsweredElsewhereError(Comparison.objects.get(ballot=ballot))
    return store(row, user, ballot, seat, answer, words)


def stands(ballot: Ballot, seat: Assignment, answer: str, words: str) -> bool:
    if ballot.state != BallotState.SUBMITTED:
        return False
    given = Comparison.objects.filter(ballot=ballot, other=seat, answer=answer)
    return ballot.comment_panel == words and given.exists()


def check_not_locked(ballot: Ballot, row: LockedAssignment) -> None:
    """A submitted answer can be changed as long as a ballot could be reopened."""
    if ballot.state != BallotState.SUBMITTED:
        return
    until = locked_at(ballot, row.round, rules_of(row.round), closes_of(row))
    if until is not None and moment_of(row) >= until:
        raise RoundClosedError(_("This answer can no longer be changed."))


def store(
    row: LockedAssignment, user: User, ballot: Ballot, seat: Assignment, answer: str, words: str
) -> Row:  # fmt: skip
    act = acts.BALLOT_CHANGED if ballot.version else acts.BALLOT_SUBMITTED
    ballot.state, ballot.version = BallotState.SUBMITTED, ballot.version + 1
    ballot.submitted_at, ballot.comment_panel = moment_of(row), words
    ballot.save()
    Comparison.objects.update_or_create(
        ballot=ballot, defaults={"other": seat, "answer": Decimal(answer)}
    )
    said = said_of(row, ballot, seat.entry_category, answer)
    entry = row.entry_category.entry
    kept = append(
        row.round.edition.code, act, user, said, subject=f"entry:{entry.reference}"
    )
    BallotVersion.objects.create(
        ballot=ballot,
        number=ballot.version,
        state=ballot.state,
        scores=said["scores"],
        comments={"panel": words},
        ledger=kept.number,
    )
    return kept


def said_of(
    row: LockedAssignment, ballot: Ballot, other: EntryCategory, answer: str
) -> dict[str, object]:
    """As of any ballot; its one score stands under the other entry's pseudonym."""
    names, own = Pseudonyms(row.round.edition), row.entry_category
    return {
        "entry": own.entry.reference,
        "sheet": names.entry(own.entry.reference),
        "category": own.category.code,
        "round": row.round.code,
        "version": ballot.version,
        "scores": {names.entry(other.entry.reference): answer},
    }
