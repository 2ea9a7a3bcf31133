"""Rounds of the other ballot types, a calibration and an extra ballot, each with a judge
of its own.

All of it is in a category where no judge of the walk sits or chairs: the chair of a panel
rightly sees who judges there.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from awards.models import Criterion, Round
from judging.ballots.services import send_in_ballot
from judging.models import (
    Assignment,
    Autopilot,
    ExtraSeat,
    ExtraStep,
    Judge,
    RoundRules,
    Trial,
)
from judging.pairs.services import give_answer
from judging.ranking.autopilot import Outcome
from nominations.models import EntryCategory
from tests.factories import World, ago, make_judge, make_round, make_user, make_weights
from tests.factories.entries import stand

Words = Mapping[str, tuple[str, ...]]


def plant_rounds(world: World, words: Words) -> None:
    """Those of the other types are over before the one that decides begins."""
    Round.objects.filter(pk=world.assignment.round_id).update(order=9)
    category = world.edition.categories.all()[1]
    places = [stand(entry, category) for entry in (world.entry, world.other_entry)]
    plant_screening(world, places[0], words)
    plant_pair(world, places, words)
    earlier = Round.objects.filter(edition=world.edition, order=0)
    assert earlier.update(opens_at=ago(days=9), closes_at=ago(days=8)) == 2
    extra = new_judge(world, words["judge asked for an extra ballot"])
    plant_extra_ballot(world, places[0], extra)
    plant_samples(world, extra, words)


def plant_screening(world: World, place: EntryCategory, words: Words) -> None:
    judge = new_judge(world, words["judge of a screening"])
    round_ = earlier_round(world, "screening")
    why, unsure = words["screening answer"]
    first, *others = codes_of(world)
    sent = send_in_ballot(
        assignment=seat_in(round_, judge, place),
        user=judge.user,
        scores=dict.fromkeys(others, "0") | {first: ""},
        comments=dict.fromkeys(others, why),
        reasons={first: unsure},
    )
    assert sent.row is not None, sent


def plant_pair(world: World, places: list[EntryCategory], words: Words) -> None:
    judge = new_judge(world, words["judge of pairs"])
    round_ = earlier_round(world, "pairs")
    left, right = [seat_in(round_, judge, place) for place in places]
    (comment,) = words["answer on a pair"]
    given = give_answer(
        assignment=left, user=judge.user, other=right.pk, answer="1", comment=comment
    )
    assert given is not None


def plant_extra_ballot(world: World, place: EntryCategory, judge: Judge) -> None:
    """Its judge may not be told from those who got the entry first."""
    round_ = world.assignment.round
    Autopilot.objects.create(round=round_, more=9, cap=9, batch=3)
    step = ExtraStep.objects.create(
        round=round_,
        number=1,
        outcome=Outcome.ASKING,
        found={"categories": {}, "unfilled": []},
        ballots=2,
        spent=1,
        ledger=1,
    )
    seat = seat_in(round_, judge, place)
    ExtraSeat.objects.create(step=step, assignment=seat, p=0.5)


def plant_samples(world: World, other: Judge, words: Words) -> None:
    """The walk's judge sees how far the jury is apart, and nobody's words but their own."""
    codes = codes_of(world)
    own = Trial.objects.get(judge=world.assignment.judge)
    (own_words,) = words["one's own answer on a sample"]
    Trial.objects.filter(pk=own.pk).update(comments={codes[0]: own_words})
    (words_of_other,) = words["another judge's answer on a sample"]
    Trial.objects.create(
        judge=other,
        sample=own.sample,
        scores=dict.fromkeys(codes, "3"),
        comments=dict.fromkeys(codes, words_of_other),
        submitted_at=own.submitted_at,
    )


def new_judge(world: World, words: tuple[str, ...]) -> Judge:
    name_th, name_en, email = words
    return make_judge(
        world.edition, user=make_user(email, name_th=name_th, name_en=name_en)
    )


def earlier_round(world: World, kind: str) -> Round:
    """Named as the type of its ballots."""
    round_ = make_round(world.edition, kind)
    make_weights(round_)
    RoundRules.objects.create(round=round_, ballot_kind=kind)
    return round_


def seat_in(round_: Round, judge: Judge, place: EntryCategory) -> Assignment:
    return Assignment.objects.create(
        round=round_, judge=judge, entry_category=place, cleared_at=timezone.now()
    )


def codes_of(world: World) -> list[str]:
    criteria = Criterion.objects.filter(edition=world.edition)
    return list(criteria.values_list("code", flat=True))
