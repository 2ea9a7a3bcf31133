from __future__ import annotations

from typing import Any

import pytest

from awards.ledger.verifying import verify
from awards.models import WinnerList
from awards.outbox.models import Message
from judging.decisions.services import decide, prepare_list
from judging.models import Assignment, Ballot, BallotVersion, Decision, Score
from judging.publication.services import publish_due
from judging.refusals import ReasonNeededError
from judging.results.score_import import import_scores
from judging.results.services import compute_results
from tests.judging.stage import CRITERIA, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


def rows(*lines: tuple[Any, ...]) -> list[tuple[int, dict[str, str]]]:
    names = ("judge", "entry", "criterion", "score", "comment")
    return [
        (number, dict(zip(names, map(str, line), strict=False)))
        for number, line in enumerate(lines, 2)
    ]


def full(judge: Any, standing: Any, *scores: Any) -> list[tuple[Any, ...]]:
    pairs = zip(CRITERIA, scores, strict=True)
    return [
        (judge.user.email, standing.entry.reference, code, score, "")
        for code, score in pairs
    ]


def test_import_makes_submitted_ballots_and_a_ranking() -> None:
    edition = edition_in_judging()
    judge, good, fair = judge_of(edition), entry_in(edition), entry_in(edition)
    lines = full(judge, good, 9, 8, "") + full(judge, fair, 5, 5, 5)
    done = import_scores(
        edition=edition, round_=edition.rounds.get(), rows=rows(*lines)
    )
    assert (done.ballots, done.scores, done.rejected) == (2, 6, [])
    document = compute_results(edition, edition.rounds.get())
    ranked = document["categories"]["area-0"]["entries"]
    assert [(row["entry"], row["rank"], row["n_judges"]) for row in ranked] == [
        (good.entry.reference, 1, 1),
        (fair.entry.reference, 2, 1),
    ]
    assert ranked[0]["raw"] == pytest.approx((9 * 50 + 8 * 30) / 80)
    assert document["categories"]["area-1"]["entries"] == []
    assert verify(edition.code) == []


def test_import_with_one_bad_row_stores_nothing_and_names_it() -> None:
    edition = edition_in_judging()
    judge, entry = judge_of(edition), entry_in(edition)
    lines = [
        *full(judge, entry, 9, 8, 7),
        ("nobody@example.org", entry.entry.reference, "impact", 5),
        (judge.user.email, "NONE-1", "impact", 5),
        (judge.user.email, entry.entry.reference, "charm", 5),
        (judge.user.email, entry.entry.reference, "impact", 99),
        (judge.user.email, entry.entry.reference, "impact", 5),
    ]
    done = import_scores(
        edition=edition, round_=edition.rounds.get(), rows=rows(*lines)
    )
    assert [(problem["row"], problem["column"]) for problem in done.rejected] == [
        (5, "judge"), (6, "entry"), (7, "criterion"), (8, "score"), (9, "criterion"),
    ]  # fmt: skip
    assert not Assignment.objects.exists()
    assert not Ballot.objects.exists()


def test_import_again_replaces_and_keeps_the_version_before() -> None:
    edition = edition_in_judging()
    judge, entry = judge_of(edition), entry_in(edition)
    round_ = edition.rounds.get()
    import_scores(
        edition=edition, round_=round_, rows=rows(*full(judge, entry, 1, 1, 1))
    )
    import_scores(
        edition=edition, round_=round_, rows=rows(*full(judge, entry, 9, 9, 9))
    )
    assert set(Score.objects.values_list("value", flat=True)) == {9}
    assert list(BallotVersion.objects.values_list("number", flat=True)) == [1, 2]


def ranked_pair() -> tuple[Any, Any, Any]:
    edition = edition_in_judging()
    judge, first, second = judge_of(edition), entry_in(edition), entry_in(edition)
    lines = full(judge, first, 9, 9, 9) + full(judge, second, 5, 5, 5)
    import_scores(edition=edition, round_=edition.rounds.get(), rows=rows(*lines))
    return edition, first, second


def test_decision_out_of_order_needs_a_reason() -> None:
    edition, _first, second = ranked_pair()
    level = edition.prize_levels.first()
    with pytest.raises(ReasonNeededError):
        decide(entry_category=second, level=level, reason="", actor=None)
    decide(entry_category=second, level=level, reason="มติคณะกรรมการ", actor=None)
    assert Decision.objects.get().reason == "มติคณะกรรมการ"


def test_publication_freezes_the_list_and_writes_each_mail_once() -> None:
    edition, first, second = ranked_pair()
    organiser = edition.organisers.get().user
    levels = list(edition.prize_levels.all())
    decide(entry_category=first, level=levels[0], actor=organiser)
    winner_list = prepare_list(edition=edition, actor=organiser)
    assert winner_list.published_at is None
    WinnerList.objects.filter(pk=winner_list.pk).update(state="queued")
    assert publish_due() == 1
    assert publish_due() == 0
    mails = dict(
        Message.objects.filter(edition_code=edition.code).values_list(
            "event", "to_email"
        )
    )
    assert mails["winner_announced"] == first.entry.owner.email
    assert mails["entrant_announced"] == second.entry.owner.email
    assert mails["organiser_announced"] == organiser.email
