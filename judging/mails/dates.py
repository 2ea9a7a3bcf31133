"""The end of judging, in the calendars of those who judge. Nothing in it names an entry:
a blind judge's calendar is read by others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.accounts.models import User
from awards.calendars.dates import Appointment, Settled, settle
from awards.models import CalendarDate, Edition, Round
from awards.statuses import DateKind
from judging.models import Assignment, Extension, Judge
from judging.statuses import JudgeState


def name_of(round_: int, user: int) -> str:
    return f"judging:{round_}:{user}"


@dataclass(frozen=True)
class Assigned:
    """Who has something to judge, by judge and round; and rounds that anybody has."""

    seats: frozenset[tuple[int, int]]
    rounds: frozenset[int]


def judging_appointments(
    now: datetime,
    edition: Edition | None = None,
    judges: Iterable[int] | None = None,
) -> list[Appointment]:
    """Of those invited and those who judge, in rounds that are not over. Tentative until
    something is assigned. In four statements.
    """
    rounds = list(rounds_to_score(now, edition))
    if not rounds:
        return []
    known = Judge.objects.filter(
        edition__in={round_.edition_id for round_ in rounds},
        state__in=(JudgeState.INVITED, JudgeState.ACCEPTED),
        user__is_active=True,
    ).select_related("user")
    if judges is not None:
        known = known.filter(pk__in=judges)
    keys = [round_.pk for round_ in rounds]
    rows = Extension.objects.filter(round__in=keys)
    longer = {(one.judge_id, one.round_id): one.until for one in rows}
    assigned = assigned_in(keys)
    found = []
    for judge in known:
        for round_ in rounds:
            if round_.edition_id != judge.edition_id:
                continue
            seat = (judge.pk, round_.pk)
            until = max(round_.closes_at, longer.get(seat, round_.closes_at))
            if until > now and is_expected(judge, round_, assigned):
                found.append(appointment(judge, round_, until, seat in assigned.seats))
    return found


def rounds_to_score(now: datetime, edition: Edition | None) -> Iterable[Round]:
    """Rounds that some judge may still score in, or will."""
    longer = Extension.objects.filter(round=OuterRef("pk"), until__gt=now)
    rounds = Round.objects.filter(
        Q(closes_at__gt=now) | Exists(longer),
        active=True,
        edition__opened_at__isnull=False,
        edition__announced_at=None,
    )
    if edition is not None:
        rounds = rounds.filter(edition=edition)
    return rounds.select_related("edition")


def assigned_in(rounds: list[int]) -> Assigned:
    seats = Assignment.objects.standing().filter(round__in=rounds).order_by()
    found = frozenset(seats.values_list("judge", "round").distinct())
    return Assigned(found, frozenset(round_ for _judge, round_ in found))


def is_expected(judge: Judge, round_: Round, assigned: Assigned) -> bool:
    """Who accepted is expected in a round until entries are assigned in it to others."""
    if judge.state == JudgeState.INVITED:
        return True
    return (judge.pk, round_.pk) in assigned.seats or round_.pk not in assigned.rounds


def appointment(
    judge: Judge, round_: Round, until: datetime, assigned: bool
) -> Appointment:
    return Appointment(
        name=name_of(round_.pk, judge.user_id),
        kind=DateKind.JUDGING,
        user=judge.user,
        edition=round_.edition,
        title_th=title_in("th", round_),
        title_en=title_in("en", round_),
        at=until,
        tentative=not assigned,
    )


def title_in(language: str, round_: Round) -> str:
    with override(language):
        words = _("Judging closes: %(round)s, %(edition)s")
        values = {"round": str(round_.name), "edition": str(round_.edition.name)}
        return words % values


def dates_of_round(round_: Round, judges: Iterable[Judge], now: datetime) -> Settled:
    """The round in the calendars of these judges, as it is now: cancelled where they
    have nothing in it any more.
    """
    judges = list(judges)
    current = judging_appointments(now, round_.edition, [one.pk for one in judges])
    names = {name_of(round_.pk, one.user_id) for one in judges}
    return settle([one for one in current if one.name in names], names)


def dates_of_invitation(judge: Judge, rounds: Iterable[Round]) -> Settled:
    """Tentative: nobody has agreed to anything yet."""
    return settle(
        [appointment(judge, each, each.closes_at, assigned=False) for each in rounds]
    )


def dates_withdrawn(user: User, edition: Edition) -> Settled:
    """Every end of judging of the edition in this person's calendar is cancelled."""
    rows = CalendarDate.objects.filter(
        user=user, edition=edition, kind=DateKind.JUDGING, cancelled_at=None
    )
    return settle([], set(rows.values_list("name", flat=True)))


def dates_never_told(user: User, edition: Edition) -> None:
    """The invitation that brought them was called back before it left."""
    rows = CalendarDate.objects.filter(user=user, edition=edition)
    rows.filter(kind=DateKind.JUDGING).delete()
