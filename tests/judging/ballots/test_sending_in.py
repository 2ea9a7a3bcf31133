from __future__ import annotations

import pytest

from awards.ledger.models import Row
from judging import acts
from judging.ballots.saving import Changes, save_scores
from judging.ballots.services import send_in_ballot
from judging.ballots.texts import text_version
from judging.models import Assignment, Ballot, Score
from judging.refusals import AssignmentGoneError, BallotSubmittedError
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
    for _time in range(2):
        sent = send_in_ballot(
            assignment=assignment,
            user=user,
            scores=FULL,
            reasons=dict.fromkeys(FULL, "not kept beside a score"),
            comment_panel="",
        )
        assert (sent.problems, sent.clashes) == ({}, {})
    assert Ballot.objects.get().version == 1


@pytest.mark.parametrize(
    "other",
    [
        {"scores": {**FULL, "impact": "1"}},
        {"scores": FULL, "comments": {"impact": "words of another window"}},
        {"scores": FULL, "comment_entrant": "words of another window"},
    ],
)
def test_what_another_window_says_of_a_submitted_ballot_is_refused_not_dropped(
    assignment: Assignment, other: Changes
) -> None:
    user = assignment.judge.user
    send_in_ballot(assignment=assignment, user=user, scores=FULL)
    with pytest.raises(BallotSubmittedError):
        send_in_ballot(assignment=assignment, user=user, **other)
    assert scores() == FULL
    assert Ballot.objects.get().version == 1


PANEL = "comment_panel"


def test_a_comment_typed_over_an_earlier_one_is_asked_about(
    assignment: Assignment,
) -> None:
    user = assignment.judge.user
    save_scores(assignment=assignment, user=user, comment_panel="first")
    seen = {PANEL: text_version("")}
    sent = send_in_ballot(
        assignment=assignment,
        user=user,
        scores=FULL,
        comment_panel="second",
        known=seen,
    )
    assert sent.clashes[PANEL]["comment"] == "first"
    assert Ballot.objects.get().comment_panel == "first"
    seen = {PANEL: sent.clashes[PANEL]["version"]}
    save_scores(assignment=assignment, user=user, comment_panel="second", known=seen)
    assert Ballot.objects.get().comment_panel == "second"


def test_a_comment_that_was_not_touched_takes_nothing_back(
    assignment: Assignment,
) -> None:
    user = assignment.judge.user
    save_scores(assignment=assignment, user=user, comment_panel="before")
    seen = {PANEL: text_version("before")}
    save_scores(assignment=assignment, user=user, comment_panel="after", known=seen)
    for sent in ({}, {PANEL: "before"}):
        saved = save_scores(assignment=assignment, user=user, known=seen, **sent)  # type: ignore[arg-type]
        assert saved.newer[PANEL]["comment"] == "after"
        assert not saved.clashes
    assert Ballot.objects.get().comment_panel == "after"


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
