"""The order of announcement and the seats: what the plan says, and nobody parted who
need not be.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from awards.ceremony.documents import presented
from awards.ceremony.running_order import (
    place_of,
    row_name,
    running_of,
    seat_name,
    seated,
)
from awards.ceremony.services import SeatTaken, say_on_stage
from awards.certificates.services import recipient_of, worded, wording_of
from awards.ledger.models import Row
from awards.models import Edition, Grouping, Side, StagePlan
from tests.factories import make_edition, make_list, make_stage, make_user, make_winner

pytestmark = pytest.mark.django_db


def ladder(plan: dict[str, object]) -> list[str]:
    """References in order of announcement: two categories, two levels, in the list as a
    decision room would freeze.
    """
    edition = make_edition()
    StagePlan.objects.create(edition=edition, **plan)
    winner_list = make_list(edition, published=False)
    for category in ("mobility", "energy"):
        for level in (1, 3):
            make_winner(
                winner_list,
                f"{category}-{level}",
                category_code=category,
                level_order=level,
            )
    return [cue.winner.reference for cue in running_of(edition).cues]


@pytest.mark.parametrize(
    ("plan", "order"),
    [
        ({}, "mobility-3 energy-3 mobility-1 energy-1"),
        ({"lowest_first": False}, "mobility-1 energy-1 mobility-3 energy-3"),
        ({"grouping": Grouping.CATEGORY}, "mobility-3 mobility-1 energy-3 energy-1"),
    ],
)
def test_prizes_stand_in_the_order_that_the_plan_says(
    plan: dict[str, object], order: str
) -> None:
    assert ladder(plan) == order.split()


def test_prize_across_categories_is_the_highest_of_all() -> None:
    edition = make_edition()
    winner_list = make_list(edition, published=False)
    best = {
        "category_code": "across-categories",
        "level_th": "รางวัลยอดเยี่ยม",
        "level_en": "Best of show",
    }
    make_winner(winner_list, "BEST", level_order=9, **best)
    make_winner(winner_list, "FIRST", level_order=1)
    cues = running_of(edition).cues
    assert [cue.winner.reference for cue in cues] == ["FIRST", "BEST"]
    assert presented(cues[1], "th").startswith("รางวัลยอดเยี่ยม ได้แก่ ผลงาน")
    assert presented(cues[1], "en").startswith("The award Best of show goes to")
    [_first, said] = [
        worded(wording_of(edition, "winner"), recipient_of(cue.winner), 0)
        for cue in cues
    ]
    assert "ได้รับรางวัลยอดเยี่ยม\n" in said.text_th
    assert "received the award Best of show\n" in said.text_en


def test_party_is_parted_only_where_no_row_could_hold_it() -> None:
    plan = StagePlan(seats_per_row=4, kept_rows=1)
    seats = seated({"a": 3, "b": 2, "c": 0, "d": 6}, plan)
    assert seats["a"] == ("B1", "B2", "B3")
    assert seats["b"] == ("C1", "C2")
    assert seats["c"] == ()
    assert [seats["d"][0], seats["d"][-1], len(seats["d"])] == ["C3", "D4", 6]
    assert [row_name(n) for n in (0, 25, 26, 52)] == ["A", "Z", "AA", "BA"]


def one_winner(**plan: object) -> Edition:
    edition = make_edition()
    StagePlan.objects.create(edition=edition, **plan)
    make_winner(make_list(edition, published=False), "W-1")
    return edition


def test_organisers_word_goes_before_the_entrants_field_by_field() -> None:
    edition = one_winner(asks_entrants=True)
    user = make_user()
    said = {"edition": edition, "reference": "W-1"}
    say_on_stage(
        **said, side=Side.ENTRANT, actor=user, reading_th="ก", receiver_th="ข", coming=5
    )
    say_on_stage(
        **said,
        side=Side.ORGANISER,
        actor=user,
        reading_th="ค",
        receiver_th="",
        coming=None,
        note="จ",
    )
    [cue] = running_of(edition).cues
    assert (cue.reading_th, cue.receiver_th, cue.coming, cue.answered, cue.note) == (
        "ค",
        "ข",
        5,
        True,
        "จ",
    )


def test_nobody_coming_is_an_answer_and_no_answer_is_the_usual_party() -> None:
    edition = one_winner(usual_party=3)
    assert [(cue.coming, cue.answered) for cue in running_of(edition).cues] == [
        (3, False)
    ]
    make_stage(edition, "W-1", coming=0)
    [cue] = running_of(edition).cues
    assert (cue.coming, cue.answered, cue.seats, cue.seat_span) == (0, True, (), "")


def test_entry_with_two_prizes_has_one_party() -> None:
    edition = one_winner()
    make_winner(edition.winner_lists.get(), "W-1", category_code="energy")
    running = running_of(edition)
    assert running.people == 2
    assert running.cues[0].seats == running.cues[1].seats


def test_others_sit_round_a_party_seated_by_hand() -> None:
    plan = StagePlan(seats_per_row=6, kept_rows=1)
    seats = seated(
        {"a": 2, "b": 2, "c": 3, "guest": 2},
        plan,
        {"b": "B2", "guest": "A1", "nobody": "B1"},
    )
    assert seats["guest"] == ("A1", "A2")
    assert seats["b"] == ("B2", "B3")
    assert seats["a"] == ("B4", "B5")
    assert seats["c"] == ("C1", "C2", "C3")


@pytest.mark.parametrize(
    "seat", ["", "3", "B", "B0", "B13", "ข3", "B3-4", "AAA1", "B1000"]
)
def test_seat_that_is_not_there_has_no_place(seat: str) -> None:
    assert place_of(seat, 12) is None


@given(
    parties=st.lists(st.integers(0, 9), max_size=9),
    hand=st.dictionaries(st.integers(0, 8), st.integers(0, 40)),
)
def test_nobody_shares_a_seat_and_everybody_has_one(
    parties: list[int], hand: dict[int, int]
) -> None:
    plan = StagePlan(seats_per_row=5, kept_rows=1)
    by_hand = {str(party): seat_name(place, 5) for party, place in hand.items()}
    seats = seated({str(n): size for n, size in enumerate(parties)}, plan, by_hand)
    given_seats = [seat for taken in seats.values() for seat in taken]
    assert len(given_seats) == len(set(given_seats)) == sum(parties)


def test_seat_by_hand_is_refused_where_another_party_sits_by_hand_and_told_when_it_grows() -> (
    None
):
    edition = one_winner(usual_party=2)
    winner_list = edition.winner_lists.get()
    make_winner(winner_list, "W-2")
    user = make_user()
    say = {"edition": edition, "side": Side.ORGANISER, "actor": user}
    say_on_stage(**say, reference="W-1", seat="D1")
    for seat in ("D2", "D13", "nowhere"):
        with pytest.raises(SeatTaken), transaction.atomic():
            say_on_stage(**say, reference="W-2", seat=seat)
    say_on_stage(**say, reference="W-2", seat="D3")
    say_on_stage(**say, reference="W-2", seat="D3", note="again")
    assert Row.objects.filter(act="stage-seat-given").count() == 2
    assert [cue.seat_span for cue in running_of(edition).cues] == ["D1–D2", "D3–D4"]
    say_on_stage(**say, reference="W-1", coming=3)
    assert [(cue.seat_span, cue.is_moved) for cue in running_of(edition).cues] == [
        ("D1–D3", False),
        ("B1–B2", True),
    ]


def test_entrant_gives_no_seat() -> None:
    edition = one_winner(asks_entrants=True)
    say_on_stage(
        edition=edition,
        reference="W-1",
        side=Side.ENTRANT,
        actor=make_user(),
        coming=2,
        seat="A1",
    )
    [cue] = running_of(edition).cues
    assert (cue.seat, cue.seats) == ("", ("B1", "B2"))
