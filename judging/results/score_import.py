"""Scores from a spreadsheet: all of it or nothing, in a few statements however many
rows.

A ballot comes out as the file says it. Of a ballot that was submitted the criteria that
the file does not name stay, unless it is to be replaced; of a draft, which nobody has
given yet, nothing stays. A file that says what stands here already changes nothing,
whatever state the edition is in: so an export comes back unchanged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.models import Chain
from awards.ledger.services import NewRow, append_many, database_now, pseudonym_of
from awards.models import Edition, Round
from judging import acts
from judging.ballots.carried_scores import CARRIED, carried_scores
from judging.ballots.services import plain_decimal
from judging.conflicts.findings import refresh_conflicts
from judging.models import Assignment, Ballot, BallotVersion, Score
from judging.pseudonyms import Pseudonyms
from judging.ranking.weighted_mean import weighted_mean
from judging.results.score_checks import refusals_of, remarks_on
from judging.results.score_reading import Given, Key, Line, ScoreReader
from judging.results.score_sheets import Refusal
from judging.results.services import weights_by_category
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
class Imported:
    """What came in, or with ``dry_run`` would; with any refusal nothing was stored."""

    ballots: int = 0
    scores: int = 0
    changes: list[Change] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unchanged: int = 0  # ballots that stand here as the file says them

    @property
    def erased(self) -> int:
        return sum(change.erased for change in self.changes)

    @property
    def changed(self) -> int:
        return len(self.changes) - self.erased

    def as_json(self) -> dict[str, object]:
        counts = {
            "ballots": self.ballots,
            "scores": self.scores,
            "changed": self.changed,
            "erased": self.erased,
        }
        changes = [change.as_json() for change in self.changes]
        return {
            **counts,
            "unchanged": self.unchanged,
            "changes": changes,
            "notes": self.notes,
            "rejected": self.rejected,
        }


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


@transaction.atomic
def import_scores(
    *,
    edition: Edition,
    round_: Round,
    rows: Iterable[tuple[int, dict[str, str]]],
    actor: User | None = None,
    dry_run: bool = False,
    replace: bool = False,
    refused: Iterable[Refusal] = (),
) -> Imported:
    """Ballots come in as submitted, or as the column ``state`` says; assignments are
    made where missing.

    ``rows``: (row number, column → text) with the columns judge, entry, criterion,
    score and, if wanted, comment, category, reason and state. An empty score is "not
    scored". ``replace``: criteria of a submitted ballot that the file does not name are
    erased. ``refused``: what reading the file has refused already. Raises nothing: look
    at ``rejected``.
    """
    refresh_conflicts(edition=edition)
    reader = ScoreReader(edition, round_)
    reader.refused += refused
    for number, cells in rows:
        if not reader.read(number, cells):
            break
    ballots = beside_what_stands(reader, replace)
    changing = [one for one in ballots if one.changes_something]
    problems = [*reader.refused, *refusals_of(edition, round_, changing)]
    done = Imported(
        len(ballots),
        sum(len(one.given.lines) for one in ballots),
        unchanged=len(ballots) - len(changing),
    )
    done.changes = [change for one in changing for change in one.changes()]
    done.notes = list(remarks_on(round_, changing))
    if problems:
        ordered = sorted(problems, key=lambda problem: problem.row)
        done = Imported(
            rejected=[problem.as_json() for problem in ordered], notes=done.notes
        )
    elif changing and not dry_run:
        store(reader, changing, actor)
    if problems or dry_run:
        transaction.set_rollback(True)
    return done


def beside_what_stands(reader: ScoreReader, replace: bool) -> list[Written]:
    """Assignments are locked: a judge who is saving meanwhile comes before or after,
    never in between.
    """
    judges = {judge for judge, _place in reader.given}
    standing = Assignment.objects.filter(
        round=reader.round, judge__in=judges
    ).select_for_update(of=("self",))
    assignments = {
        (row.judge_id, row.entry_category_id): row for row in standing.order_by("pk")
    }
    wanted = {assignments[key].pk for key in reader.given if key in assignments}
    ballots = {
        row.assignment_id: row for row in Ballot.objects.filter(assignment__in=wanted)
    }
    codes = {criterion.pk: code for code, criterion in reader.criteria.items()}
    scores: dict[int, dict[str, Score]] = defaultdict(dict)
    for row in Score.objects.filter(ballot__assignment__in=wanted, criterion__in=codes):
        scores[row.ballot_id][codes[row.criterion_id]] = row
    found = []
    for key, given in reader.given.items():
        assignment = assignments.get(key)
        ballot = ballots.get(assignment.pk) if assignment else None
        found.append(
            Written(
                given, assignment, ballot, scores[ballot.pk] if ballot else {}, replace
            )
        )
    return found


def store(reader: ScoreReader, ballots: list[Written], actor: User | None) -> None:
    make_assignments(reader.round, [one for one in ballots if one.assignment is None])
    store_ballots(ballots)
    store_scores(reader, ballots)
    keep(
        reader,
        [one for one in ballots if one.given.state == BallotState.SUBMITTED],
        actor,
    )


def make_assignments(round_: Round, missing: list[Written]) -> None:
    now = database_now()
    for one in missing:
        one.assignment = Assignment(
            judge=one.given.judge,
            entry_category=one.given.place,
            round=round_,
            cleared_at=now,
            reasons={"source": "import"},
        )
    Assignment.objects.bulk_create(
        (one.assignment for one in missing if one.assignment), batch_size=1000
    )


def store_ballots(ballots: list[Written]) -> None:
    new = [one for one in ballots if one.ballot is None]
    for one in new:
        assert one.assignment is not None
        one.ballot = Ballot(assignment=one.assignment, state=BallotState.DRAFT)
    Ballot.objects.bulk_create(
        (one.ballot for one in new if one.ballot), batch_size=1000
    )
    now, submitted = database_now(), []
    for one in ballots:
        if one.ballot is not None and one.given.state == BallotState.SUBMITTED:
            one.ballot.state, one.ballot.version = (
                BallotState.SUBMITTED,
                one.ballot.version + 1,
            )
            one.ballot.submitted_at = now
            submitted.append(one.ballot)
    Ballot.objects.bulk_update(
        submitted, ["state", "version", "submitted_at"], batch_size=1000
    )


def store_scores(reader: ScoreReader, ballots: list[Written]) -> None:
    Score.objects.filter(
        pk__in=[row.pk for one in ballots for row in one.gone]
    ).delete()
    rows = []
    for one in ballots:
        for code, row in one.written.items():
            row.ballot, row.criterion = one.ballot, reader.criteria[code]  # type: ignore[assignment]
            rows.append(row)
    Score.objects.bulk_create(
        rows,
        batch_size=5000,
        update_conflicts=True,
        unique_fields=["ballot", "criterion"],
        update_fields=[
            "value",
            "comment",
            "reason",
            "specialist",
            "version",
            "updated_at",
        ],
    )


def keep(reader: ScoreReader, ballots: list[Written], actor: User | None) -> None:
    """The version of each ballot, and its row in the chain."""
    edition = reader.edition
    weights = weights_by_category(reader.round)
    judges = {one.given.judge.pk: one.given.judge for one in ballots}
    names = {pk: pseudonym_of(edition.code, judge.user) for pk, judge in judges.items()}
    carried, pseudonyms = carried_scores(reader.round), Pseudonyms(edition)
    news = []
    for one in ballots:
        place = one.given.place
        said = {
            "judge": names[one.given.judge.pk],
            "entry": place.entry.reference,
            "category": place.category.code,
            "round": reader.round.code,
            "sheet": pseudonyms.entry(place.entry.reference),
        }
        news.append(
            chain_row(
                one,
                said,
                carried.get((place.category.code, place.entry.reference)),
                actor,
            )
        )
    written = append_many(edition.code, news)
    # the chain is ours till commit
    first = Chain.objects.get(code=edition.code).length - written + 1 if written else 0
    BallotVersion.objects.bulk_create(
        (
            version_of(one, number, weights.get(one.given.place.category_id, {}))
            for number, one in enumerate(ballots, start=first)
        ),
        batch_size=1000,
    )


def chain_row(
    one: Written,
    said: Mapping[str, object],
    brought: Decimal | None,
    actor: User | None,
) -> NewRow:
    assert one.ballot is not None
    scores = {code: text_of(value) for code, value in one.values.items()}
    if brought is not None:
        scores[CARRIED] = f"{brought.normalize():f}"
    act = acts.BALLOT_CHANGED if one.ballot.version > 1 else acts.BALLOT_SUBMITTED
    values = {
        **said,
        "version": one.ballot.version,
        "scores": scores,
        "source": "import",
    }
    return NewRow(act, actor, values, f"entry:{one.given.place.entry.reference}")


def version_of(one: Written, ledger: int, weights: Any) -> BallotVersion:
    assert one.ballot is not None
    comments: dict[str, Any] = {
        code: row.comment for code, row in one.rows.items() if row.comment
    }
    reasons = {
        code: row.reason
        for code, row in one.rows.items()
        if row.value is None and row.reason
    }
    total = weighted_mean(one.values, weights)
    return BallotVersion(
        ballot=one.ballot,
        number=one.ballot.version,
        state=one.ballot.state,
        scores={code: text_of(value) for code, value in one.values.items()},
        comments={
            "criteria": comments,
            "reasons": reasons,
            "panel": one.ballot.comment_panel,
        },
        total=total and round(total, 4),
        ledger=ledger,
    )


__all__ = ["Change", "Imported", "Key", "import_scores"]
