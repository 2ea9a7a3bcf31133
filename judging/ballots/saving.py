"""Scores as a judge types them: saved one change at a time, criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from judging.ballots.locked import Sheet
from judging.ballots.texts import TEXTS, standing_text, text_version
from judging.ballots.typed_scores import plain_decimal, read_score, scale_words
from judging.models import Assignment, Ballot, Score
from judging.refusals import BadScoreError, BallotSubmittedError
from judging.statuses import BallotState


class Changes(TypedDict, total=False):
    """What a judge's device sends; every key may be missing. The mappings are by
    criterion code.

    ``known``: per criterion, and per text of the whole ballot (``TEXTS``), the version
    that the device last saw. Where another device has been there since with another
    value, nothing is stored for it and ``Saved.clashes`` says what stands, for the judge
    to choose.
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
    asked = changes_of(sheet, changes)
    saved = Saved(ballot)
    known = changes.get("known")
    _merge_texts(ballot, changes, known or {}, saved)
    merged = [
        _merged(sheet, ballot, code, change, known, saved)
        for code, change in asked.items()
    ]
    saved.rows = [row for row in merged if row]
    others = {
        code: version
        for code, version in (known or {}).items()
        if code not in asked and code not in TEXTS
    }
    rows = {code: sheet.scores.get(code) for code in others}
    saved.newer |= {
        code: standing(row)
        for code, row in rows.items()
        if row and row.version > others[code]
    }
    return saved


def _merge_texts(
    ballot: Ballot, changes: Changes, known: Mapping[str, int], saved: Saved
) -> None:
    """What is typed over the text that stands is stored; over an earlier one it is a clash,
    and what was not touched since is told.
    """
    for name in TEXTS:
        given: Any = changes.get(name)
        stands = getattr(ballot, name)
        text = stands if given is None else clean_text(given)
        seen = known.get(name, text_version(stands))
        is_newer = seen != text_version(stands)
        if is_newer and (given is None or text_version(text) == seen):
            saved.newer[name] = standing_text(stands)
        elif is_newer and text != stands:
            saved.clashes[name] = standing_text(stands)
        else:
            if text != stands:
                setattr(ballot, name, text)
                saved.fields.append(name)
            if given is not None:
                saved.versions[name] = text_version(text)


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


def changes_of(sheet: Sheet, given: Changes) -> dict[str, dict[str, object]]:
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
