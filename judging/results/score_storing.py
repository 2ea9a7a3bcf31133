"""Ballots of an imported sheet become rows: assignments where missing, scores, versions,
and the chain; in a few statements however many.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from awards.accounts.models import User
from awards.ledger.models import Chain
from awards.ledger.services import NewRow, append_many, database_now, pseudonym_of
from awards.models import Round
from judging import acts
from judging.ballots.carried_scores import CARRIED, carried_scores
from judging.models import Assignment, Ballot, BallotVersion, Score
from judging.pseudonyms import Pseudonyms
from judging.ranking.weighted_mean import weighted_mean
from judging.results.method import weights_by_category
from judging.results.score_reading import ScoreReader
from judging.results.score_written import Written, text_of
from judging.statuses import BallotState


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
