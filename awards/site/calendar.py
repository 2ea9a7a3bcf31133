"""Moments as an iCalendar file (RFC 5545), as calendars of every make read it. Which
method a file has, and why: ``docs/decisions/calendar-methods.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

MAKER = "-//Smart City Awards//EN"
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
DAY_BEFORE = timedelta(days=-1)


@dataclass(frozen=True)
class Guest:
    """Who asks and who is asked, in a file that moves an appointment: addresses."""

    organiser: str
    organiser_name: str
    guest: str


@dataclass(frozen=True)
class CalendarEvent:
    """``uid`` is the same whenever the same event is told again, so that it is replaced
    and not doubled. ``at`` is aware; ``until`` is its end, or None for a moment.
    ``sequence`` is higher each time the event moved.
    """

    uid: str
    title: str
    at: datetime
    until: datetime | None = None
    url: str = ""
    sequence: int = 0
    tentative: bool = False
    cancelled: bool = False
    changed_at: datetime | None = None
    alarm: bool = False

    @property
    def status(self) -> str:
        if self.cancelled:
            return "CANCELLED"
        return "TENTATIVE" if self.tentative else "CONFIRMED"


def calendar_file(
    name: str,
    events: Iterable[CalendarEvent],
    *,
    made_at: datetime,
    method: str = PUBLISH,
    guest: Guest | None = None,
) -> bytes:
    """``guest`` goes with the methods that ask or cancel, and with no other."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", MAKER)
    calendar.add("method", method)
    calendar.add("x-wr-calname", " ".join(name.split()))
    for event in events:
        calendar.add_component(component_of(event, made_at, guest))
    return bytes(calendar.to_ical())


def component_of(event: CalendarEvent, made_at: datetime, guest: Guest | None) -> Event:
    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", (event.changed_at or made_at).astimezone(UTC))
    made.add("dtstart", event.at.astimezone(UTC))
    if event.until:
        made.add("dtend", event.until.astimezone(UTC))
    made.add("summary", event.title)
    made.add("sequence", event.sequence)
    made.add("status", event.status)
    # a deadline keeps nobody from meeting anybody
    made.add("transp", "TRANSPARENT")
    if event.url:
        made.add("url", event.url)
    if guest:
        add_guest(made, guest)
    if event.alarm and not event.cancelled:
        made.add_component(alarm_of(event))
    return made


def add_guest(made: Event, guest: Guest) -> None:
    organiser = vCalAddress(f"mailto:{guest.organiser}")
    organiser.params["CN"] = vText(guest.organiser_name)
    made.add("organizer", organiser)
    asked = vCalAddress(f"mailto:{guest.guest}")
    asked.params["ROLE"] = vText("REQ-PARTICIPANT")
    asked.params["PARTSTAT"] = vText("NEEDS-ACTION")
    asked.params["RSVP"] = vText("FALSE")
    made.add("attendee", asked)


def alarm_of(event: CalendarEvent) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event.title)
    alarm.add("trigger", DAY_BEFORE)
    return alarm
