"""Ballots submitted as a whole, and taken back; every submitted version is kept."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.models import Row
from awards.ledger.services import append
from judging import acts
from judging.ballot_kinds import kind_of, scale_of
from judging.ballots.locked import Sheet, closes_of, locked_at, moment_of, rules_of
from judging.ballots.saving import Changes, Saved, changes_of, merge, write
from judging.ballots.submitted_row import write_submitted
from judging.ballots.texts import TEXTS
from judging.ballots.typed_scores import plain_decimal
from judging.models import Assignment, Ballot, BallotVersion, RoundRules, Score
from judging.pseudonyms import Pseudonyms, sheet_of
from judging.refusals import (
    AssignmentGoneError,
    BallotSubmittedError,
    IncompleteBallotError,
    RoundClosedError,
)
from judging.statuses import BallotState


def missing_from(sheet: Sheet, rules: RoundRules | None = None) -> dict[str, str]:
    """Criterion code → what has to be done before the ballot can be submitted."""
    problems: dict[str, str] = {}
    kind, scale = kind_of(sheet.round), scale_of(sheet.round)
    ends: tuple[Decimal, ...] = ()
    if kind.word_at_lowest:
        ends = (scale.low,)
    elif rules and rules.word_at_ends:
        ends = (scale.low, scale.high)
    for code in sheet.wanted:
        row = sheet.scores.get(code)
        if row is None or (row.value is None and not row.reason):
            problems[code] = _(
                "Enter a score, or say why this criterion cannot be judged."
            )
        elif row.value in ends and not row.comment:
            problems[code] = (
                _("Say why it does not pass.")
                if kind.word_at_lowest
                else _("The lowest and the highest score need a comment.")
            )
    if kind.may_say_nothing or problems:
        return problems
    if all(sheet.scores[code].value is None for code in sheet.wanted):
        problems = dict.fromkeys(
            sheet.wanted,
            _("Score at least one criterion, or say that you cannot judge this entry."),
        )
    return problems


@transaction.atomic
def submit_ballot(*, assignment: Assignment, user: User) -> Ballot:
    """Submit what is saved. Raises IncompleteBallotError (details["problems"]) while
    something is missing.
    """
    sheet = Sheet(assignment, user)
    problems = submit(
        sheet, user, Saved(sheet.ballot or Ballot(assignment=sheet.assignment))
    )
    if problems:
        raise IncompleteBallotError(problems=problems)
    assert sheet.ballot is not None
    return sheet.ballot


@dataclass(frozen=True)
class SentIn:
    """``problems``: what is missing by criterion. ``clashes``: as in ``Saved``. With
    either nothing was submitted. ``row``: of the ledger, where it was submitted now.
    """

    assignment: Assignment
    problems: dict[str, str]
    clashes: dict[str, dict[str, Any]]
    row: Row | None = None


@transaction.atomic
def send_in_ballot(
    *, assignment: Assignment, user: User, **changes: Unpack[Changes]
) -> SentIn:
    """Save and submit in one go. What cannot be submitted is saved as far as it can be.
    Raises as ``save_scores``. AssignmentGoneError, too, while the title was not
    read.
    """
    sheet = Sheet(assignment, user)
    if sheet.assignment.cleared_at is None:
        raise AssignmentGoneError
    if sheet.ballot is not None and sheet.ballot.state == BallotState.SUBMITTED:
        if differs(sheet, sheet.ballot, changes):
            raise BallotSubmittedError
        return SentIn(sheet.assignment, {}, {})
    saved = merge(sheet, changes)
    problems = {} if saved.clashes else submit(sheet, user, saved)
    if problems or saved.clashes:
        write(sheet, saved)
    return SentIn(sheet.assignment, problems, saved.clashes, sheet.row)


def differs(sheet: Sheet, ballot: Ballot, changes: Changes) -> bool:
    """Whether anything is said that the ballot has not."""
    for name in TEXTS:
        text: Any = changes.get(name)
        if text is not None and clean_text(text) != getattr(ballot, name):
            return True
    for code, change in changes_of(sheet, changes).items():
        row = sheet.scores.get(code) or Score()
        if change.get("value") is not None:
            change.pop("reason", None)  # not kept beside a score
        if any(getattr(row, name) != value for name, value in change.items()):
            return True
    return False


def submit(sheet: Sheet, user: User, saved: Saved) -> dict[str, str]:
    """Ballot and scores are written once, with what ``saved`` has yet to write. With
    problems nothing is.
    """
    ballot = saved.ballot
    if ballot.state == BallotState.SUBMITTED:
        return {}
    problems = missing_from(sheet, rules_of(sheet.round))
    if problems:
        return problems
    act = acts.BALLOT_CHANGED if ballot.version else acts.BALLOT_SUBMITTED
    ballot.state, ballot.version = BallotState.SUBMITTED, ballot.version + 1
    ballot.submitted_at = moment_of(sheet.assignment)
    values = ledger_values(sheet, ballot)
    row = append(
        sheet.round.edition.code, act, user, values, subject=f"entry:{sheet.reference}"
    )
    write_submitted(ballot, saved.rows, version_of(sheet, ballot, row.number))
    sheet.ballot, sheet.row = ballot, row
    return {}


@transaction.atomic
def take_back_ballot(*, assignment: Assignment, user: User) -> Ballot:
    """Undo the submission, until the round closes or its minutes are over; it counts no
    more until submitted. Raises AssignmentGoneError where nothing was submitted,
    RoundClosedError when it is too late.
    """
    sheet = Sheet(assignment, user)
    ballot = sheet.ballot
    if ballot is None or ballot.state != BallotState.SUBMITTED:
        raise AssignmentGoneError
    until = locked_at(
        ballot, sheet.round, rules_of(sheet.round), closes_of(sheet.assignment)
    )
    if until is not None and moment_of(sheet.assignment) >= until:
        raise RoundClosedError(_("This ballot can no longer be reopened."))
    ballot.state, ballot.submitted_at = BallotState.DRAFT, None
    ballot.save(update_fields=["state", "submitted_at", "updated_at"])
    reference = sheet.assignment.entry_category.entry.reference
    values = {"entry": reference, "round": sheet.round.code, "version": ballot.version}
    values["sheet"] = sheet_of(sheet.round.edition, reference)
    values["category"] = sheet.assignment.entry_category.category.code
    append(
        sheet.round.edition.code,
        acts.BALLOT_TAKEN_BACK,
        user,
        values,
        subject=f"entry:{reference}",
    )
    return ballot


def score_texts(sheet: Sheet) -> dict[str, str | None]:
    """What was asked for, and what else was scored: a criterion may weigh something later."""
    texts = {}
    scored = [code for code, row in sheet.scores.items() if row.value is not None]
    for code in dict.fromkeys([*sheet.wanted, *scored]):
        value = sheet.scores[code].value if code in sheet.scores else None
        texts[code] = None if value is None else plain_decimal(value)
    return texts


def version_of(sheet: Sheet, ballot: Ballot, ledger: int) -> BallotVersion:
    """The ballot as it is kept, not stored yet. ``ledger``: the row of the chain that
    holds this version.
    """
    comments: dict[str, Any] = {
        code: row.comment for code, row in sheet.scores.items() if row.comment
    }
    reasons = {
        code: row.reason
        for code, row in sheet.scores.items()
        if row.value is None and row.reason
    }
    return BallotVersion(
        number=ballot.version,
        state=ballot.state,
        scores=score_texts(sheet),
        comments={
            "criteria": comments,
            "reasons": reasons,
            "panel": ballot.comment_panel,
        },
        total=sheet.total(),
        ledger=ledger,
    )


def ledger_values(sheet: Sheet, ballot: Ballot) -> dict[str, object]:
    """The judge stands in the row as its actor, by pseudonym."""
    standing_ = sheet.assignment.entry_category
    return {
        "entry": standing_.entry.reference,
        "sheet": Pseudonyms(sheet.round.edition).entry(standing_.entry.reference),
        "category": standing_.category.code,
        "round": sheet.round.code,
        "version": ballot.version,
        "scores": score_texts(sheet) | sheet.carried,
    }
