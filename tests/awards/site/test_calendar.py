"""Moments as calendars read them (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.test import Client

from awards.site.calendar import CalendarEvent, calendar_file
from tests.factories import ahead, make_edition

BANGKOK = timezone(timedelta(hours=7))
CLOSING = datetime(2026, 12, 23, 17, 0, tzinfo=BANGKOK)
MADE = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)


def lines_of(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_event_is_told_in_utc_with_its_signs_escaped() -> None:
    event = CalendarEvent("a-1@example.org", "ปิดรับ; ผลงาน, 1\n2", CLOSING)
    lines = lines_of(calendar_file("ชื่อ", [event], made_at=MADE))
    assert "DTSTART:20261223T100000Z" in lines
    assert "DTSTAMP:20261128T030000Z" in lines
    assert "SUMMARY:ปิดรับ\\; ผลงาน\\, 1\\n2" in lines
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])


def test_no_line_is_longer_than_75_octets_and_none_breaks_a_letter() -> None:
    title = "การประกวดระบบบริการเมืองอัจฉริยะดีเด่น " * 5
    content = calendar_file("x", [CalendarEvent("u", title, CLOSING)], made_at=MADE)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert f"SUMMARY:{title}" in lines_of(content)


@pytest.mark.django_db
def test_calls_calendar_holds_what_everybody_may_know(client: Client) -> None:
    edition = make_edition(closes_at=ahead(days=3), announces_at=ahead(days=30))
    response = client.get(f"/en/editions/{edition.code}/calendar.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    text = response.content.decode()
    assert text.count("BEGIN:VEVENT") == 4
    assert edition.closes_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") in text
    hidden = make_edition(opens_at=ahead(days=1), closes_at=ahead(days=2))
    assert client.get(f"/en/editions/{hidden.code}/calendar.ics").status_code == 404
