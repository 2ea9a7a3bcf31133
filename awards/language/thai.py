"""Thai as people write and read it: digits, Buddhist-era dates, dictionary order, text
as it was meant.

Sources: Royal Society dictionary order (a leading vowel sorts after its consonant; tone
marks only break ties); B.E. = C.E. + 543 (in use for all years since 2484).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from django.utils import timezone

ERA = 543
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
TO_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
MONTHS = {
    "th": (
        (
            "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม "
            "กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
        ).split()
    ),
    "en": (
        "January February March April May June July August September October "
        "November December"
    ).split(),
}
SHORT_MONTHS = {
    "th": "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}
# Zero-width and direction controls: invisible, and able to make a name read as another one.
INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
SPACES = re.compile(r"[^\S\n]+")
# Spellings that look like another one: keyboards and phones make them, and no reader
# sees the difference.
MISSPELT = re.compile(
    "\u0e4d|\u0e40\u0e40|[\u0e30\u0e32\u0e33\u0e45][\u0e48-\u0e4b]|[\u0e48-\u0e4b][\u0e31\u0e34-\u0e3a\u0e47]"
)
TONES = "\u0e48\u0e49\u0e4a\u0e4b"
# a run above and below one consonant
MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4b\u0e4d]{2,}")
PARTED_AM = re.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32")
TONE_TOO_LATE = re.compile(
    "[\u0e30\u0e32\u0e33\u0e45][\u0e30\u0e32\u0e33\u0e45\u0e48-\u0e4b]*[\u0e48-\u0e4b]"
)
LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
SECONDARY = "็่้๊๋์ํฺ๎"
DATE = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})", re.ASCII)


def ascii_digits(text: str) -> str:
    return text.translate(THAI_DIGITS)


def thai_digits(text: str) -> str:
    return text.translate(TO_THAI_DIGITS)


def clean_text(text: str) -> str:
    """One spelling, no invisible characters, single spaces, no spaces at the ends.

    NFC, and Thai signs in their one order. Never NFKC: it splits U+0E33.
    """
    text = (
        unicodedata.normalize("NFC", INVISIBLE.sub("", text))
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )
    return SPACES.sub(" ", one_spelling(text)).strip()


def one_spelling(text: str) -> str:
    """Thai signs in the order of the dictionaries: นํ้า and นำ้ are น้ำ, เเพร่ is แพร่,
    a tone follows ิ and precedes า.
    """
    if not MISSPELT.search(text):
        return text
    text = MARKS.sub(tones_last, text.replace("\u0e40\u0e40", "\u0e41"))
    return TONE_TOO_LATE.sub(tones_first, PARTED_AM.sub("\\1\u0e33", text))


def tones_last(run: re.Match[str]) -> str:
    return "".join(sorted(run[0], key=lambda sign: sign in TONES))


def tones_first(run: re.Match[str]) -> str:
    return "".join(sorted(run[0], key=lambda sign: sign not in TONES))


def folded(text: str) -> str:
    """As texts are compared: clean, without case, digits as 0–9. Every search and every
    telling apart goes by it.
    """
    return ascii_digits(clean_text(text).casefold())


def sort_key(text: str) -> str:
    """A string whose code-point order is dictionary order, Thai and Latin; for columns
    sorted by a C collation.
    """
    text = LEADING_VOWEL.sub(r"\2\1", clean_text(text).casefold())
    primary = "".join(c for c in text if c not in SECONDARY)
    marks = "".join(f"{i:03d}{c}" for i, c in enumerate(text) if c in SECONDARY)
    return f"{primary}\x01{marks}" if marks else primary


def common_year(year: int) -> int:
    """A year as typed, in C.E.: 2400–2700 is Buddhist era, anything else is taken as it
    stands (never added twice).
    """
    return year - ERA if 2400 <= year <= 2700 else year


def parse_date(text: str) -> date:
    """A date as typed (``31/08/2565``, ``๓๑/๐๘/๒๕๖๕``, ``2022-08-31``). Raises
    ValueError when it is none.
    """
    found = DATE.fullmatch(ascii_digits(clean_text(text)))
    if not found:
        raise ValueError(text)
    first, month, last = (int(part) for part in found.groups())
    year, day = (first, last) if first > 31 else (last, first)
    if year < 1000:
        raise ValueError(text)
    return date(common_year(year), month, day)


def format_date(moment: date | datetime, language: str, *, short: bool = False) -> str:
    """``1 ธันวาคม 2565`` for Thai readers, ``1 December 2022`` for English ones;
    datetimes in Bangkok's day.
    """
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment).date()
    names = (SHORT_MONTHS if short else MONTHS)[language]
    year = moment.year + ERA if language == "th" else moment.year
    return f"{moment.day} {names[moment.month - 1]} {year}"


def format_datetime(moment: datetime, language: str) -> str:
    """With the time and its zone: ``1 ธันวาคม 2565 เวลา 17:00 น.`` / ``1 December 2022,
    17:00 (UTC+7)``.
    """
    local = timezone.localtime(moment)
    day = format_date(local, language)
    if language == "th":
        return f"{day} เวลา {local:%H:%M} น."
    offset = local.strftime("%z")
    hours = f"{int(offset[:3]):+d}" + ("" if offset[3:] == "00" else f":{offset[3:]}")
    return f"{day}, {local:%H:%M} (UTC{hours})"
