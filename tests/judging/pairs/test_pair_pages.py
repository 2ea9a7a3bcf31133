"""A judge compares two finalists: nothing is lost, nothing is told that is not theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.ledger.models import Row, Value
from awards.models import Round
from judging.conflicts.services import declare_conflict
from judging.models import Assignment, Ballot, BallotVersion, Comparison, RoundRules
from judging.pairs.circle import other_of
from judging.pairs.services import (
    NoAnswerError,
    PairChangedError,
    give_answer,
)
from judging.refusals import AssignmentGoneError, RoundClosedError
from judging.statuses import Obstacle
from tests.judging.answered import compare, compared_round, round_of_kind, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def seats() -> list[Assignment]:
    """Two judges on four finalists, the seats of the first judge before the second's."""
    return seated(round_of_kind("pairs").edition, entries=4, judges=2)


def address_of(seat: Assignment) -> str:
    return reverse("judging:pair-edit", args=[seat.pk])


def signed_in(client: Client, seat: Assignment) -> Client:
    client.force_login(seat.judge.user)
    return client


def other(seat: Assignment) -> int:
    number = other_of(seat, seat.judge.user)
    assert number is not None
    return number


def give(seat: Assignment, answer: str = "1", **more: str) -> Row | None:
    return give_answer(
        assignment=seat,
        user=seat.judge.user,
        other=other(seat),
        answer=answer,
        **more,  # type: ignore[arg-type]
    )


def test_every_finalist_is_once_at_the_left_and_once_at_the_right(
    seats: list[Assignment],
) -> None:
    own = seats[:4]
    assert sorted(other(seat) for seat in own) == sorted(seat.pk for seat in own)
    assert all(other(seat) != seat.pk for seat in own)


def test_a_circle_links_all_finalists(seats: list[Assignment]) -> None:
    following = {seat.pk: other(seat) for seat in seats[:4]}
    at, seen = seats[0].pk, []
    while at not in seen:
        seen.append(at)
        at = following[at]
    assert len(seen) == 4


def test_the_circle_closes_where_an_entry_leaves(seats: list[Assignment]) -> None:
    gone = next(seat for seat in seats[:4] if seat.pk == other(seats[0]))
    beyond = other(gone)
    declare_conflict(judge=gone.judge, entry=gone.entry_category.entry, reason="ญาติ")
    assert other(seats[0]) == beyond


def test_what_falls_with_its_other_entry_says_so(seats: list[Assignment]) -> None:
    for seat in seats[:4]:
        give(seat)
    gone = next(seat for seat in seats[:4] if seat.pk == other(seats[0]))
    declare_conflict(judge=gone.judge, entry=gone.entry_category.entry, reason="ญาติ")
    found = dict(
        Ballot.objects.with_obstacle()
        .exclude(obstacle="")
        .values_list("assignment", "obstacle")
    )
    assert found == {gone.pk: Obstacle.RECUSED, seats[0].pk: Obstacle.OTHER}
    assert Ballot.objects.counted().count() == 2


def test_an_answer_is_submitted_with_its_row_and_version(
    seats: list[Assignment],
) -> None:
    row = give(seats[0], "0.5", comment="ใกล้เคียงกัน")
    assert row is not None
    ballot = Ballot.objects.get()
    assert (ballot.state, ballot.version) == ("submitted", 1)
    assert ballot.comment_panel == "ใกล้เคียงกัน"
    assert ballot.comparison.said == "0.5"
    [version] = BallotVersion.objects.all()
    assert version.ledger == row.number
    said = dict(
        Value.objects.filter(chain=row.chain, number=row.number).values_list(
            "name", "value"
        )
    )
    assert said["scores"] == version.scores
    assert list(version.scores.values()) == ["0.5"]


def test_the_same_sent_twice_is_one_answer(seats: list[Assignment]) -> None:
    assert give(seats[0]) is not None
    assert give(seats[0]) is None
    assert BallotVersion.objects.count() == 1


def test_another_answer_is_a_new_version_and_the_old_one_is_kept(
    seats: list[Assignment],
) -> None:
    give(seats[0], "1")
    give(seats[0], "0")
    assert [list(one.scores.values()) for one in BallotVersion.objects.all()] == [
        ["1"],
        ["0"],
    ]
    assert Comparison.objects.get().said == "0"


def test_an_answer_can_be_locked_by_the_rounds_minutes(
    seats: list[Assignment],
) -> None:
    RoundRules.objects.update(undo_minutes=0)
    give(seats[0], "1")
    with pytest.raises(RoundClosedError):
        give(seats[0], "0")
    assert Comparison.objects.get().said == "1"


@pytest.mark.parametrize("answer", ["", "2", "left", "0.50"])
def test_what_is_no_answer_is_refused(seats: list[Assignment], answer: str) -> None:
    with pytest.raises(NoAnswerError):
        give(seats[0], answer)
    assert not Ballot.objects.exists()


def test_a_pair_that_was_not_shown_is_refused(seats: list[Assignment]) -> None:
    wrong = next(one.pk for one in seats[1:4] if one.pk != other(seats[0]))
    for number in (wrong, seats[4].pk, 0):
        with pytest.raises(PairChangedError):
            give_answer(
                assignment=seats[0],
                user=seats[0].judge.user,
                other=number,
                answer="1",
            )
    assert not Ballot.objects.exists()


def test_another_judges_pair_is_refused(seats: list[Assignment]) -> None:
    with pytest.raises(AssignmentGoneError):
        give_answer(
            assignment=seats[0],
            user=seats[4].judge.user,
            other=other(seats[0]),
            answer="1",
        )


def test_the_page_shows_two_entries_and_no_name_of_an_entrant(
    client: Client, seats: list[Assignment]
) -> None:
    left = seats[0]
    right = Assignment.objects.get(pk=other(left))
    for seat in (left, right):
        body = seat.entry_category.entry.organisation
        body.name_th = body.name_en = f"Leaking Town {seat.pk}"
        body.save()
        entry = seat.entry_category.entry
        entry.title_th = entry.title_en = f"Bridge {seat.pk} of Leaking Town {seat.pk}"
        entry.save()
    page = signed_in(client, left).get(address_of(left)).content.decode()
    assert f"Bridge {left.pk}" in page
    assert f"Bridge {right.pk}" in page
    assert "Leaking Town" not in page


def test_a_judge_sees_no_answer_of_another(
    client: Client, seats: list[Assignment]
) -> None:
    for seat in seats[4:]:
        give(seat, "0", comment="secret-word-of-a-colleague")
    signed_in(client, seats[0])
    for seat in seats[:4]:
        page = client.get(address_of(seat)).content.decode()
        assert "secret-word-of-a-colleague" not in page
        assert "checked" not in page
    assert client.get(address_of(seats[4])).status_code == 404


def test_a_plain_post_leads_to_the_next_pair(
    client: Client, seats: list[Assignment]
) -> None:
    signed_in(client, seats[0])
    for seat in seats[:4]:
        sent = {"answer": "1", "other": other(seat)}
        assert client.post(address_of(seat), sent).status_code == 302
    assert Ballot.objects.counted().count() == 4
    assert client.get(address_of(seats[0])).context["left"] == 0


def test_a_late_answer_is_refused_with_the_words_given_back(
    client: Client, seats: list[Assignment]
) -> None:
    seat = seats[0]
    sent = {"answer": "0", "other": other(seat), "comment": "คำอธิบายยาวมาก"}
    Round.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    answer = signed_in(client, seat).post(address_of(seat), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "คำอธิบายยาวมาก" in page
    assert [one.chosen for one in answer.context["page"].choices] == [
        False,
        False,
        True,
    ]
    assert not Ballot.objects.exists()


def test_an_answer_on_a_changed_pair_gives_the_words_back(
    client: Client, seats: list[Assignment]
) -> None:
    seat, number = seats[0], other(seats[0])
    gone = next(one for one in seats[:4] if one.pk == number)
    declare_conflict(judge=gone.judge, entry=gone.entry_category.entry, reason="ญาติ")
    sent = {"answer": "1", "other": number, "comment": "คำอธิบายยาวมาก"}
    answer = signed_in(client, seat).post(address_of(seat), sent)
    assert answer.status_code == 422
    assert "คำอธิบายยาวมาก" in answer.content.decode()
    assert not Ballot.objects.exists()


def test_an_answer_from_another_device_is_told_before_it_is_written_over(
    client: Client, seats: list[Assignment]
) -> None:
    seat = seats[0]
    give(seat, "1", comment="คำแรก")
    sent = {"answer": "0", "other": other(seat), "comment": "คำที่สอง", "known": 0}
    answer = signed_in(client, seat).post(address_of(seat), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "คำแรก" in page
    assert "คำที่สอง" in page
    assert Comparison.objects.get().said == "1"
    sent["known"] = answer.context["page"].known
    assert client.post(address_of(seat), sent).status_code == 302
    assert Comparison.objects.get().said == "0"


def test_the_desks_script_gets_the_next_pair_or_why_not(
    client: Client, seats: list[Assignment]
) -> None:
    seat, address = seats[0], reverse("judging:pair-save", args=[seats[0].pk])
    sent = {"answer": "1", "other": other(seat)}
    assert client.post(address, sent).status_code == 401
    signed_in(client, seat)
    assert client.post(address, {**sent, "answer": ""}).json()["problem"]
    assert not Ballot.objects.exists()
    following = client.post(address, sent).json()["next"]
    assert following in {address_of(one) for one in seats[1:4]}
    assert Ballot.objects.counted().count() == 1


def test_one_finalist_alone_asks_nothing(client: Client) -> None:
    [seat] = seated(round_of_kind("pairs").edition, entries=1, judges=1)
    page = signed_in(client, seat).get(address_of(seat))
    assert page.status_code == 200
    assert page.context["page"].right is None


def test_the_usual_address_of_a_ballot_leads_to_the_pair(
    client: Client, seats: list[Assignment]
) -> None:
    usual = reverse("judging:ballot-edit", args=[seats[0].pk])
    answer = signed_in(client, seats[0]).get(usual)
    assert answer.headers["Location"] == address_of(seats[0])


def test_titles_are_read_before_a_pair_is_shown(
    client: Client, seats: list[Assignment]
) -> None:
    Assignment.objects.filter(pk=other(seats[0])).update(cleared_at=None)
    answer = signed_in(client, seats[0]).get(address_of(seats[0]))
    assert answer.status_code == 302
    assert "titles" in answer.headers["Location"]


def test_a_reopened_answer_counts_no_more(
    client: Client, seats: list[Assignment]
) -> None:
    compare(seats[0], lambda *_seats: "1")
    signed_in(client, seats[0])
    client.post(reverse("judging:ballot-take-back", args=[seats[0].pk]))
    assert not Ballot.objects.counted().exists()
    give(seats[0], "1")
    assert Ballot.objects.counted().count() == 1


def test_no_more_questions_are_asked_of_the_database_for_more_finalists(
    client: Client,
) -> None:
    counts = []
    for entries in (3, 9):
        seat = seated(round_of_kind("pairs").edition, entries, judges=1)[0]
        signed_in(client, seat).get(address_of(seat))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address_of(seat))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_receipts_name_every_answer(client: Client) -> None:
    round_ = compared_round(entries=3, judges=1)
    judge = round_.edition.judges.get()
    client.force_login(judge.user)
    page = client.get(reverse("judging:receipts-show", args=[round_.edition.code]))
    assert page.status_code == 200
    for row in Row.objects.filter(chain=round_.edition.code, act="ballot.submitted"):
        assert row.hash[:16] in page.content.decode()
