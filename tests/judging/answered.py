"""Rounds of the kinds of ballots that hold no scores, given through the real services."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from awards.models import Edition, Round, Weight
from judging.ballots.services import send_in_ballot
from judging.models import Assignment, Judge, RoundRules
from judging.pairs.circle import other_of
from judging.pairs.services import give_answer
from tests.judging.stage import assigned, edition_in_judging, entry_in, judge_of

Answer = Callable[[Assignment, Assignment], str]


def round_of_kind(kind: str, *, categories: int = 1, **fields: object) -> Round:
    """One question where entries are screened: the first criterion."""
    edition = edition_in_judging(categories=categories)
    round_ = edition.rounds.select_related("edition").get()
    RoundRules.objects.create(round=round_, ballot_kind=kind, **fields)
    if kind == "screening":
        Weight.objects.filter(round=round_).exclude(criterion__code="impact").delete()
        Weight.objects.filter(round=round_).update(percent=100)
    return Round.objects.select_related("edition", "rules").get(pk=round_.pk)


def seated(edition: Edition, entries: int, judges: int) -> list[Assignment]:
    """Every judge on every entry."""
    standings = [entry_in(edition) for _number in range(entries)]
    jury = [judge_of(edition) for _number in range(judges)]
    return [assigned(judge, standing) for judge in jury for standing in standings]


def screen(seat: Assignment, passes: bool | None, why: str = "ขาดเอกสาร") -> None:
    value = "" if passes is None else str(int(passes))
    sent = send_in_ballot(
        assignment=seat,
        user=seat.judge.user,
        scores={"impact": value},
        comments={"impact": "" if passes else why},
        reasons={"impact": why} if passes is None else {},
    )
    assert not sent.problems


def compare(seat: Assignment, answer: Answer) -> None:
    number = other_of(seat, seat.judge.user)
    assert number is not None
    other = Assignment.objects.select_related("entry_category__entry").get(pk=number)
    give_answer(
        assignment=seat, user=seat.judge.user, other=number, answer=answer(seat, other)
    )


def earlier_is_better(seat: Assignment, other: Assignment) -> str:
    return "1" if seat.entry_category_id < other.entry_category_id else "0"


def compared_round(entries: int = 4, judges: int = 3) -> Round:
    round_ = round_of_kind("pairs")
    for seat in seated(round_.edition, entries, judges):
        compare(seat, earlier_is_better)
    return round_


def screened_round(answers: Mapping[int, str], judges: int = 4) -> Round:
    """``answers``: place of an entry → the letters of its judges in turn: p passes, f
    fails, u cannot say.
    """
    round_ = round_of_kind("screening")
    seats = seated(round_.edition, len(answers), judges)
    letters = {"p": True, "f": False, "u": None}
    for place, seat in enumerate(seats):
        judge, entry = divmod(place, len(answers))
        screen(seat, letters[answers[entry][judge]])
    return round_


def judges_of(round_: Round) -> list[Judge]:
    return list(round_.edition.judges.select_related("user").order_by("pk"))
