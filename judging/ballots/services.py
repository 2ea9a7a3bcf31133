"""Scores as a judge gives them: saved one change at a time, submitted as a whole, every
submitted version kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.language.typed_numbers import read_decimal
from awards.ledger.models import Row
from awards.ledger.services import append
from awards.models import Round
from judging import acts
from judging.ballot_kinds import kind_of, scale_of
from judging.ballots.locked import Sheet, closes_of, locked_at, moment_of, rules_of
from judging.ballots.submitted_row import write_submitted
from judging.models import Assignment, Ballot, BallotVersion, RoundRules, Score
from judging.pseudonyms import Pseudonyms, sheet_of
from judging.refusals import (
    AssignmentGoneError,
    BadScoreError,
    BallotSubmittedError,
    IncompleteBallotError,
    RoundClosedError,
)
from judging.statuses import BallotState


class Changes(TypedDict, total=False):
    """What a judge's device sends; every key may be missing. The mappings are by
    criterion code.

    ``known``: per criterion the version that the device last saw. Where another device
    has been there since with another value, nothing is stored for that criterion and
    ``Saved.clashes`` says what stands, for the judge to choose.
    """

    scores: Mapping[str, Any]
    comments: Mapping[str, str] | None
    reasons: Mapping[str, str] | None
    specialist: Mapping[str, bool] | None
    comment_panel: str | None
    comment_entrant: str | None
    known: Mapping[str, int] | None


@dataclass
class Saved:
    """What a save did: the ballot, and per criterion the version now stored (and, where
    it lost, what stands).

    ``newer``: what another device has changed where this one has not. ``fields`` and
    ``rows``: what of it has yet to be written.
    """

    ballot: Ballot
    versions: dict[str, int] = field(default_factory=dict)
    clashes: dict[str, dict[str, Any]] = field(default_factory=dict)
    newer: dict[str, dict[str, Any]] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    rows: list[Score] = field(default_factory=list)


def read_score(typed: object, round_: Round) -> Decimal | None:
    """A score as typed (Thai digits and a decimal comma understood); "" and None are no
    score. Raises ValueError.
    """
    text = clean_text(str(typed if typed is not None else ""))
    if not text:
        return None
    value, scale = read_decimal(text), scale_of(round_)
    if not scale.low <= value <= scale.high:
        raise ValueError(text)
    if (value - scale.low) % scale.step:
        raise ValueError(text)
    return value


def scale_words(round_: Round) -> str:
    """What may be entered, as a sentence in the reader's language, in points of the round."""
    scale = scale_of(round_)
    low, high, step = (plain_decimal(n) for n in (scale.low, scale.high, scale.step))
    return _("Enter a score from %(low)s to %(high)s in steps of %(step)s.") % {
        "low": low,
        "high": high,
        "step": step,
    }


def plain_decimal(value: Decimal) -> str:
    """In digits without exponent and without zeros at the end: 7.50 is "7.5"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@transaction.atomic
def save_scores(
    *, assignment: Assignment, user: User, **changes: Unpack[Changes]
) -> Saved:
    """Store what changed, criterion by criterion; what is not named stays.

    Raises BadScoreError (and stores nothing), BallotSubmittedError, RoundClosedError,
    AssignmentGoneError.
    """
    sheet = Sheet(assignment, user)
    saved = merge(sheet, changes)
    write(sheet, saved)
    return saved


def merge(sheet: Sheet, changes: Changes) -> Saved:
    """The changes on the sheet as it is held in memory; ``write`` stores them. Raises
    BallotSubmittedError.
    """
    ballot = sheet.ballot or Ballot(assignment=sheet.assignment)
    if ballot.state == BallotState.SUBMITTED:
        raise BallotSubmittedError
    asked = _changes(sheet, changes)
    saved = Saved(ballot)
    for name in ("comment_panel", "comment_entrant"):
        text: Any = changes.get(name)
        if text is not None and clean_text(text) != getattr(ballot, name):
            setattr(ballot, name, clean_text(text))
            saved.fields.append(name)
    known = changes.get("known")
    merged = [
        _merged(sheet, ballot, code, change, known, saved)
        for code, change in asked.items()
    ]
    saved.rows = [row for row in merged if row]
    others = {
        code: version for code, version in (known or {}).items() if code not in asked
    }
    rows = {code: sheet.scores.get(code) for code in others}
    saved.newer = {
        code: standing(row)
        for code, row in rows.items()
        if row and row.version > others[code]
    }
    return saved


def write(sheet: Sheet, saved: Saved) -> None:
    """Store the ballot and the changed scores of ``saved``; the sheet then holds them."""
    ballot = saved.ballot
    if sheet.ballot is None:
        ballot.save(force_insert=True)
    elif saved.fields:
        ballot.save(update_fields=[*saved.fields, "updated_at"])
    sheet.ballot = ballot
    if saved.rows:
        for row in saved.rows:
            # found again by ballot and criterion: rows with a key and rows without take
            # two statements
            row.pk = None
        names = ["value", "comment", "reason", "specialist", "version", "updated_at"]
        Score.objects.bulk_create(
            saved.rows,
            update_conflicts=True,
            unique_fields=["ballot", "criterion"],
            update_fields=names,
        )


def _changes(sheet: Sheet, given: Changes) -> dict[str, dict[str, object]]:
    """Criterion code → field → value. Raises BadScoreError."""
    scores, comments = given.get("scores") or {}, given.get("comments") or {}
    reasons, specialist = given.get("reasons") or {}, given.get("specialist") or {}
    changes: dict[str, dict[str, Any]] = {}
    problems = {}
    for code in {*scores, *comments, *reasons, *specialist}:
        if code not in sheet.criteria:
            problems[code] = _("This criterion is not scored in this round.")
            continue
        change = changes.setdefault(code, {})
        try:
            change.update(
                {"value": read_score(scores[code], sheet.round)}
                if code in scores
                else {}
            )
        except ValueError:
            problems[code] = scale_words(sheet.round)
        change.update(
            {"comment": clean_text(comments[code])} if code in comments else {}
        )
        change.update({"reason": clean_text(reasons[code])} if code in reasons else {})
        change.update(
            {"specialist": bool(specialist[code])} if code in specialist else {}
        )
    if problems:
        raise BadScoreError(problems=problems)
    return changes


def _merged(
    sheet: Sheet,
    ballot: Ballot,
    code: str,
    change: Mapping[str, object],
    known: Mapping[str, int] | None,
    saved: Saved,
) -> Score | None:
    """The row to store, or None where nothing changes or another device got there first."""
    row = sheet.scores.get(code)
    if row and all(getattr(row, name) == value for name, value in change.items()):
        saved.versions[code] = row.version
        return None
    if row and known is not None and known.get(code, 0) < row.version:
        saved.clashes[code] = standing(row)
        return None
    row = row or Score(ballot=ballot, criterion_id=sheet.criteria[code], version=0)
    for name, value in change.items():
        setattr(row, name, value)
    if row.value is not None and "value" in change:
        row.reason = ""
    row.version += 1
    saved.versions[code] = row.version
    sheet.scores[code] = row
    return row


def standing(row: Score) -> dict[str, Any]:
    """A stored score as pages get it: the value as text in points, None where it is not
    scored; and the version that a save of it must know.
    """
    value = None if row.value is None else plain_decimal(row.value)
    texts = {"comment": row.comment, "reason": row.reason, "specialist": row.specialist}
    return {"value": value, **texts, "version": row.version}


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
        return SentIn(sheet.assignment, {}, {})
    saved = merge(sheet, changes)
    problems = {} if saved.clashes else submit(sheet, user, saved)
    if problems or saved.clashes:
        write(sheet, saved)
    return SentIn(sheet.assignment, problems, saved.clashes, sheet.row)


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
