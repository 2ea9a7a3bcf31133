"""Scores from a spreadsheet: all of it or nothing, in a few statements however many rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards.ledger.models import Chain
from awards.ledger.services import NewRow, append_many, database_now, pseudonym_of
from awards.models import Edition, Round
from judging import acts
from judging.finals.carrying import CARRIED, carried_scores
from judging.models import Assignment, Ballot, BallotVersion, Judge, Score
from judging.services.ballots import plain_decimal, read_score, scale_words
from judging.services.conflicts import conflict_pairs
from judging.services.findings import refresh_conflicts
from judging.services.pseudonyms import Pseudonyms
from judging.services.results import weights_by_category
from judging.statuses import BallotState
from judging.weighing import weighted_mean
from nominations.models import EntryCategory

COLUMNS = ("judge", "entry", "criterion", "score")
Key = tuple[int, int]  # judge id, EntryCategory id


@dataclass
class Imported:
    """What came in, and what was refused: ``{"row", "column", "reason"}``; with any refusal nothing was stored."""

    ballots: int = 0
    scores: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Line:
    value: Decimal | None
    comment: str


class Reader:
    """Turns rows into scores by ballot, noting each problem with its row, column and reason."""

    def __init__(self, edition: Edition, round_: Round) -> None:
        self.edition, self.round = edition, round_
        judges = Judge.objects.filter(edition=edition).accepted().select_related("user")
        self.judges = {judge.user.email: judge for judge in judges}
        self.criteria = {row.code: row for row in edition.criteria.all()}
        self.conflicts = conflict_pairs(edition)
        self.standings: dict[str, dict[str, EntryCategory]] = defaultdict(dict)
        rows = EntryCategory.objects.filter(entry__edition=edition, entry__state="submitted")
        for row in rows.select_related("entry", "category"):
            self.standings[row.entry.reference][row.category.code] = row
        self.found: dict[Key, dict[str, Line]] = defaultdict(dict)
        self.rejected: list[dict[str, Any]] = []
        self.words = scale_words(round_)
        self.values: dict[str, Decimal | None] = {}

    def refuse(self, row: int, column: str, reason: str) -> None:
        self.rejected.append({"row": row, "column": column, "reason": reason})

    def read(self, row: int, cells: dict[str, str]) -> None:
        judge = self.judges.get(cells.get("judge", "").lower())
        criterion = self.criteria.get(cells.get("criterion", ""))
        standing = self.standing(row, cells)
        if judge is None:
            self.refuse(row, "judge", _("No judge of this edition who has accepted has this e-mail address."))
        if criterion is None:
            self.refuse(row, "criterion", _("This edition has no criterion with this code."))
        value, fine = self.score(row, cells.get("score", ""))
        if judge is None or criterion is None or standing is None or not fine:
            return
        if (judge.pk, standing.entry_id) in self.conflicts:
            self.refuse(row, "judge", _("This judge has a conflict with this entry."))
        elif criterion.code in self.found[judge.pk, standing.pk]:
            self.refuse(row, "criterion", _("This judge has scored this criterion of this entry in a row above."))
        else:
            self.found[judge.pk, standing.pk][criterion.code] = Line(value, cells.get("comment", ""))

    def standing(self, row: int, cells: dict[str, str]) -> EntryCategory | None:
        standings = self.standings.get(cells.get("entry", "").upper())
        if standings is None:
            self.refuse(row, "entry", _("This edition has no submitted entry with this reference."))
            return None
        category = cells.get("category", "")
        if not category and len(standings) == 1:
            return next(iter(standings.values()))
        if category not in standings:
            words = (
                _("The entry does not stand in this category.")
                if category
                else _("The entry stands in several categories: name one.")
            )
            self.refuse(row, "category", words)
            return None
        return standings[category]

    def score(self, row: int, text: str) -> tuple[Decimal | None, bool]:
        try:
            if text not in self.values:
                self.values[text] = read_score(text, self.round)
            return self.values[text], True
        except ValueError:
            self.refuse(row, "score", self.words)
            return None, False


def import_scores(
    *, edition: Edition, round_: Round, rows: Iterable[tuple[int, dict[str, str]]], actor: Any = None
) -> Imported:
    """Ballots come in as submitted; assignments are made where missing; a ballot that exists is replaced.

    ``rows``: (row number, column → text) with the columns judge, entry, criterion, score and, if wanted, comment and
    category. An empty score is "not scored". Raises nothing: look at ``rejected``.
    """
    refresh_conflicts(edition=edition)
    reader = Reader(edition, round_)
    for number, cells in rows:
        missing = [column for column in COLUMNS if column not in cells]
        if missing:
            for column in missing:
                reader.refuse(1, column, _("The header row lacks this column."))
            break
        reader.read(number, cells)
    if reader.rejected:
        return Imported(rejected=reader.rejected)
    with transaction.atomic():
        ballots = _store(reader, actor)
    return Imported(ballots, sum(len(lines) for lines in reader.found.values()))


def _store(reader: Reader, actor: Any) -> int:
    assignments = _assignments(reader)
    existing = {row.assignment_id: row for row in Ballot.objects.filter(assignment__in=assignments.values())}
    now = database_now()
    new = [Ballot(assignment=row) for row in assignments.values() if row.pk not in existing]
    Ballot.objects.bulk_create(new, batch_size=1000)
    ballots = {**existing, **{row.assignment_id: row for row in new}}
    for ballot in ballots.values():
        ballot.state, ballot.version, ballot.submitted_at = BallotState.SUBMITTED, ballot.version + 1, now
    Ballot.objects.bulk_update(ballots.values(), ["state", "version", "submitted_at"], batch_size=1000)
    by_key = {key: ballots[row.pk] for key, row in assignments.items()}
    _store_scores(reader, by_key)
    _keep(reader, by_key, actor)
    return len(ballots)


def _assignments(reader: Reader) -> dict[Key, Assignment]:
    """Made where missing; one that stands stays, so does its answer to "no conflict"."""
    known = {
        (row.judge_id, row.entry_category_id): row
        for row in Assignment.objects.filter(round=reader.round, judge__edition=reader.edition)
    }
    now = database_now()
    reasons = {"source": "import"}
    new = [
        Assignment(judge_id=judge, entry_category_id=place, round=reader.round, cleared_at=now, reasons=reasons)
        for judge, place in reader.found
        if (judge, place) not in known
    ]
    Assignment.objects.bulk_create(new, batch_size=1000)
    known.update({(row.judge_id, row.entry_category_id): row for row in new})
    given_back = [known[key].pk for key in reader.found if known[key].recused_at is not None]
    Assignment.objects.filter(pk__in=given_back).update(recused_at=None)
    return {key: known[key] for key in reader.found}


def _store_scores(reader: Reader, ballots: dict[Key, Ballot]) -> None:
    Score.objects.filter(ballot__in=[ballot.pk for ballot in ballots.values() if ballot.version > 1]).delete()
    imported = _("Not scored in the imported sheet.")
    Score.objects.bulk_create(
        (
            Score(
                ballot=ballots[key],
                criterion=reader.criteria[code],
                value=line.value,
                comment=line.comment,
                reason=imported if line.value is None else "",
            )
            for key, lines in reader.found.items()
            for code, line in lines.items()
        ),
        batch_size=5000,
    )


def _keep(reader: Reader, ballots: dict[Key, Ballot], actor: Any) -> None:
    """The version of each ballot, and its row in the chain."""
    edition, code = reader.edition, reader.round.code
    weights = weights_by_category(reader.round)
    standings = {row.pk: row for places in reader.standings.values() for row in places.values()}
    judges = {judge.pk: judge for judge in reader.judges.values()}
    names = {pk: pseudonym_of(edition.code, judges[pk].user) for pk in {key[0] for key in ballots}}
    versions, news = [], []
    carried = carried_scores(reader.round)
    pseudonyms = Pseudonyms(edition)
    for key, ballot in ballots.items():
        place, lines = standings[key[1]], reader.found[key]
        texts = {
            criterion: None if line.value is None else plain_decimal(line.value) for criterion, line in lines.items()
        }
        brought = carried.get((place.category.code, place.entry.reference))
        in_chain = texts if brought is None else {**texts, CARRIED: f"{brought.normalize():f}"}
        values = {criterion: line.value for criterion, line in lines.items()}
        total = weighted_mean(values, weights.get(place.category_id, {}))
        versions.append(
            BallotVersion(
                ballot=ballot, number=ballot.version, state=ballot.state, scores=texts, total=total and round(total, 4)
            )
        )
        act = acts.BALLOT_CHANGED if ballot.version > 1 else acts.BALLOT_SUBMITTED
        said = {"judge": names[key[0]], "entry": place.entry.reference, "category": place.category.code, "round": code}
        said["sheet"] = pseudonyms.entry(place.entry.reference)
        news.append(
            NewRow(
                act,
                actor,
                {**said, "version": ballot.version, "scores": in_chain, "source": "import"},
                f"entry:{place.entry.reference}",
            )
        )
    written = append_many(edition.code, news)
    first = Chain.objects.get(code=edition.code).length - written + 1 if written else 0  # the chain is ours till commit
    for number, version in enumerate(versions, start=first):
        version.ledger = number
    BallotVersion.objects.bulk_create(versions, batch_size=1000)
