"""The board as the database counts it, against counting seat by seat."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Max
from django.utils import timezone

from awards.models import Round
from awards.speed.prepared_query import plainly
from judging.models import Assignment, Ballot, Extension
from judging.progress.counted import (
    EVERY,
    FEW,
    RISK,
    SHORT,
    Asked,
    counts_of,
)
from judging.progress.figures import STEPS
from judging.progress.pages import A_PAGE, Board, Wish, board_of
from judging.progress.seats import seats_of
from judging.statuses import BallotState
from nominations.models import EntryCategory
from nominations.statuses import Eligibility
from tests.judging.stage import assigned, edition_in_judging, entry_in, judge_of
from tests.kept import made_once

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@made_once
def round_under_way(entries: int, seed: int) -> Round:
    """Some ballots submitted, some begun, some entries and judges out of it again."""
    draw = random.Random(seed)
    edition = edition_in_judging()
    edition.rounds.update(quorum=2)
    jury = [judge_of(edition) for _ in range(5)]
    places = [entry_in(edition, f"area-{draw.randrange(2)}") for _ in range(entries)]
    seats = [
        assigned(judge, place)
        for place in places
        for judge in draw.sample(jury[1:], draw.randrange(4))
    ]
    now = timezone.now()
    for seat in seats:
        state = draw.choice([BallotState.SUBMITTED, BallotState.DRAFT, None])
        came = now - timedelta(hours=draw.uniform(0, 23))
        if state:
            is_in = state == BallotState.SUBMITTED
            Ballot.objects.create(
                assignment=seat, state=state, submitted_at=came if is_in else None
            )
    for place in places[:2]:
        place.entry.eligibility = Eligibility.NOT_ELIGIBLE
        place.entry.save()
    Assignment.objects.filter(pk__in=[one.pk for one in seats[-2:]]).update(
        recused_at=now
    )
    return edition.rounds.select_related("edition").get()


def counted_by_hand(round_: Round, board: Board) -> dict[int, dict[str, float]]:
    """Category → the figures of its line."""
    shares = {line.thing.pk: line.share for line in board.judges}
    found: dict[int, Counter[str]] = {}
    out = {Eligibility.NOT_ELIGIBLE}
    for place in EntryCategory.objects.filter(entry__edition=round_.edition):
        if place.entry.eligibility in out:
            continue
        line, done, expected = found.setdefault(place.category_id, Counter()), 0, 0.0
        line["entries"] += 1
        for seat in place.assignments.filter(recused_at=None):
            ballot = Ballot.objects.filter(assignment=seat).first()
            is_in = bool(ballot and ballot.state == BallotState.SUBMITTED)
            line["assigned"] += 1
            line["begun"] += bool(ballot and not is_in)
            done += is_in
            expected += 1.0 if is_in else shares[seat.judge_id]
        line["done"] += done
        line["expected"] += expected
        line["reached"] += done >= 2
        line["at_risk"] += done < 2 and expected < 2
    return {
        pk: {name: round(line[name], 6) for name in NAMES} for pk, line in found.items()
    }


NAMES = ("entries", "assigned", "done", "begun", "expected", "reached", "at_risk")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_lines_are_those_of_counting_seat_by_seat(seed: int) -> None:
    round_ = round_under_way(12, seed)
    board = board_of(round_.edition, round_)
    told = {
        line.thing.pk: {name: round(getattr(line, name), 6) for name in NAMES}
        for line in board.categories
    }
    assert told == counted_by_hand(round_, board)
    assert sum(line.assigned for line in board.categories) == board.whole.assigned
    assert sum(line.done for line in board.categories) == board.whole.done
    assert sum(line.begun for line in board.categories) == board.whole.begun


@pytest.mark.parametrize("shown", [SHORT, RISK, EVERY])
def test_shown_are_the_first_of_those_asked_for(shown: str) -> None:
    round_ = round_under_way(30, 4)
    every = board_of(round_.edition, round_, Wish(EVERY)).categories
    for line in board_of(round_.edition, round_, Wish(shown)).categories:
        code = line.thing.code
        whole = board_of(round_.edition, round_, Wish(EVERY, code)).categories
        [all_of_it] = [one.lines for one in whole if one.thing.code == code]
        fitting = [
            one.thing.pk
            for one in all_of_it
            if shown == EVERY or (one.at_risk if shown == RISK else not one.reached)
        ]
        assert line.wanted == len(fitting)
        assert [one.thing.pk for one in line.lines] == fitting[:FEW]
        references = [one.thing.reference for one in all_of_it]
        assert references == sorted(references)
    assert sum(len(one.lines) for one in every) <= FEW * len(every)


def test_page_behind_the_last_is_the_last() -> None:
    round_ = round_under_way(30, 4)
    code = "area-0"
    first = board_of(round_.edition, round_, Wish(EVERY, code))
    far = board_of(round_.edition, round_, Wish(EVERY, code, 999_999))
    assert first.asked == far.asked
    assert far.asked.size == A_PAGE
    lines = [[line.thing.pk for line in one.lines] for one in far.categories]
    assert lines == [[line.thing.pk for line in one.lines] for one in first.categories]
    assert sum(map(len, lines)) == max(map(len, lines)) > 0


def test_line_of_ballots_rises_with_each_of_them() -> None:
    round_ = round_under_way(12, 2)
    counts = counts_of(round_.edition, round_, Asked())
    came = sorted(
        seats_of(round_.edition_id, round_.pk)
        .filter(ballot__state=BallotState.SUBMITTED)
        .values_list("ballot__submitted_at", flat=True)
    )
    spent = (counts.until - round_.opens_at) / STEPS
    steps = [round_.opens_at + spent * step for step in range(STEPS + 1)]
    assert counts.came == [sum(moment <= step for moment in came) for step in steps]
    assert counts.came[-1] == len(came) > 0


def test_line_ends_now_or_with_what_came_after_the_closing() -> None:
    round_ = round_under_way(12, 2)
    counts = counts_of(round_.edition, round_, Asked())
    assert (counts.until, counts.ends) == (counts.now, round_.closes_at)
    over = timezone.now() - timedelta(hours=20)
    round_.closes_at = over
    counts = counts_of(round_.edition, round_, Asked())
    seats = seats_of(round_.edition_id, round_.pk).aggregate(
        newest=Max("ballot__submitted_at")
    )
    assert counts.until == counts.ends == seats["newest"] > over


def test_judges_with_more_time_are_expected_to_use_it() -> None:
    """And everybody's pace and forecast is what it is by hand."""
    round_ = round_under_way(12, 3)
    [judge] = round_.edition.judges.order_by("pk")[1:2]
    longer = round_.closes_at + timedelta(days=4)
    Extension.objects.create(judge=judge, round=round_, until=longer)
    board = board_of(round_.edition, round_)
    assert [line.thing.pk for line in board.judges if line.extended] == [judge.pk]
    seats = seats_of(round_.edition_id, round_.pk)
    for line in board.judges:
        closes = longer if line.extended else round_.closes_at
        own = list(seats.filter(judge=line.thing.pk))
        since = max([round_.opens_at, *sorted(one.created_at for one in own)[:1]])
        days = max((board.now - since) / DAY, 0.25)
        pace, missing = line.done / days, line.assigned - line.done
        expected = min(line.assigned, line.done + pace * ((closes - board.now) / DAY))
        assert (line.closes_at, line.assigned) == (closes, len(own))
        assert line.expected == pytest.approx(expected)
        if not (pace and missing):
            assert line.finishes_at is None
            continue
        ends = board.now + min(missing / pace, 3650) * DAY
        assert line.finishes_at is not None
        assert abs(line.finishes_at - ends) < timedelta(milliseconds=1)


@pytest.mark.parametrize("shown", [SHORT, RISK, EVERY])
@pytest.mark.parametrize("jury", [0, 2])
@pytest.mark.parametrize("entries", [0, 1])
def test_board_of_a_round_with_nothing_in_it_counts_nothing(
    shown: str, jury: int, entries: int
) -> None:
    edition = edition_in_judging()
    for _ in range(jury):
        judge_of(edition)
    for _ in range(entries):
        entry_in(edition)
    for wish in (Wish(shown), Wish(shown, "area-0"), Wish(shown, jury=3)):
        board = board_of(edition, edition.rounds.get(), wish)
        assert (board.whole.assigned, board.jury, board.behind) == (0, jury, 0)
        assert len(board.judges) == jury
        assert sum(line.entries for line in board.categories) == entries


def test_board_counted_by_a_prepared_question_and_plainly_is_the_same() -> None:
    round_ = round_under_way(30, 4)
    asked = Asked(EVERY, size=4)
    prepared = counts_of(round_.edition, round_, asked)
    with plainly():
        assert counts_of(round_.edition, round_, asked) == prepared
    assert [len(one.lines) for one in prepared.categories] == [4, 4]
