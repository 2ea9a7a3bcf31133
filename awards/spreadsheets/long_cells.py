"""Texts that are longer than a cell of a spreadsheet can be: cut where they stand, with
a note, and whole on a sheet.

Excel allows 32,767 UTF-16 units in a cell, and writers cut what is longer without a
word. Here the cell ends with a note that names a number; the workbook's other sheet has
the whole text under that number, in as many cells as it needs. Both are read back as
one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MOST = 32_767
PART = 32_000  # leaves room for the note
SHEETS = {"th": "ข้อความยาว", "en": "Long texts"}
HEADERS = {
    "th": ["ข้อ", "แถว", "คอลัมน์", "ข้อความเต็ม (อ่านต่อไปทางขวา)"],
    "en": ["No.", "Row", "Column", "Full text (continues to the right)"],
}
NOTES = {
    "th": " … [ตัดไว้เท่านี้ ข้อความเต็มอยู่ในแผ่นงาน “ข้อความยาว” ข้อ {}]",
    "en": " … [cut here: the full text is on the sheet “Long texts”, no. {}]",
}
NOTE = re.compile(
    "|".join(
        re.escape(note).replace(r"\{\}", r"(\d+)") + r"\s*\Z" for note in NOTES.values()
    )
)


class CutError(Exception):
    """A cell says that it was cut, and its whole text is not there."""


def units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


def parts(text: str, most: int = PART) -> list[str]:
    """The text in pieces of at most ``most`` units each."""
    step = most if units(text) == len(text) else most // 2
    return [text[at : at + step] for at in range(0, len(text), step)]


class LongTexts:
    """Collects what does not fit while a workbook is written in ``language``."""

    def __init__(self, language: str) -> None:
        self.language = "en" if language == "en" else "th"
        self.rows: list[list[str]] = []

    def fit(self, text: str, *, row: str, column: str) -> str:
        """What goes into the cell. ``row`` and ``column``: what its reader calls them."""
        if units(text) <= MOST:
            return text
        number = len(self.rows) + 1
        self.rows.append([str(number), row, column, *parts(text)])
        return parts(text)[0] + NOTES[self.language].format(number)

    @property
    def title(self) -> str:
        return SHEETS[self.language]

    @property
    def header(self) -> list[str]:
        return HEADERS[self.language]


def read_long_texts(rows: Iterable[Sequence[object]]) -> dict[int, str]:
    """Number → whole text, of the rows of such a sheet."""
    found = {}
    for cells in rows:
        number = str(cells[0] if cells and cells[0] is not None else "")
        if number.isdecimal():
            found[int(number)] = "".join(
                str(cell) for cell in cells[3:] if cell is not None
            )
    return found


def whole(text: str, texts: dict[int, str]) -> str:
    """The text as it was before it was cut; raises CutError where it was cut and the
    rest is not there.
    """
    if len(text) < PART // 2:
        return text
    note = NOTE.search(text)
    if note is None:
        return text
    number, begins = int(note[1] or note[2]), text[: note.start()]
    if not texts.get(number, "").startswith(begins):
        raise CutError
    return texts[number]
