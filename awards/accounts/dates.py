"""Dates as spreadsheets hold them: typed in many ways, or as a true date that may carry a Buddhist-era year."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from django.utils import timezone

from awards.accounts.thai import MONTHS, SHORT_MONTHS, ascii_digits, clean_text, common_year, parse_date

TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*(น\.?|am|pm)?", re.ASCII | re.IGNORECASE)
IN_WORDS = re.compile(r"(\d{1,2})\s*([^\d\s,]+)\s*,?\s*(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s*(\d{4})", re.ASCII)
MONTH_FIRST = re.compile(r"([A-Za-z]+)\s+(\d{1,2}),?\s+(\d{4})", re.ASCII)
MONTH_NUMBERS = {
    name.casefold().replace(".", ""): number
    for names in (*MONTHS.values(), *SHORT_MONTHS.values())
    for number, name in enumerate(names, 1)
}


def read_date(value: object) -> date:
    """Raises ValueError when it is no date."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.replace(year=common_year(value.year))
    text = ascii_digits(clean_text(str(value)))
    day, _, rest = text.replace("T", " ").partition(" ")
    if not rest or TIME.fullmatch(rest.strip()):
        return parse_date(day.rstrip(","))
    return read_words(text)


def read_words(text: str) -> date:
    """``31 สิงหาคม 2565``, ``31 ส.ค. 2565``, ``31 August 2022``, ``August 31, 2022``."""
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


def read_moment(value: object) -> datetime | None:
    """When a form was sent, in Bangkok's time; None when the cell says none that can be read."""
    try:
        day = read_date(value)
    except ValueError:
        return None
    if isinstance(value, datetime):
        clock = value.time()
    else:
        clock = read_time(ascii_digits(clean_text(str(value))).partition(" ")[2])
    return timezone.make_aware(datetime.combine(day, clock))


def read_time(text: str) -> time:
    found = TIME.fullmatch(text.strip())
    if not found:
        return time()
    hour, minute, second, half = found.groups()
    hours = int(hour) % 12 + 12 * (half.lower() == "pm") if half and half.lower() in ("am", "pm") else int(hour)
    try:
        return time(hours, int(minute), int(second or 0))
    except ValueError:
        return time()
