"""A ballot of an imported sheet beside what stands here of it, and what that changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from awards.language.thai import clean_text
from judging.ballots.typed_scores import plain_decimal
from judging.models import Assignment, Ballot, Score
from judging.results.score_reading import Given, Line
from judging.statuses import BallotState


@dataclass(frozen=True)
class Change:
    """One score that stood here and becomes another one, or with ``erased`` goes.
    ``row`` is None for what goes.
    """

    row: int | None
    judge: str
    entry: str
    category: str
    criterion: str
    was: str | None
    becomes: str | None
    erased: bool

    def as_json(self) -> dict[str, object]:
        return vars(self)


@dataclass
class Written:
    """One ballot of the file beside what stands here of it. ``scores``: its rows by
    criterion code, as they stand.
    """

    given: Given
    assignment: Assignment | None
    ballot: Ballot | None
    scores: dict[str, Score]
    replace: bool
    # rows that are new or say something else now
    written: dict[str, Score] = field(default_factory=dict)
    gone: list[Score] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.keeps_others:
            self.gone = [
                row for code, row in self.scores.items() if code not in self.given.lines
            ]
        for code, line in self.given.lines.items():
            row = written_row(self.scores.get(code), line)
            if row is not None:
                self.written[code] = row

    @property
    def keeps_others(self) -> bool:
        """Whether criteria that the file does not name stay."""
        same_draft = self.state == BallotState.DRAFT == self.given.state
        return not self.replace and (self.state == BallotState.SUBMITTED or same_draft)

    @property
    def state(self) -> str:
        return self.ballot.state if self.ballot else ""

    @property
    def changes_something(self) -> bool:
        return bool(self.written or self.gone or self.state != self.given.state)

    @property
    def values(self) -> dict[str, Decimal | None]:
        """All scores of the ballot as it will stand."""
        return {code: row.value for code, row in self.rows.items()}

    @property
    def rows(self) -> dict[str, Score]:
        gone = {id(row) for row in self.gone}
        return {
            **{code: row for code, row in self.scores.items() if id(row) not in gone},
            **self.written,
        }

    def changes(self) -> Iterable[Change]:
        place = self.given.place
        who = (self.given.judge.user.email, place.entry.reference, place.category.code)
        for code, row in self.written.items():
            before = self.scores.get(code)
            if before is not None:
                line = self.given.lines[code]
                yield Change(
                    line.row,
                    *who,
                    code,
                    text_of(before.value),
                    text_of(row.value),
                    erased=False,
                )
        for code, before in self.scores.items():
            if before in self.gone:
                yield Change(None, *who, code, text_of(before.value), None, erased=True)


def text_of(value: Decimal | None) -> str | None:
    return None if value is None else plain_decimal(value)


def written_row(before: Score | None, line: Line) -> Score | None:
    """The row as it is to be written, or None where it says already what the file says."""
    comment = (
        line.comment if line.comment is not None else (before.comment if before else "")
    )
    reason = reason_of(before, line)
    if before is not None:
        same = before.value == line.value and clean_text(before.comment) == comment
        if same and clean_text(before.reason) == clean_text(reason):
            return None
    row = Score(value=line.value, comment=comment, reason=reason)
    row.version = before.version + 1 if before else 1
    row.specialist = before.specialist if before else False
    return row


def reason_of(before: Score | None, line: Line) -> str:
    """A score needs none; where none is given the file's own words, those that stand,
    or that a sheet had none.
    """
    if line.value is not None:
        return ""
    if line.reason is not None and (line.reason or before is not None):
        return line.reason
    if before is not None and before.value is None:
        return before.reason
    return _("Not scored in the imported sheet.")
