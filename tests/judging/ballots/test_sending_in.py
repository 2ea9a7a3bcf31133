from __future__ import annotations

import pytest

from awards.ledger.models import Row
from judging import acts
from judging.ballots.saving import save_scores
from judging.ballots.services import send_in_ballot
from judging.models import Assignment, Ballot, Score
from judging.refusals import AssignmentGoneError
from judging.statuses import BallotState
from tests.judging.stage import FULL, assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment() -> Assignment:
    edition = edition_in_judging()
    return assigned(judge_of(edition), entry_in(edition))


def scores() -> dict[str, str]:
    rows = Score.objects.exclude(value=None).select_related("criterion")
    return {row.criterion.code: f"{row.value.normalize():f}" for row in rows}


def test_whole_ballot_is_saved_and_submitted_in_one_go(assignment: Assignment) -> None:
    sent = send_in_ballot(
        assignment=assignment, user=assignment.judge.user, scores=FULL
    )
    assert (sent.problems, sent.clashes) == ({}, {})
    assert Ballot.objects.get().state == BallotState.SUBMITTED
    assert scores() == FULL
    assert Row.objects.filter(act=acts.BALLOT_SUBMITTED.code).count() == 1


def test_what_is_missing_is_named_and_the_rest_is_kept(assignment: Assignment) -> None:
    sent = send_in_ballot(
        assignment=assignment, user=assignment.judge.user, scores={"impact": "8"}
    )
    assert set(sent.problems) == {"design", "reach"}
    assert Ballot.objects.get().state == BallotState.DRAFT
    assert scores() == {"impact": "8"}
    assert not Row.objects.filter(act=acts.BALLOT_SUBMITTED.code).exists()


def test_sent_twice_it_is_submitted_once_and_not_changed(
    assignment: Assignment,
) -> None:
    user = assignment.judge.user
    send_in_ballot(assignment=assignment, user=user, scores=FULL)
    send_in_ballot(assignment=assignment, user=user, scores={**FULL, "impact": "1"})
    assert scores() == FULL
    assert Ballot.objects.get().version == 1


def test_value_that_another_device_left_is_asked_about(assignment: Assignment) -> None:
    user = assignment.judge.user
    save_scores(assignment=assignment, user=user, scores={"impact": "8"})
    save_scores(assignment=assignment, user=user, scores={"impact": "9"})
    sent = send_in_ballot(
        assignment=assignment,
        user=user,
        scores={**FULL, "impact": "7"},
        known={"impact": 1},
    )
    assert set(sent.clashes) == {"impact"}
    assert Ballot.objects.get().state == BallotState.DRAFT
    assert scores()["impact"] == "9"


def test_before_the_title_is_cleared_nothing_is_taken() -> None:
    edition = edition_in_judging()
    unread = assigned(judge_of(edition), entry_in(edition), cleared=False)
    with pytest.raises(AssignmentGoneError):
        send_in_ballot(assignment=unread, user=unread.judge.user, scores=FULL)
    assert not Ballot.objects.exists()
