"""Screening: pass, does not pass with a reason, or cannot say with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.models import Round
from judging.ballots.saving import save_scores
from judging.ballots.services import send_in_ballot
from judging.models import Assignment, Ballot, BallotVersion, Score
from judging.refusals import BadScoreError
from tests.judging.answered import round_of_kind, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat() -> Assignment:
    [found] = seated(round_of_kind("screening").edition, entries=1, judges=1)
    return found


def send(seat: Assignment, value: str, **more: str) -> dict[str, str]:
    texts = {name: {"impact": text} for name, text in more.items()}
    sent = send_in_ballot(
        assignment=seat,
        user=seat.judge.user,
        scores={"impact": value},
        **texts,  # type: ignore[arg-type]
    )
    return sent.problems


def test_a_pass_needs_no_word(seat: Assignment) -> None:
    assert send(seat, "1") == {}
    assert BallotVersion.objects.get().scores == {"impact": "1"}


def test_a_failure_needs_a_reason(seat: Assignment) -> None:
    assert list(send(seat, "0")) == ["impact"]
    assert Ballot.objects.get().state == "draft"
    assert send(seat, "0", comments="ไม่มีผลลัพธ์") == {}
    assert BallotVersion.objects.get().scores == {"impact": "0"}


def test_what_cannot_be_said_is_no_failure_and_needs_a_reason(
    seat: Assignment,
) -> None:
    assert list(send(seat, "")) == ["impact"]
    assert send(seat, "", reasons="เอกสารเปิดไม่ได้") == {}
    assert BallotVersion.objects.get().scores == {"impact": None}


@pytest.mark.parametrize("value", ["2", "0.5", "7", "-1"])
def test_no_other_answer_is_stored(seat: Assignment, value: str) -> None:
    with pytest.raises(BadScoreError):
        save_scores(assignment=seat, user=seat.judge.user, scores={"impact": value})
    assert not Score.objects.exists()


def page_of(client: Client, seat: Assignment) -> str:
    client.force_login(seat.judge.user)
    return reverse("judging:ballot-edit", args=[seat.pk])


def test_the_page_offers_three_answers_and_takes_a_plain_post(
    client: Client, seat: Assignment
) -> None:
    address = page_of(client, seat)
    page = client.get(address).content.decode()
    assert page.count('type="radio"') == 3
    sent = {"score-impact": "0", "comment-impact": "ไม่ตรงสาขา", "submit": "1"}
    assert client.post(address, sent).status_code == 302
    assert Ballot.objects.counted().count() == 1
    page = client.get(address).content.decode()
    assert "ไม่ตรงสาขา" in page
    assert "disabled" in page


def test_a_late_post_is_refused_with_the_words_given_back(
    client: Client, seat: Assignment
) -> None:
    address = page_of(client, seat)
    Round.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    sent = {"score-impact": "0", "comment-impact": "คำที่พิมพ์ไว้", "submit": "1"}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "คำที่พิมพ์ไว้" in answer.content.decode()
    assert not Ballot.objects.exists()


def test_a_draft_is_saved_without_a_reason_and_stands_on_the_page(
    client: Client, seat: Assignment
) -> None:
    address = page_of(client, seat)
    client.post(address, {"score-impact": "0"})
    [line] = client.get(address).context["page"].criteria
    assert (line.value, Ballot.objects.get().state) == ("0", "draft")
