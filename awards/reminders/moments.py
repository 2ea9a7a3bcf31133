"""When a reminder goes out: marks before a deadline, within a window or after a
beginning, moved out of the night. Arithmetic only: no row is asked for.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING, NIGHT = time(7), time(22)  # local; between them reminders go out


class Unit(enum.Enum):
    BEFORE = "days before the deadline"
    SHARE = "per cent of the window"
    AFTER = "days after it began"


@dataclass(frozen=True)
class Window:
    """From when a thing could be done, and until when. ``begins``: since when it waits
    for this person; nobody is reminded of a moment before that.
    """

    opens: datetime
    begins: datetime
    until: datetime


@dataclass(frozen=True, order=True)
class Mark:
    """``Mark(3, Unit.BEFORE)``: three days before; 0: on the morning of the last day."""

    number: int
    unit: Unit

    def moment(self, window: Window, zone: ZoneInfo) -> datetime:
        """Days are counted on the clock on the wall, also over a change to summer time."""
        if self.unit is Unit.SHARE:
            span = window.until - window.opens
            return window.opens + span * self.number / 100
        if self.unit is Unit.AFTER:
            return by_wall_clock(window.opens, self.number, zone)
        if self.number == 0:
            return at(window.until.astimezone(zone).date(), MORNING, zone)
        return by_wall_clock(window.until, -self.number, zone)


def by_wall_clock(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(zone) + timedelta(days=days)
    # by way of UTC: an hour that a change of the clock leaves out becomes one that is
    return local.astimezone(ZoneInfo("UTC")).astimezone(zone)


def at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone)


def is_night(moment: datetime, zone: ZoneInfo) -> bool:
    return not MORNING <= moment.astimezone(zone).time() < NIGHT


def by_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """The same moment; what falls into the night goes at seven."""
    local = moment.astimezone(zone)
    if local.time() < MORNING:
        return at(local.date(), MORNING, zone)
    if local.time() >= NIGHT:
        return at(local.date() + timedelta(days=1), MORNING, zone)
    return local


def evening_of(moment: datetime, zone: ZoneInfo) -> datetime:
    """When the night begins after this moment of a day."""
    return at(moment.astimezone(zone).date(), NIGHT, zone)


def moments_of(marks: Iterable[Mark], window: Window, zone: ZoneInfo) -> list[datetime]:
    """Each by day and local, in order: from when the thing waits, until its deadline."""
    found = {by_day(mark.moment(window, zone), zone) for mark in marks}
    return sorted(m for m in found if window.begins <= m < window.until)


def latest_until(moments: Iterable[datetime], day: date) -> datetime | None:
    """The last one that falls on this local day or before: of several that were missed
    only this one is worth a mail.
    """
    return max((m for m in moments if m.date() <= day), default=None)
