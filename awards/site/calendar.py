"""Moments as an iCalendar file (RFC 5545), as calendars of every make read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST = 75  # octets of a line before it must be folded


@dataclass(frozen=True)
class CalendarEvent:
    """``uid`` is the same whenever the same event is told again, so that it is replaced
    and not doubled. ``at`` is aware; ``until`` is its end, or None for a moment.
    """

    uid: str
    title: str
    at: datetime
    until: datetime | None = None
    url: str = ""


def calendar_file(
    name: str, events: Iterable[CalendarEvent], *, made_at: datetime
) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Smart City Awards//EN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}"]
    for event in events:
        lines += event_lines(event, made_at)
    lines.append("END:VCALENDAR")
    return "".join(folded_line(line) + "\r\n" for line in lines).encode()


def event_lines(event: CalendarEvent, made_at: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{utc(made_at)}",
        f"DTSTART:{utc(event.at)}",
        f"SUMMARY:{escaped(event.title)}",
    ]
    if event.until:
        lines.append(f"DTEND:{utc(event.until)}")
    if event.url:
        lines.append(f"URL:{event.url}")
    return [*lines, "END:VEVENT"]


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r", "").replace("\n", "\\n")


def folded_line(line: str) -> str:
    """Broken after at most 75 octets, never within a letter; what goes on begins with a
    space, which counts.
    """
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST:
            parts.append(part)
            part, size = " ", 1
        part, size = part + letter, size + octets
    return "\r\n".join([*parts, part])
