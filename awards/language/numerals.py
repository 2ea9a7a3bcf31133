"""Thai digits: the one rule of where they stand.

Only within Thai text, and only where the number is a date, a year or a count that
stands by itself. Names, titles of works, codes, references, addresses and telephone
numbers keep the digits that they were written with.
"""

from __future__ import annotations

import re

from awards.language.thai import thai_digits

NUMBER = re.compile(r"\d+(?:[.,:–]\d+)*", re.ASCII)
FOREIGN = re.compile(r"[^\W\d_\u0e00-\u0e7f]")  # a letter of any script but Thai
# a word of its own will stand here, whatever it is
PLACE = re.compile(r"\{\w+\}", re.ASCII)
JOINTS = "_@#/\\+&-.:"  # what makes a number part of something longer: COVID-19, ISO/27001, v2.5
COUNTED = re.compile(r"(?:ที่|ปี|พ\.ศ\.|ค\.ศ\.|จำนวน|รวม)\s*$")
DATED = re.compile(r"(?:ปี|พ\.ศ\.|ค\.ศ\.|ครั้งที่|ปีที่|รุ่นที่)\s*$")
BUDDHIST_YEAR = re.compile(r"2[456]\d\d")
MOST_DIGITS = (
    6  # together without a separator: beyond it is a code or a telephone number
)


def counts_in_thai(text: str) -> str:
    """A sentence of ours with its free-standing numbers in Thai digits. ``{places}`` to
    be filled in stay.
    """
    return NUMBER.sub(
        lambda found: thai_digits(found[0]) if is_count(text, found) else found[0], text
    )


def years_in_thai(name: str) -> str:
    """A name in which no number but its year, or which time it is, stands in Thai digits."""
    return NUMBER.sub(
        lambda found: thai_digits(found[0]) if is_year(name, found) else found[0], name
    )


def is_year(text: str, found: re.Match[str]) -> bool:
    if not is_count(text, found):
        return False
    return bool(
        BUDDHIST_YEAR.fullmatch(found[0]) or DATED.search(text[: found.start()])
    )


def is_count(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()], text[found.end() :]
    if is_joined(before[-1:]) or is_joined(after[:1], after[1:2]):
        return False
    if max(map(len, re.split(r"\D", found[0]))) > MOST_DIGITS:
        return False
    if COUNTED.search(before):
        return True
    return not (is_foreign(before.split(" ")[-2:]) or is_foreign(after.split(" ")[:2]))


def is_joined(sign: str, beyond: str = "x") -> bool:
    """``beyond``: what follows the sign; a full stop or a colon at the end of a
    sentence joins nothing.
    """
    if sign in (".", ":"):
        return bool(beyond.strip())
    return bool(sign) and (sign in JOINTS or bool(FOREIGN.match(sign)))


def is_foreign(words: list[str]) -> bool:
    """Whether a word beside the number is of another script: Wi-Fi 6, MS Org 209."""
    return any(FOREIGN.search(word) for word in words if not PLACE.search(word))
