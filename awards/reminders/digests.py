"""Who gets the mail of the day: everything of a person that is due on this day, in one
mail, at the first of its moments; nothing that was said since its moment came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Max

from awards.models import Digest, Reminded
from awards.outbox.work import WorkState
from awards.reminders.clock import LONGEST, SHORTEST
from awards.reminders.moments import MORNING, at, by_day, is_night, latest_until
from awards.reminders.pending import Pending, Reader
from awards.reminders.rules import ChosenRules

Key = tuple[str, str]  # whom (an address in small letters) and of what


@dataclass(frozen=True)
class Told:
    """``last``: the local day on which somebody was reminded of a thing last.
    ``today``: addresses whose mail of this day is written.
    """

    last: dict[Key, date]
    today: frozenset[str]

    def since(self, pending: Pending, day: date) -> bool:
        """Whether it was said on that day or later."""
        last = self.last.get(pending.key)
        return last is not None and last >= day


def told_to(waiting: Iterable[Pending], today: date) -> Told:
    """In two statements, however many wait."""
    emails = list({pending.reader.key for pending in waiting})
    said = Reminded.objects.said().filter(email__in=emails).order_by()
    days = said.values_list("email", "thing").annotate(last=Max("day"))
    written = Digest.objects.filter(day=today, email__in=emails)
    written = written.filter(lines__in=Reminded.objects.said()).distinct()
    return Told(
        {(email, thing): last for email, thing, last in days},
        frozenset(written.values_list("email", flat=True)),
    )


@dataclass(frozen=True)
class DigestPlan:
    """One person's mail of a day, to be written from ``at`` on."""

    reader: Reader
    day: date
    at: datetime
    pending: tuple[Pending, ...]


def digests_of_day(
    waiting: Iterable[Pending],
    rules: ChosenRules,
    told: Told,
    day: date,
    zone: ZoneInfo,
    now: datetime,
) -> list[DigestPlan]:
    """Mails of this local day that are not written yet, also those whose moment comes
    later on it.
    """
    of_reader: dict[str, list[tuple[datetime, Pending]]] = defaultdict(list)
    for pending in waiting:
        if pending.reader.key in told.today:
            continue
        moment = latest_until(pending.moments(rules, zone), day)
        if moment is None or told.since(pending, moment.date()):
            continue
        if now < pending.window.until:
            of_reader[pending.reader.key].append((moment, pending))
    return [plan_of(due, day, now) for _key, due in sorted(of_reader.items())]


def plan_of(
    due: list[tuple[datetime, Pending]], day: date, now: datetime
) -> DigestPlan:
    first = min(moment for moment, _pending in due)
    things = sorted((pending for _m, pending in due), key=order)
    return DigestPlan(things[0].reader, day, max(first, now), tuple(things))


def order(pending: Pending) -> tuple[datetime, str]:
    """What is due first comes first."""
    return (pending.window.until, pending.thing)


def due_now(plans: Iterable[DigestPlan], now: datetime) -> list[DigestPlan]:
    return [plan for plan in plans if plan.at <= now]


def next_look(
    waiting: Iterable[Pending],
    rules: ChosenRules,
    now: datetime,
    zone: ZoneInfo,
    *,
    on_the_way: bool,
) -> datetime:
    """At the next moment of anything, in an hour at the latest; in the night at seven,
    unless mails on their way are to be watched.
    """
    if on_the_way:
        return now + SHORTEST
    if is_night(now, zone):
        return by_day(now, zone)
    coming = min(upcoming(waiting, rules, now, zone), default=now + LONGEST)
    return max(now + SHORTEST, min(coming, now + LONGEST))


def upcoming(
    waiting: Iterable[Pending], rules: ChosenRules, now: datetime, zone: ZoneInfo
) -> Iterator[datetime]:
    yield at(now.astimezone(zone).date() + timedelta(days=1), MORNING, zone)
    for pending in waiting:
        yield from (m for m in pending.moments(rules, zone) if m > now)


def needless(waiting: Iterable[Pending]) -> list[int]:
    """Messages on their way of which some line is done, or has another deadline now.
    One statement where none is on its way.
    """
    rows = list(Reminded.objects.on_the_way().order_by("message"))
    if not rows:
        return []
    still = {pending.key: pending.window.until for pending in waiting}
    gone = {
        row.message_id
        for row in rows
        if still.get((row.email, row.thing)) != row.until and row.message_id
    }
    return sorted(gone)


def on_the_way() -> bool:
    return Reminded.objects.filter(message__state=WorkState.QUEUED).exists()
