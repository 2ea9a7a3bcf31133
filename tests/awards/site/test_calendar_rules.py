"""Calendar files keep the rules of RFC 5545, whatever titles people give."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from awards.site.calendar import (
    CANCEL,
    PUBLISH,
    REQUEST,
    CalendarEvent,
    Guest,
    calendar_file,
)

AT = datetime(2026, 12, 31, 9, 30, tzinfo=UTC)
GUEST = Guest("awards@example.go.th", 'รางวัล, "ปี"; 2570', "judge@example.org")
TITLES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300
)
THAI = st.text("กขคงจฉชซญดตถทนบปผพภมยรลวศสหอ่้๊๋์ัิีึืุูเแโใไ ", min_size=60)


def event(title: str, **fields: object) -> CalendarEvent:
    usual = {"uid": "u-1@example.go.th", "at": AT, "until": AT + timedelta(minutes=30)}
    return CalendarEvent(title=title, **{**usual, **fields})  # type: ignore[arg-type]


@given(st.one_of(TITLES, THAI))
def test_lines_are_folded_at_75_octets_and_never_within_a_letter(title: str) -> None:
    content = calendar_file("ชื่อ", [event(title)], made_at=AT, guest=GUEST)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    for line in lines:
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode()  # a letter that is cut is none
    [read] = Calendar.from_ical(content).walk("VEVENT")
    assert str(read["SUMMARY"]) == title
    assert read["ORGANIZER"] == "mailto:awards@example.go.th"


@pytest.mark.parametrize(
    ("method", "cancelled", "status"),
    [
        (PUBLISH, False, "CONFIRMED"),
        (REQUEST, False, "CONFIRMED"),
        (CANCEL, True, "CANCELLED"),
    ],
)
def test_a_file_holds_what_its_method_asks_for(
    method: str, cancelled: bool, status: str
) -> None:
    guest = None if method == PUBLISH else GUEST
    told = event("x", cancelled=cancelled, sequence=3, alarm=True)
    content = calendar_file("n", [told], made_at=AT, method=method, guest=guest)
    read = Calendar.from_ical(content)
    [made] = read.walk("VEVENT")
    assert (read["VERSION"], read["METHOD"]) == ("2.0", method)
    assert "PRODID" in read
    for once in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "STATUS"):
        assert content.count(f"\r\n{once}".encode()) == 1
    assert (made["SEQUENCE"], made["STATUS"]) == (3, status)
    assert bool(made.walk("VALARM")) is not cancelled
    assert ("ATTENDEE" in made) is (method != PUBLISH)
    assert content.endswith(b"END:VCALENDAR\r\n")


def test_moments_are_in_utc_whatever_zone_they_come_in() -> None:
    bangkok = AT.astimezone(ZoneInfo("Asia/Bangkok"))
    content = calendar_file("n", [event("x", at=bangkok)], made_at=bangkok)
    assert b"DTSTART:20261231T093000Z" in content
    assert b"DTSTAMP:20261231T093000Z" in content
    assert b"VTIMEZONE" not in content


def test_what_is_put_into_a_title_is_no_line_of_its_own() -> None:
    title = "x\r\nATTENDEE:mailto:all@example.org"
    content = calendar_file("n", [event(title)], made_at=AT)
    assert b"\r\nATTENDEE" not in content
