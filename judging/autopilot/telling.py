"""Judges are told once a day of what was added to their lists and what went off them,
never at night, in the mails of any assignment: nothing in them says why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from awards.ledger.services import database_now
from awards.models import Edition, Round
from awards.outbox.models import Message
from awards.reminders.clock import site_zone
from awards.reminders.moments import is_night
from judging.assigning.emails import assignments_changed
from judging.assigning.mail_kinds import JUDGE_ASSIGNED, JUDGE_UNASSIGNED
from judging.models import Assignment, ExtraSeat, Judge
from judging.statuses import BallotState

APART = timedelta(hours=20)  # two mails to a judge at least


@dataclass
class News:
    """Of one judge in a round: seats of which nothing was said yet."""

    given: list[ExtraSeat] = field(default_factory=list)
    taken: list[ExtraSeat] = field(default_factory=list)
    unsaid: list[ExtraSeat] = field(default_factory=list)

    @property
    def all(self) -> list[ExtraSeat]:
        return [*self.given, *self.taken, *self.unsaid]


def tell_judges() -> int:
    """One sweep: how many mails were written."""
    if is_night(database_now(), site_zone()):
        return 0
    rounds = Round.objects.filter(
        pk__in=untold().values("step__round"), active=True
    ).select_related("edition")
    return sum(tell_of(round_) for round_ in rounds)


def untold() -> QuerySet[ExtraSeat]:
    return ExtraSeat.objects.filter(
        Q(told_at=None) | Q(told_gone_at=None, taken_by__isnull=False)
    )


@transaction.atomic
def tell_of(round_: Round) -> int:
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    now = database_now()
    news = news_of(round_)
    heard = last_heard(round_, news)
    for judge in [pk for pk, at in heard.items() if now - at < APART]:
        news.pop(judge, None)
    jury = Judge.objects.filter(pk__in=news).select_related("user", "edition")
    given = {pk: references(one.given) for pk, one in news.items() if one.given}
    taken = {pk: references(one.taken) for pk, one in news.items() if one.taken}
    newest = max((seat.pk for one in news.values() for seat in one.all), default=0)
    key = f"{round_.pk}:{newest}:{now.timestamp():.6f}"
    judges = {judge.pk: judge for judge in jury}
    told = assignments_changed(judges, round_, given, taken, key)
    mark(news.values(), now)
    return told


def news_of(round_: Round) -> dict[int, News]:
    """By judge. A seat that was taken back before anybody was told of it, or that is
    judged or closed already, is said nothing of.
    """
    seats = untold().filter(step__round=round_)
    standing = set(
        Assignment.objects.standing()
        .filter(round=round_)
        .exclude(ballot__state=BallotState.SUBMITTED)
        .values_list("pk", flat=True)
    )
    found: dict[int, News] = defaultdict(News)
    for seat in seats.select_related("assignment__entry_category__entry"):
        news = found[seat.assignment.judge_id]
        if seat.taken_by_id is not None and seat.told_at is not None:
            news.taken.append(seat)
        elif seat.taken_by_id is None and seat.assignment_id in standing:
            news.given.append(seat)
        else:
            news.unsaid.append(seat)
    return dict(found)


def last_heard(round_: Round, news: Mapping[int, News]) -> dict[int, datetime]:
    """Judge → when the last mail about entries to judge was written to them."""
    judges = Judge.objects.filter(pk__in=news)
    by_user = dict(judges.values_list("user_id", "pk"))
    mails = Message.objects.filter(
        event__in=[JUDGE_ASSIGNED.event, JUDGE_UNASSIGNED.event],
        edition_code=round_.edition.code,
        recipient__in=by_user,
    )
    newest = mails.values("recipient").annotate(at=Max("created_at"))
    return {by_user[user]: at for user, at in newest.values_list("recipient", "at")}


def references(seats: Iterable[ExtraSeat]) -> list[str]:
    return sorted(seat.assignment.entry_category.entry.reference for seat in seats)


def mark(news: Iterable[News], now: datetime) -> None:
    seats = [seat for one in news for seat in one.all]
    told = [seat.pk for seat in seats if seat.told_at is None]
    gone = [seat.pk for seat in seats if seat.taken_by_id is not None]
    ExtraSeat.objects.filter(pk__in=told).update(told_at=now)
    ExtraSeat.objects.filter(pk__in=gone).update(told_gone_at=now)
