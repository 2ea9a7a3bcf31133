"""Deadlines in people's calendars: stored as they are told, with a number that rises
each time one moves, so that the appointment moves with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from awards.accounts.models import User
from awards.models import CalendarDate, Edition
from awards.statuses import DateKind


@dataclass(frozen=True)
class Appointment:
    """A deadline as it is now. ``reference``: of the entry whose page it leads to."""

    name: str
    kind: DateKind
    user: User
    edition: Edition
    title_th: str
    title_en: str
    at: datetime
    tentative: bool = False
    reference: str = ""

    def differs(self, row: CalendarDate) -> bool:
        """A title that is worded anew moves nobody's appointment."""
        return (
            row.at != self.at
            or row.tentative != self.tentative
            or row.cancelled_at is not None
        )


@dataclass(frozen=True)
class Settled:
    """Rows by name; ``moved``: those that were told before and are otherwise now."""

    rows: dict[str, CalendarDate]
    moved: frozenset[str]


@transaction.atomic
def settle(current: Iterable[Appointment], known: Collection[str] = ()) -> Settled:
    """Store these as they are now. Of ``known`` names those that are not among them are
    cancelled, if they were ever told. Three statements where nothing changed.
    """
    wanted = {one.name: one for one in current}
    names = {*wanted, *known}
    fresh = [row_of(one) for one in wanted.values()]
    CalendarDate.objects.bulk_create(fresh, ignore_conflicts=True)
    held = CalendarDate.objects.select_for_update(of=("self",)).filter(name__in=names)
    rows = {row.name: row for row in held.select_related("user", "edition")}
    moved = [row for row in rows.values() if has_changed(row, wanted.get(row.name))]
    for row in moved:
        move(row, wanted.get(row.name))
    if moved:
        fields = ["at", "tentative", "title_th", "title_en", "cancelled_at"]
        CalendarDate.objects.bulk_update(moved, [*fields, "sequence", "changed_at"])
    return Settled(rows, frozenset(row.name for row in moved))


def row_of(one: Appointment) -> CalendarDate:
    return CalendarDate(
        name=one.name,
        kind=one.kind,
        user=one.user,
        edition=one.edition,
        title_th=one.title_th[:500],
        title_en=one.title_en[:500],
        reference=one.reference,
        at=one.at,
        tentative=one.tentative,
    )


def has_changed(row: CalendarDate, now: Appointment | None) -> bool:
    return row.cancelled_at is None if now is None else now.differs(row)


def move(row: CalendarDate, now: Appointment | None) -> None:
    """One number higher; without an appointment any more it is cancelled."""
    moment = Now()
    row.sequence += 1
    row.changed_at = moment
    if now is None:
        row.cancelled_at = moment
        return
    row.at, row.tentative, row.cancelled_at = now.at, now.tentative, None
    row.title_th, row.title_en = now.title_th[:500], now.title_en[:500]


def told_and_ahead() -> list[CalendarDate]:
    """Those that stand in somebody's calendar and are not over. One statement."""
    rows = CalendarDate.objects.filter(cancelled_at=None, at__gt=Now())
    return list(rows.order_by("pk"))


def sequences_of(names: Collection[str]) -> dict[str, int]:
    """One statement."""
    rows = CalendarDate.objects.filter(name__in=names)
    return dict(rows.values_list("name", F("sequence")))
