"""When reminders go out: never in the night, the last useful one of those missed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.reminders.moments import (
    Mark,
    Unit,
    Window,
    by_day,
    is_night,
    latest_until,
    moments_of,
)

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
BANGKOK = ZoneInfo("Asia/Bangkok")
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(
    [BANGKOK, BERLIN, ZoneInfo("America/Sao_Paulo"), ZoneInfo("Pacific/Chatham")]
)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=1100)).map(BEGIN.__add__)
MARKS = st.one_of(
    st.builds(Mark, st.integers(0, 60), st.just(Unit.BEFORE)),
    st.builds(Mark, st.integers(1, 99), st.just(Unit.SHARE)),
    st.builds(Mark, st.integers(1, 60), st.just(Unit.AFTER)),
)


def bangkok(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BANGKOK)  # type: ignore[misc,arg-type]


def window(opens: datetime, until: datetime, begins: datetime | None = None) -> Window:
    return Window(opens, begins or opens, until)


@pytest.mark.parametrize(
    ("moment", "goes"),
    [
        (bangkok(2026, 12, 1, 21, 59), bangkok(2026, 12, 1, 21, 59)),
        (bangkok(2026, 12, 1, 22, 0), bangkok(2026, 12, 2, 7, 0)),
        (bangkok(2026, 12, 1, 3, 0), bangkok(2026, 12, 1, 7, 0)),
        (bangkok(2026, 12, 1, 7, 0), bangkok(2026, 12, 1, 7, 0)),
        (bangkok(2026, 12, 31, 23, 30), bangkok(2027, 1, 1, 7, 0)),
    ],
)
def test_what_falls_into_the_night_goes_at_seven(
    moment: datetime, goes: datetime
) -> None:
    assert by_day(moment.astimezone(UTC), BANGKOK) == goes


@given(MOMENTS, ZONES)
def test_no_moment_is_in_the_night_and_none_moves_back_or_far(
    moment: datetime, zone: ZoneInfo
) -> None:
    goes = by_day(moment, zone)
    assert not is_night(goes, zone)
    wait = goes.astimezone(UTC) - moment
    assert timedelta(0) <= wait <= timedelta(hours=10)  # one more where clocks change
    if not is_night(moment, zone):
        assert goes == moment


@given(
    MOMENTS,
    st.timedeltas(timedelta(hours=1), timedelta(days=200)),
    st.timedeltas(timedelta(0), timedelta(days=200)),
    st.lists(MARKS, max_size=8),
    ZONES,
)
def test_moments_lie_between_the_beginning_and_the_deadline(
    opens: datetime,
    lasts: timedelta,
    later: timedelta,
    marks: list[Mark],
    zone: ZoneInfo,
) -> None:
    about = Window(opens, opens + later, opens + lasts)
    moments = moments_of(marks, about, zone)
    assert moments == sorted(set(moments))
    for moment in moments:
        assert about.begins <= moment < about.until
        assert not is_night(moment, zone)


def test_days_before_are_counted_on_the_wall_clock_over_summer_time() -> None:
    until = datetime(2026, 3, 30, 16, 30, tzinfo=BERLIN)  # clocks went on on the 29th
    mark = Mark(2, Unit.BEFORE).moment(window(until - timedelta(days=9), until), BERLIN)
    assert mark.astimezone(BERLIN).isoformat() == "2026-03-28T16:30:00+01:00"


def test_nought_is_the_morning_of_the_last_day() -> None:
    about = window(bangkok(2026, 12, 1), bangkok(2026, 12, 31, 16, 30))
    marks = [Mark(0, Unit.BEFORE), Mark(1, Unit.BEFORE)]
    assert moments_of(marks, about, BANGKOK) == [
        bangkok(2026, 12, 30, 16, 30),
        bangkok(2026, 12, 31, 7, 0),
    ]
    night = window(bangkok(2026, 12, 1), bangkok(2026, 12, 31, 6, 0))
    assert moments_of([Mark(0, Unit.BEFORE)], night, BANGKOK) == []


def test_shares_are_of_the_whole_window() -> None:
    about = window(bangkok(2026, 12, 1, 8), bangkok(2026, 12, 11, 8))
    assert moments_of([Mark(50, Unit.SHARE)], about, BANGKOK) == [
        bangkok(2026, 12, 6, 8)
    ]


def test_a_longer_deadline_moves_the_moments() -> None:
    mark, opens = [Mark(1, Unit.BEFORE)], bangkok(2026, 12, 1, 8)
    before = moments_of(mark, window(opens, bangkok(2026, 12, 11, 8)), BANGKOK)
    after = moments_of(mark, window(opens, bangkok(2026, 12, 21, 8)), BANGKOK)
    assert (before, after) == (
        [bangkok(2026, 12, 10, 8)],
        [bangkok(2026, 12, 20, 8)],
    )


def test_of_several_that_were_missed_the_last_one_is_worth_a_mail() -> None:
    moments = [bangkok(2026, 12, day, 8) for day in (3, 7, 9)]
    assert latest_until(moments, date(2026, 12, 8)) == moments[1]
    assert latest_until(moments, date(2026, 12, 2)) is None
