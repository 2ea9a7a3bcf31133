"""Names of columns as forms and people write them: what tells them apart, and which of
them mean the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from awards.language.thai import ascii_digits, clean_text

BRACKETS = re.compile(r"[(\[（].*?[)\]）]")
THAI_VOWELS_AND_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def squash(text: str) -> str:
    """Only what tells names apart: letters, digits and Thai signs, in lower case."""
    name = ascii_digits(clean_text(text)).casefold()
    return "".join(
        char for char in name if char.isalnum() or THAI_VOWELS_AND_MARKS.match(char)
    )


def spellings(header: str) -> Iterable[str]:
    """The header as it stands, and without what stands in brackets or behind a line break."""
    yield squash(header)
    yield squash(BRACKETS.sub("", header))
    yield squash(header.split("\n")[0])
    yield squash(BRACKETS.sub("", header.split("\n")[0]))


def known_by(synonyms: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Squashed name → field, of a table of names by field; the first field that has a
    name keeps it.
    """
    names: dict[str, str] = {}
    for field, written in synonyms.items():
        for name in (field, *written):
            names.setdefault(squash(name), field)
    return names


def field_named(header: str, names: Mapping[str, str]) -> str:
    """The field that a column is by its name, ``""`` for none."""
    return next((names[form] for form in spellings(header) if form in names), "")


def letters_of(position: int) -> str:
    """What a spreadsheet calls the column at a position from 0: A … Z, AA …"""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def named_twice(header: Iterable[str]) -> dict[str, list[int]]:
    """Squashed name → positions, of names that several columns have."""
    squashed = [squash(name) for name in header]
    counts = Counter(squashed)
    return {
        name: [position for position, other in enumerate(squashed) if other == name]
        for name, count in counts.items()
        if name and count > 1
    }
