"""What organisers are told is worth a second look, with names and numbers."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from awards.models import Round
from judging.models import Ballot, Score
from judging.results.runs import compute_due_results
from judging.results.score_import import import_scores
from tests.judging.rounds import judged_round, score_rows
from tests.judging.stage import CRITERIA, edition_in_judging, entry_in, judge_of
from tests.judging.test_method_versions import locked_with

pytestmark = pytest.mark.django_db
NONE = "None: whichever single ballot is left out, the first place stays."


def round_of(board: list[list[float]]) -> tuple[Round, list[str], list[str]]:
    """Rows are entries, columns judges: every criterion gets the same. Round, references,
    e-mails.
    """
    edition = edition_in_judging()
    references = [entry_in(edition).entry.reference for _ in board]
    emails = [judge_of(edition).user.email for _ in board[0]]
    lines = [
        (email, reference, code, points, "")
        for reference, row in zip(references, board, strict=True)
        for email, points in zip(emails, row, strict=True)
        for code in CRITERIA
    ]
    round_ = edition.rounds.select_related("edition").get()
    rows = score_rows(lines)
    assert import_scores(edition=edition, round_=round_, rows=rows).rejected == []
    return round_, references, emails


def firmness(round_: Round, language: str = "en") -> str:
    client = Client()
    client.force_login(round_.edition.organisers.get().user)
    with translation.override(language):
        address = reverse("judging:result-firmness", args=[round_.edition.code])
    found = client.get(address, {"category": "area-0"})
    assert found.status_code == 200
    return " ".join(found.content.decode().replace("&#x27;", "'").split())


def test_ballot_on_which_the_first_place_hangs_is_named_with_who_would_win() -> None:
    round_, entries, judges = round_of(
        [[6, 6.5, 6, 8], [6.5, 6, 7, 6], [2, 3, 2, 3], [4, 4, 5, 4], [1, 1.5, 1, 2]]
    )
    compute_due_results()
    shown = firmness(round_)
    sentence = f"'s ballot on {entries[0]}, {entries[1]} would be first"
    assert judges[3] + sentence in shown
    assert shown.count("would be first") == 1
    assert entries[0] in firmness(round_, "th").split("ใบคะแนนที่ชี้ขาดอันดับหนึ่ง")[1]


def test_ballot_far_from_the_others_is_hinted_with_its_numbers() -> None:
    round_ = judged_round(entries=12, judges=6, per_entry=4)
    ballots = Ballot.objects.filter(assignment__round=round_)
    ballot = ballots.select_related(
        "assignment__entry_category__entry", "assignment__judge__user"
    ).earliest("pk")
    reference = ballot.assignment.entry_category.entry.reference
    high = Score.objects.filter(ballot=ballot, value__gte=5).exists()
    Score.objects.filter(ballot=ballot).update(value=0 if high else 10)
    compute_due_results()
    shown = firmness(round_)
    assert f"{ballot.assignment.judge.user.email} on {reference}:" in shown
    assert "1 in 100 honest rounds exceeds" in shown
    assert "no ballot is deleted because of them" in shown


def test_honest_round_hints_nothing_and_says_so() -> None:
    round_ = judged_round(entries=12, judges=6, per_entry=4)
    compute_due_results()
    shown = firmness(round_)
    assert "Nothing unusual." in shown
    assert "honest rounds" not in shown


def test_round_locked_with_method_1_says_nothing_of_them() -> None:
    round_ = judged_round(entries=12, judges=6, per_entry=4)
    locked_with("1.1", round_)
    compute_due_results()
    shown = firmness(round_)
    assert "Worth a second look" not in shown
    assert NONE not in shown
