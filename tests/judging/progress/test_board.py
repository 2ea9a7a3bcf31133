"""The board: what is done, what to expect, hints with their numbers, reminders, more
time for one judge.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from awards.models import Round
from awards.outbox.models import Message
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot
from judging.models import Assignment, Ballot
from judging.progress.hints import (
    Given,
    against,
    centred_totals,
    hints_of,
    means_of,
    too_fast,
)
from judging.progress.pages import board_of
from judging.progress.services import extend_window, remind_judge
from judging.refusals import RoundClosedError, WindowError
from judging.statuses import BallotState
from tests.judging.rounds import judged_round
from tests.judging.stage import FULL, assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


def score(row: Assignment, **scores: str) -> None:
    save_scores(assignment=row, user=row.judge.user, scores={**FULL, **scores})
    submit_ballot(assignment=row, user=row.judge.user)


def test_board_counts_and_looks_ahead() -> None:
    edition = edition_in_judging()
    edition.rounds.update(quorum=2)
    quick, slow = judge_of(edition), judge_of(edition)
    entries = [entry_in(edition) for _ in range(4)]
    for entry in entries:
        assigned(quick, entry), assigned(slow, entry)
    for row in Assignment.objects.filter(judge=quick)[:2]:
        score(row)
    save_scores(
        assignment=Assignment.objects.filter(judge=slow)[0],
        user=slow.user,
        scores={"impact": "4"},
    )
    Assignment.objects.update(created_at=timezone.now() - timedelta(days=1))
    board = board_of(edition, edition.rounds.get())
    lines = {line.thing.pk: line for line in board.judges}
    assert (board.whole.done, board.whole.begun, board.whole.assigned) == (2, 1, 8)
    assert not lines[quick.pk].late  # two a day, two days left
    assert lines[slow.pk].late
    assert lines[slow.pk].finishes_at is None
    assert board.below_quorum == board.at_risk == 4
    assert board.categories[0].entries == 4


def test_extension_keeps_ballots_open_for_one_judge_only() -> None:
    edition = edition_in_judging()
    one, other, entry = judge_of(edition), judge_of(edition), entry_in(edition)
    late, closed = assigned(one, entry), assigned(other, entry)
    round_ = edition.rounds.get()
    with pytest.raises(WindowError):
        extend_window(
            judge=one, round_=round_, until=timezone.now(), reason="", actor=None
        )
    extend_window(
        judge=one,
        round_=round_,
        until=timezone.now() + timedelta(days=5),
        reason="ป่วย",
        actor=None,
    )
    edition.rounds.update(closes_at=timezone.now() - timedelta(minutes=1))
    score(late)
    with pytest.raises(RoundClosedError):
        score(closed)
    assert Message.objects.filter(event="judge_extended", recipient=one.user).exists()
    client = Client()
    client.force_login(other.user)
    page = client.get(reverse("judging:ballot-edit", args=[closed.pk])).content.decode()
    assert "disabled" in page


def test_reminders_by_hand_do_not_add_up() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    assigned(judge, entry_in(edition))
    round_ = edition.rounds.get()
    assert remind_judge(judge=judge, round_=round_)
    assert not remind_judge(judge=judge, round_=round_)
    assert Message.objects.filter(event="judge_reminded").count() == 1


def test_hint_names_the_order_against_colleagues() -> None:
    own = {(1, i): float(i) for i in range(6)}
    others = {(1, i): float(-i) for i in range(6)}
    centred = {1: centred_totals(own), 2: centred_totals(others)}
    hint = against(1, centred[1], means_of(centred))
    assert hint is not None
    assert hint.numbers == {"pairs": 15, "against": 15, "tau": "−1.00", "entries": 6}
    assert against(1, centred[1], means_of({1: centred[1], 3: centred[1]})) is None


def test_hint_of_haste_needs_three_ballots_and_leaves_imported_ones_out() -> None:
    assert too_fast(1, Given(seconds=[5, 6]), 600) is None
    hint = too_fast(1, Given(seconds=[5, 6, 7]), 600)
    assert hint is not None
    assert hint.numbers == {"seconds": 6, "ballots": 3, "usual": 600}


def test_hints_are_computed_from_stored_ballots() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    for _ in range(4):
        score(assigned(judge, entry_in(edition)), impact="5", design="5", reach="5")
    Ballot.objects.update(started_at=timezone.now() - timedelta(seconds=20))
    kinds = [hint.kind for hint in hints_of(edition.rounds.get())]
    assert kinds == ["same", "fast"]


@pytest.mark.parametrize(
    "name", ["progress-board", "board-hints", "conflict-list", "panel-list"]
)
def test_board_pages_ask_as_much_for_one_row_as_for_many(name: str) -> None:
    edition = edition_in_judging()
    score(assigned(judge_of(edition), entry_in(edition)))
    client = Client()
    client.force_login(edition.organisers.get().user)
    address = reverse(f"judging:{name}", args=[edition.code])

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    count()
    few = count()
    for _ in range(7):
        score(assigned(judge_of(edition), entry_in(edition)))
    # three of them read the seats anew, as within any transaction that has written
    assert count() == few <= 15


def test_judge_and_entry_pages_act() -> None:
    edition = edition_in_judging()
    judge, other, entry = judge_of(edition), judge_of(edition), entry_in(edition)
    row = assigned(judge, entry)
    client = Client()
    client.force_login(edition.organisers.get().user)
    address = reverse("judging:entry-watch", args=[edition.code, entry.pk])
    assert str(other.user) in client.get(address).content.decode()
    client.post(
        reverse("judging:assignment-add", args=[edition.code, entry.pk]), {"best": "1"}
    )
    assert Assignment.objects.filter(judge=other, entry_category=entry).exists()
    client.post(
        reverse("judging:assignment-move", args=[edition.code, row.pk]), {"drop": "1"}
    )
    assert not Assignment.objects.standing().filter(judge=judge).exists()
    watch = reverse("judging:judge-watch", args=[edition.code, other.pk])
    assert client.post(watch, {"until": "gestern"}).status_code == 422
    until = timezone.localtime() + timedelta(days=9)
    assert client.post(watch, {"until": f"{until:%d/%m/%Y %H:%M}"}).status_code == 302
    assert other.extensions.exists()


@pytest.mark.parametrize("language", ["th", "en"])
def test_board_draws_the_ballots_against_the_window(language: str) -> None:
    round_ = judged_round(entries=3)
    client = Client()
    client.force_login(round_.edition.organisers.get().user)
    address = reverse("judging:progress-board", args=[round_.edition.code])
    page = client.get(f"/{language}{address[3:]}").content.decode()
    # open since a day, for two more
    said = {
        "th": "ส่งใบคะแนนแล้วร้อยละ 100 เมื่อเวลาผ่านไปร้อยละ 33",
        "en": "100% of the ballots are in after 33% of the time.",
    }[language]
    assert page.count(said) == 2  # on the page and for those who cannot see the line
    assert '<polyline class="pace-now" points="0.0,' in page


def test_board_begins_with_the_round_that_is_not_over(client: Client) -> None:
    """When all are, with the last."""
    edition = edition_in_judging()
    client.force_login(edition.organisers.earliest("pk").user)
    now, address = (
        timezone.now(),
        reverse("judging:progress-board", args=[edition.code]),
    )
    first = edition.rounds.get()
    final = Round.objects.create(
        edition=edition, code="final", order=first.order + 1, name_th="รอบตัดสิน",
        name_en="Final", opens_at=now + timedelta(days=5),
        closes_at=now + timedelta(days=6),
    )  # fmt: skip
    assert client.get(address).context["round"] == first
    for over in (first, final):
        edition.rounds.filter(pk=over.pk).update(
            opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1)
        )
        assert client.get(address).context["round"] == final


def test_nobody_is_reminded_or_looked_ahead_for_when_all_is_in(client: Client) -> None:
    round_ = judged_round(entries=2)
    client.force_login(round_.edition.organisers.earliest("pk").user)
    with translation.override("en"):
        address = reverse("judging:progress-board", args=[round_.edition.code])
    text = client.get(address).content.decode()
    assert "Remind all judges" not in text
    assert "At this pace" not in text
    Ballot.objects.update(state=BallotState.DRAFT)
    text = client.get(address).content.decode()
    assert "Remind all judges" in text
    assert "At this pace" in text
