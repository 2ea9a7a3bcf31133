"""Dates as spreadsheets hold them: typed in many ways, or as a true date that may carry
a Buddhist-era year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone as here

from awards.language.thai import (
    DATE,
    MONTHS,
    SHORT_MONTHS,
    ascii_digits,
    clean_text,
    common_year,
    parse_date,
)

# days since the end of 1899 that a number in a column of dates may be: 1954 to 2119
SERIALS = (
    20_000,
    80_000,
)
CLOCK = r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(น\.?|[ap]\.?m\.?)?"
ZONE = r"Z|(?:UTC|GMT|ICT)?\s*[+-]\d{1,2}(?::?\d{2})?|UTC|GMT|ICT|[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+"
MOMENT = re.compile(
    rf"(?P<day>\S.*?)(?:T|[,\s]\s*(?:เวลา|at|-)?\s*){CLOCK}\s*[(\[]?(?P<zone>{ZONE})?[)\]]?(?:\s*\([^()]*\))?",
    re.ASCII | re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"(?:วัน\S*ที่|วันที่|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?)\s*", re.IGNORECASE
)
IN_WORDS = re.compile(
    r"(\d{1,2})[\s-]*([^\d\s,-]+)[\s-]*,?\s*(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s*(\d{4})", re.ASCII
)
MONTH_FIRST = re.compile(r"([A-Za-z]+)\.?\s+(\d{1,2}),?\s+(\d{4})", re.ASCII)
MONTH_NUMBERS = {
    name.casefold().replace(".", ""): number
    for names in (*MONTHS.values(), *SHORT_MONTHS.values())
    for number, name in enumerate(names, 1)
} | {"sept": 9}
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)", re.ASCII)


@dataclass(frozen=True)
class DayOrder:
    """How 8/9/2026 is read. ``certain``: whether the column itself tells; where not, a
    person should be asked.
    """

    month_first: bool = False
    certain: bool = True


def order_of(values: Iterable[object]) -> DayOrder:
    """Told from a whole column: a 31 that stands first or second, a year of the
    Buddhist era (written day first).
    """
    day_first = month_first = either = False
    for value in values:
        found = (
            SLASHED.match(ascii_digits(clean_text(value)))
            if isinstance(value, str)
            else None
        )
        if found is None:
            continue
        first, second, year = (int(part) for part in found.groups())
        if first > 12 or (year != common_year(year) and second <= 12):
            day_first = True
        elif second > 12:
            month_first = True
        elif first != second:
            either = True
    return DayOrder(
        month_first and not day_first, not either or day_first != month_first
    )


def read_date(value: object, *, month_first: bool = False) -> date:
    """``month_first``: how 8/9/2026 is read; 8/31/2026 has one meaning only. Raises
    ValueError when it is no date.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.replace(year=common_year(value.year))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return moment_of_serial(value).date()
    text = ascii_digits(clean_text(str(value)))
    if found := MOMENT.fullmatch(text):
        text = found["day"]
    return day_in(text.rstrip(","), month_first)


def read_typed_date(text: str) -> date:
    """As a person types it into a form: in digits day first, or in words. Raises ValueError."""
    text = ascii_digits(clean_text(text))
    return parse_date(text) if DATE.fullmatch(text) else read_words(text)


def day_in(text: str, month_first: bool) -> date:
    text = WEEKDAY.sub("", text, count=1) if WEEKDAY.match(text) else text
    found = DATE.fullmatch(text)
    if found is None:
        return read_words(text)
    first, second, year = (int(part) for part in found.groups())
    slashed = SLASHED.fullmatch(text) is not None and first <= 12
    if slashed and (second > 12 or (month_first and year == common_year(year))):
        return date(common_year(year), first, second)
    return parse_date(text)


def moment_of_serial(number: float) -> datetime:
    """The day number that spreadsheets keep a date as, where its cell lost the format of one."""
    if not SERIALS[0] <= number <= SERIALS[1]:
        raise ValueError(str(number))
    return datetime.combine(date(1899, 12, 30), time()) + timedelta(
        seconds=round(number * 86_400)
    )


def read_words(text: str) -> date:
    """``31 สิงหาคม 2565``, ``31 ส.ค. 2565``, ``31 August 2022``, ``31-Aug-2022``,
    ``August 31, 2022``.
    """
    if found := IN_WORDS.fullmatch(text):
        day, month, year = found.groups()
    elif found := MONTH_FIRST.fullmatch(text):
        month, day, year = found.groups()
    else:
        raise ValueError(text)
    number = MONTH_NUMBERS.get(month.casefold().replace(".", ""))
    if number is None:
        raise ValueError(text)
    return date(common_year(int(year)), number, int(day))


def read_moment(value: object, *, month_first: bool = False) -> datetime:
    """When a form was sent: in the zone that is named, else in Bangkok's. Raises
    ValueError when it is no moment.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = moment_of_serial(value)
    day = read_date(value, month_first=month_first)
    if isinstance(value, datetime):
        return here.make_aware(datetime.combine(day, value.time()))
    text = "" if isinstance(value, date) else ascii_digits(clean_text(str(value)))
    found = MOMENT.fullmatch(text)
    if found is None:
        return here.make_aware(datetime.combine(day, time()))
    moment = datetime.combine(day, clock_in(found))
    zone = zone_named(found["zone"] or "")
    return moment.replace(tzinfo=zone) if zone else here.make_aware(moment)


def clock_in(found: re.Match[str]) -> time:
    hour, minute, second, half = found.group(2, 3, 4, 5)
    hours, half = int(hour), (half or "").casefold()
    if half.startswith(("a", "p")):
        hours = hours % 12 + 12 * half.startswith("p")
    return time(hours, int(minute), int(second or 0))


def zone_named(name: str) -> tzinfo | None:
    """None where none is named: then it is Bangkok's."""
    if not name:
        return None
    if "/" in name:
        try:
            return ZoneInfo(name)
        except (KeyError, OSError):
            raise ValueError(name) from None
    offset = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", name)
    if offset is None:
        return timezone(timedelta(hours=7 * (name.upper() == "ICT")))
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
