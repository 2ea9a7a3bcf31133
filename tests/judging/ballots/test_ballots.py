from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from awards.ledger.models import Row, Value
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot, take_back_ballot
from judging.conflicts.services import declare_conflict
from judging.models import Assignment, Ballot, RoundRules, Score
from judging.refusals import (
    AssignmentGoneError,
    BadScoreError,
    BallotSubmittedError,
    IncompleteBallotError,
    RoundClosedError,
)
from tests.judging.stage import FULL, assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment() -> Assignment:
    edition = edition_in_judging()
    return assigned(judge_of(edition), entry_in(edition))


def save(
    assignment: Assignment, scores: dict[str, str | None], **more: object
) -> object:
    return save_scores(
        assignment=assignment, user=assignment.judge.user, scores=scores, **more
    )  # type: ignore[arg-type]


def test_save_stores_what_is_named_and_leaves_the_rest(assignment: Assignment) -> None:
    save(assignment, {"impact": "๗.๕"}, comments={"impact": "ดี"})
    save(assignment, {"design": "4"})
    stored = {
        row.criterion.code: (row.value, row.comment)
        for row in Score.objects.select_related("criterion")
    }
    assert stored == {"impact": (Decimal("7.5"), "ดี"), "design": (Decimal(4), "")}


@pytest.mark.parametrize("typed", ["11", "-1", "7.3", "seven", "NaN", "1e9"])
def test_save_off_the_scale_is_refused_by_criterion(
    assignment: Assignment, typed: str
) -> None:
    with pytest.raises(BadScoreError) as refusal:
        save(assignment, {"impact": typed, "design": "5"})
    assert list(refusal.value.details["problems"]) == ["impact"]
    assert not Score.objects.exists()


def test_submit_incomplete_names_the_criteria(assignment: Assignment) -> None:
    save(assignment, {"impact": "8"})
    with pytest.raises(IncompleteBallotError) as refusal:
        submit_ballot(assignment=assignment, user=assignment.judge.user)
    assert set(refusal.value.details["problems"]) == {"design", "reach"}


def test_submit_with_a_reasoned_null_is_complete(assignment: Assignment) -> None:
    save(
        assignment,
        {"impact": "8", "design": "6", "reach": None},
        reasons={"reach": "ไม่มีข้อมูล"},
    )
    ballot = submit_ballot(assignment=assignment, user=assignment.judge.user)
    version = ballot.versions.get()
    assert version.scores == {"impact": "8", "design": "6", "reach": None}
    assert version.total == Decimal("7.25")


def test_submit_writes_the_chain_with_a_pseudonym(assignment: Assignment) -> None:
    save(assignment, FULL)
    submit_ballot(assignment=assignment, user=assignment.judge.user)
    row = Row.objects.get(chain=assignment.judge.edition.code, act="ballot.submitted")
    assert row.actor.startswith("p-")
    scores = Value.objects.get(chain=row.chain, number=row.number, name="scores")
    assert scores.value == FULL
    assert scores.subject == f"entry:{assignment.entry_category.entry.reference}"


def test_submitted_ballot_is_changed_only_after_it_is_taken_back(
    assignment: Assignment,
) -> None:
    user = assignment.judge.user
    save(assignment, FULL)
    submit_ballot(assignment=assignment, user=user)
    with pytest.raises(BallotSubmittedError):
        save(assignment, {"impact": "1"})
    take_back_ballot(assignment=assignment, user=user)
    assert not Ballot.objects.counted().exists()
    save(assignment, {"impact": "9"})
    submit_ballot(assignment=assignment, user=user)
    assert [row.scores["impact"] for row in Ballot.objects.get().versions.all()] == [
        "8",
        "9",
    ]


def test_take_back_after_the_rounds_minutes_is_refused(assignment: Assignment) -> None:
    RoundRules.objects.create(round=assignment.round, undo_minutes=0)
    save(assignment, FULL)
    submit_ballot(assignment=assignment, user=assignment.judge.user)
    with pytest.raises(RoundClosedError):
        take_back_ballot(assignment=assignment, user=assignment.judge.user)


def test_ends_of_the_scale_need_a_word_where_the_round_says_so(
    assignment: Assignment,
) -> None:
    RoundRules.objects.create(round=assignment.round, word_at_ends=True)
    save(assignment, {**FULL, "reach": "10"})
    with pytest.raises(IncompleteBallotError):
        submit_ballot(assignment=assignment, user=assignment.judge.user)
    save(assignment, {}, comments={"reach": "ครบทุกชุมชน"})
    submit_ballot(assignment=assignment, user=assignment.judge.user)


def test_save_outside_the_window_is_refused(assignment: Assignment) -> None:
    assignment.round.closes_at = timezone.now() - timedelta(seconds=1)
    assignment.round.save()
    with pytest.raises(RoundClosedError):
        save(assignment, FULL)


def test_save_on_somebody_elses_assignment_is_refused(assignment: Assignment) -> None:
    other = judge_of(assignment.judge.edition)
    with pytest.raises(AssignmentGoneError):
        save_scores(assignment=assignment, user=other.user, scores=FULL)


def test_conflict_closes_the_ballot_and_takes_it_out_of_the_count(
    assignment: Assignment,
) -> None:
    save(assignment, FULL)
    submit_ballot(assignment=assignment, user=assignment.judge.user)
    declare_conflict(
        judge=assignment.judge,
        entry=assignment.entry_category.entry,
        reason="เคยเป็นที่ปรึกษา",
    )
    assert not Ballot.objects.counted().exists()
    with pytest.raises(AssignmentGoneError):
        take_back_ballot(assignment=assignment, user=assignment.judge.user)


def test_two_devices_merge_by_criterion_and_clash_on_the_same_one(
    assignment: Assignment,
) -> None:
    save(assignment, {"impact": "8"}, known={})
    save(assignment, {"design": "5"}, known={"impact": 1})
    saved = save(assignment, {"impact": "3"}, known={"impact": 0})
    assert saved.clashes["impact"]["value"] == "8"  # type: ignore[attr-defined]
    assert Score.objects.get(criterion__code="impact").value == 8
    saved = save(assignment, {"impact": "3"}, known={"impact": 1})
    assert saved.versions == {"impact": 2}  # type: ignore[attr-defined]
