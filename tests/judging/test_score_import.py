"""Scores from a spreadsheet: nothing is overwritten unsaid, and an export comes back unchanged."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.ledger.models import Row
from awards.ledger.verifying import verify
from awards.models import Round
from awards.spreadsheets import read_table
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot, take_back_ballot
from judging.models import Assignment, Ballot, BallotVersion, Judge, Score
from judging.results.score_export import score_lines
from judging.results.score_import import Imported, import_scores
from judging.results.score_sheets import read_scores
from judging.statuses import JudgeState
from nominations.models import Entry
from tests.judging.rounds import judged_round, published_round
from tests.judging.stage import (
    CRITERIA,
    FULL,
    assigned,
    edition_in_judging,
    entry_in,
    judge_of,
)

pytestmark = pytest.mark.django_db


def staged() -> tuple[Round, Judge, Any]:
    edition = edition_in_judging(categories=1)
    return (
        edition.rounds.select_related("edition").get(),
        judge_of(edition),
        entry_in(edition),
    )


def rows_of(
    judge: Judge, place: Any, scores: dict[str, Any], **more: str
) -> list[tuple[int, dict[str, str]]]:
    same = {"judge": judge.user.email, "entry": place.entry.reference, **more}
    return [
        (n, {**same, "criterion": code, "score": str(value)})
        for n, (code, value) in enumerate(scores.items(), 2)
    ]


def bring(round_: Round, rows: Any, **options: Any) -> Imported:
    return import_scores(edition=round_.edition, round_=round_, rows=rows, **options)


def bring_export(round_: Round, **options: Any) -> Imported:
    read = read_scores(read_table(b"".join(score_lines(round_))))
    return bring(round_, read.rows, refused=read.refused, **options)


def everything() -> Any:
    """All that an import of scores could touch."""
    return [
        list(Ballot.objects.order_by("pk").values()),
        list(Score.objects.order_by("pk").values()),
        list(BallotVersion.objects.order_by("pk").values()),
        list(Assignment.objects.order_by("pk").values()),
        Row.objects.count(),
    ]


def reasons(done: Imported) -> str:
    return " ".join(str(problem["reason"]) for problem in done.rejected)


def test_export_of_a_round_in_every_state_comes_back_unchanged() -> None:
    round_ = judged_round(entries=4)
    edition = round_.edition
    judge, other, *_ = Judge.objects.order_by("pk")
    place = entry_in(edition)
    draft = assigned(judge, place)
    save_scores(
        assignment=draft,
        user=judge.user,
        scores={"impact": "3"},
        comments={"impact": "- ร่าง"},
    )
    back = assigned(other, place)
    save_scores(assignment=back, user=other.user, scores=FULL)
    submit_ballot(assignment=back, user=other.user)
    take_back_ballot(assignment=back, user=other.user)
    given = Assignment.objects.filter(ballot__state="submitted").order_by("pk")
    Assignment.objects.filter(pk=given[0].pk).update(recused_at=timezone.now())
    Entry.objects.filter(pk=given[3].entry_category.entry_id).update(state="withdrawn")
    Judge.objects.filter(pk=given[7].judge_id).update(state=JudgeState.DECLINED)
    Score.objects.filter(pk=Score.objects.earliest("pk").pk).update(
        value=None, reason='"ไม่มี" ข้อมูล, - เลย'
    )
    texts = ['"- ดี"', '"', "'- ดี", "=1+1", "หนึ่ง\nสอง", "''+", "a,b;c\td"]
    for score, text in zip(Score.objects.order_by("-pk"), texts, strict=False):
        Score.objects.filter(pk=score.pk).update(comment=text)
    before = everything()
    done = bring_export(round_, replace=True)
    assert (done.rejected, done.changes, done.unchanged) == (
        [],
        [],
        Ballot.objects.count(),
    )
    assert everything() == before


@given(
    comment=st.text(st.sampled_from("กาน้ำ'\"=+-@,;\n\t ab๑"), max_size=8),
    reason=st.text(st.sampled_from("เหตุผล'\"=-, \n"), max_size=6),
    values=st.lists(st.none() | st.integers(0, 20), min_size=3, max_size=3),
)
@settings(
    max_examples=25,
    deadline=None,
)
def test_whatever_a_judge_wrote_an_export_comes_back_unchanged(
    comment: str, reason: str, values: list[int | None]
) -> None:
    round_, judge, place = staged()
    scores = {
        code: None if half is None else str(half / 2)
        for code, half in zip(CRITERIA, values, strict=True)
    }
    save_scores(
        assignment=assigned(judge, place),
        user=judge.user,
        scores=scores,
        comments=dict.fromkeys(CRITERIA, comment),
        reasons={code: reason for code, value in scores.items() if value is None},
    )
    before = everything()
    done = bring_export(round_)
    assert (done.rejected, done.changes) == ([], [])
    assert everything() == before


def test_same_file_twice_is_one_version() -> None:
    round_, judge, place = staged()
    first = bring(round_, rows_of(judge, place, FULL))
    again = bring(round_, rows_of(judge, place, FULL))
    assert (first.ballots, first.scores, first.changed) == (1, 3, 0)
    assert (again.ballots, again.scores, again.changed, again.unchanged) == (1, 3, 0, 1)
    assert BallotVersion.objects.get().scores == FULL
    assert verify(round_.edition.code) == []


def test_change_is_named_and_kept_as_a_version_that_holds_the_other_scores_too() -> (
    None
):
    round_, judge, place = staged()
    bring(round_, rows_of(judge, place, FULL, comment="เดิม"))
    done = bring(round_, rows_of(judge, place, {"design": "9"}))
    ((change),) = done.changes
    assert (change.row, change.criterion, change.was, change.becomes) == (
        2,
        "design",
        "6.5",
        "9",
    )
    assert BallotVersion.objects.get(number=2).scores == {**FULL, "design": "9"}
    assert set(Score.objects.values_list("comment", flat=True)) == {"เดิม"}


def test_dry_run_writes_nothing_and_says_what_would_be() -> None:
    round_, judge, place = staged()
    before = everything()
    done = bring(round_, rows_of(judge, place, FULL), dry_run=True)
    assert (done.ballots, done.scores, done.rejected) == (1, 3, [])
    assert everything() == before


def test_published_edition_takes_its_own_export_and_nothing_else() -> None:
    round_ = published_round(entries=3)
    before = everything()
    assert bring_export(round_).rejected == []
    score = Score.objects.select_related(
        "ballot__assignment__judge__user", "criterion"
    ).earliest("pk")
    place = score.ballot.assignment.entry_category
    done = bring(
        round_,
        rows_of(score.ballot.assignment.judge, place, {score.criterion.code: "0.5"}),
    )
    assert "ประกาศ" in reasons(done)
    assert everything() == before


def test_assignment_that_was_taken_away_is_not_given_back() -> None:
    round_, judge, place = staged()
    Assignment.objects.filter(pk=assigned(judge, place).pk).update(
        recused_at=timezone.now()
    )
    done = bring(round_, rows_of(judge, place, FULL))
    assert [(problem["row"], problem["column"]) for problem in done.rejected] == [
        (2, "judge")
    ]
    assert Assignment.objects.get().recused_at is not None
    assert not Ballot.objects.exists()


def test_ballot_without_a_score_is_not_submitted() -> None:
    round_, judge, place = staged()
    done = bring(round_, rows_of(judge, place, dict.fromkeys(FULL, "")))
    assert [problem["column"] for problem in done.rejected] == ["score"]
    assert not Ballot.objects.exists()


def test_ballot_that_was_taken_back_is_said_to_be_submitted_again() -> None:
    round_, judge, place = staged()
    row = assigned(judge, place)
    save_scores(assignment=row, user=judge.user, scores=FULL)
    submit_ballot(assignment=row, user=judge.user)
    take_back_ballot(assignment=row, user=judge.user)
    done = bring(round_, rows_of(judge, place, {**FULL, "reach": "1"}))
    assert len(done.notes) == 1
    assert (Ballot.objects.get().state, Ballot.objects.get().version) == (
        "submitted",
        2,
    )
    assert BallotVersion.objects.get(number=2).scores == {**FULL, "reach": "1"}


def test_draft_in_the_file_stays_a_draft_and_submits_nothing() -> None:
    round_, judge, place = staged()
    assert (
        bring(round_, rows_of(judge, place, {"impact": "4"}, state="draft")).rejected
        == []
    )
    assert (Ballot.objects.get().state, BallotVersion.objects.count()) == ("draft", 0)
    bring(round_, rows_of(judge, place, FULL))
    done = bring(round_, rows_of(judge, place, {"impact": "4"}, state="draft"))
    assert [problem["column"] for problem in done.rejected] == ["state"]


def test_round_that_does_not_take_place_is_refused() -> None:
    round_, judge, place = staged()
    Round.objects.filter(pk=round_.pk).update(active=False)
    round_.refresh_from_db()
    assert len(bring(round_, rows_of(judge, place, FULL)).rejected) == 1


def test_score_given_twice_names_both_rows() -> None:
    round_, judge, place = staged()
    rows = [
        *rows_of(judge, place, FULL),
        (9, rows_of(judge, place, {"impact": "2"})[0][1]),
    ]
    ((problem),) = bring(round_, rows).rejected
    assert (problem["row"], "2" in problem["reason"]) == (9, True)


@pytest.mark.parametrize(
    "typed", ["1_0", "1e1", "\uff11", "nan", "1,000", "+-1", "0x1"]
)
def test_score_that_is_no_plain_number_is_refused(typed: str) -> None:
    round_, judge, place = staged()
    done = bring(round_, rows_of(judge, place, {"impact": typed}))
    assert [problem["column"] for problem in done.rejected] == ["score"]


def test_people_and_entries_are_told_apart_by_what_is_seen() -> None:
    round_, judge, place = staged()
    typed = f"\u200b{judge.user.email.upper()} "
    reference = "\ufeff" + place.entry.reference.lower().replace("0", "๐")
    rows = [
        (n, {**cells, "judge": typed, "entry": reference})
        for n, cells in rows_of(judge, place, FULL)
    ]
    assert bring(round_, rows).rejected == []
    assert Score.objects.get(criterion__code="impact").value == Decimal(8)


def test_judges_of_other_states_are_refused_where_something_would_change() -> None:
    round_, judge, place = staged()
    Judge.objects.update(state=JudgeState.DECLINED)
    assert [
        problem["column"]
        for problem in bring(round_, rows_of(judge, place, FULL)).rejected
    ] == ["judge"]
