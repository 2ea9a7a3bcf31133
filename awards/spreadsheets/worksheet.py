"""The rows of one sheet: only cells that hold something, each with the number that the
spreadsheet shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from awards.spreadsheets.limits import (
    MOST_CELLS,
    MOST_CELLS_READ,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_MERGED,
    MOST_ROWS,
    MOST_ROWS_READ,
    MOST_TEXT,
    TableError,
    damaged,
    too_many_rows,
    too_much,
)
from awards.spreadsheets.workbook import Workbook, unescaped
from awards.spreadsheets.xml import Attributes, Events, local

# than are taken: the note of a sheet that is too long comes from one place, see
# ``tables``
MORE_ROWS = 20
LETTERS = {
    letter: number for number, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1)
}


@dataclass(frozen=True)
class Broken:
    """A cell without a value: ``shown`` is what a spreadsheet shows there, ``kind`` one
    of formula, error, merged.
    """

    kind: str
    shown: str = ""


Value = str | int | float | date | datetime | bool | Broken


@dataclass
class SheetRow:
    number: int
    cells: dict[int, Value] = field(default_factory=dict)  # column from 0 → value


class SheetRows(Events):
    """Takes one sheet in. ``rows``: visible ones with something in them; ``hidden``:
    how many were passed over.
    """

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.rows: list[SheetRow] = []
        self.hidden = 0
        self.merged: list[tuple[int, int, int, int]] = []
        self.row = SheetRow(0)
        self.row_hidden = False
        self.seen_rows = self.seen_cells = self.filled = self.characters = 0
        self.cell = CellParts()

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self.begin_cell(attributes)
        elif name == "row":
            self.begin_row(attributes)
        elif name == "mergeCell":
            self.note_merged(local(attributes, "ref"))
        else:
            self.cell.begin(name)

    def text(self, text: str) -> None:
        self.cell.text(text)

    def end(self, name: str) -> None:
        if name == "c":
            self.end_cell()
        elif name == "row":
            self.end_row()
        else:
            self.cell.end(name)

    def begin_row(self, attributes: Attributes) -> None:
        number = row_number(attributes.get("r", ""), self.row.number)
        if number <= self.row.number:
            raise damaged()
        self.seen_rows += 1
        if self.seen_rows > MOST_ROWS_READ:
            raise too_many_rows()
        self.row = SheetRow(number)
        self.row_hidden = attributes.get("hidden") in ("1", "true")
        self.cell = CellParts()

    def begin_cell(self, attributes: Attributes) -> None:
        self.seen_cells += 1
        if self.seen_cells > MOST_CELLS_READ:
            raise too_much()
        column = column_of(attributes.get("r", ""), self.cell.column + 1)
        self.cell = CellParts(
            column, attributes.get("t", "n"), attributes.get("s", "0")
        )

    def end_cell(self) -> None:
        value = self.cell.value(self.book)
        if value == "":
            return
        if self.cell.column >= MOST_COLUMNS:
            raise TableError(
                _("The file has more than %(most)d columns. Remove some.")
                % {"most": MOST_COLUMNS}
            )
        self.filled += 1
        self.characters += len(value) if isinstance(value, str) else 0
        if self.filled > MOST_CELLS or self.characters > MOST_TEXT:
            raise too_much()
        self.row.cells[self.cell.column] = value

    def end_row(self) -> None:
        if not self.row.cells:
            return
        if self.row_hidden:
            self.hidden += 1
            return
        self.rows.append(self.row)
        if len(self.rows) > MOST_ROWS + MORE_ROWS:
            raise too_many_rows()

    def note_merged(self, span: str) -> None:
        begins, _colon, ends = span.partition(":")
        if not ends:
            return
        if len(self.merged) >= MOST_MERGED:
            raise too_much()
        first, last = row_of(begins), row_of(ends)
        if first and last and last > first:
            self.merged.append((first, last, column_of(begins, 0), column_of(ends, 0)))

    def mark_merged(self) -> None:
        """A cell that is merged with one above it holds nothing of its own, though a
        reader sees a value there.
        """
        if not self.merged:
            return
        spans = sorted(self.merged)
        at, marked, open_spans = 0, 0, list[tuple[int, int, int, int]]()
        for row in self.rows:
            while at < len(spans) and spans[at][0] < row.number:
                open_spans.append(spans[at])
                at += 1
            open_spans = [span for span in open_spans if span[1] >= row.number]
            for _first, _last, left, right in open_spans:
                covered = range(left, min(right, MOST_COLUMNS - 1) + 1)
                marked += len(covered)
                if marked > MOST_CELLS:
                    raise too_much()
                for column in covered:
                    row.cells.setdefault(column, Broken("merged"))


@dataclass
class CellParts:
    """One cell while it is being read. ``kind`` and ``style`` as the file writes them."""

    column: int = -1
    kind: str = "n"
    style: str = "0"
    parts: list[str] = field(default_factory=list)
    formula: bool = False
    reading: bool = False
    phonetic: int = 0
    size: int = 0

    def begin(self, name: str) -> None:
        if name == "f":
            self.formula = True
        elif name == "rPh":
            self.phonetic += 1
        self.reading = name == "v" or (name == "t" and not self.phonetic)

    def text(self, text: str) -> None:
        if not self.reading:
            return
        self.size += len(text)
        if self.size > MOST_CHARACTERS:
            raise TableError(
                _("This cell has more than %(most)d characters. Shorten the text.")
                % {"most": MOST_CHARACTERS}
            )
        self.parts.append(text)

    def end(self, name: str) -> None:
        self.reading = False
        if name == "rPh":
            self.phonetic -= 1

    def value(self, book: Workbook) -> Value:
        """``""`` where nothing stands."""
        text = "".join(self.parts)
        if not text:
            # A formula whose value is an empty text says so (``t="str"``); one that was
            # never calculated says nothing.
            return Broken("formula") if self.formula and self.kind != "str" else ""
        if self.kind == "s":
            return shared_text(book, text)
        if self.kind in ("str", "inlineStr"):
            return unescaped(text)
        if self.kind == "e":
            return Broken("error", text[:40])
        if self.kind == "b":
            return text.strip() in ("1", "true")
        if self.kind == "d":
            return iso_moment(text)
        return number_or_date(text.strip(), book, self.style)


def shared_text(book: Workbook, text: str) -> str:
    place = text.strip()
    if (
        not (place.isascii() and place.isdecimal())
        or len(place) > 9
        or int(place) >= len(book.shared)
    ):
        raise damaged()
    return book.shared[int(place)]


def iso_moment(text: str) -> Value:
    """As strict files write dates."""
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return text
    return moment if moment.time() != time() or "T" in text else moment.date()


def number_or_date(text: str, book: Workbook, style: str) -> Value:
    try:
        number = float(text) if text.isascii() and "_" not in text else float("nan")
    except ValueError:
        raise damaged() from None
    if number != number or number in (float("inf"), float("-inf")):
        raise damaged()
    if style.isdecimal() and len(style) < 8 and int(style) in book.date_styles:
        return day_of_serial(number, book.from_1904)
    whole = int(number)
    return (
        whole if number == whole and abs(whole) < 10**15 and "." not in text else number
    )


def day_of_serial(number: float, from_1904: bool = False) -> Value:
    """Excel counts days from 1900, with a 29 February that never was, or on old Macs from 1904."""
    if not -1 < number < 2_958_466:
        return number
    begins = (
        date(1904, 1, 1) if from_1904 else date(1899, 12, 30 if number >= 60 else 31)
    )
    moment = datetime.combine(begins, time()) + timedelta(
        seconds=round(number * 86_400)
    )
    if number < 1 and not from_1904:
        return f"{moment:%H:%M:%S}"
    return moment if moment.time() != time() else moment.date()


def row_number(text: str, before: int) -> int:
    if not text:
        return before + 1
    if not (text.isascii() and text.isdecimal()) or len(text) > 8:
        raise damaged()
    return int(text)


def column_of(reference: str, otherwise: int) -> int:
    """``B7`` is 1; a cell that names no place follows the one before."""
    letters = reference.rstrip("0123456789").replace("$", "")
    if not letters:
        return otherwise
    if len(letters) > 3 or any(letter not in LETTERS for letter in letters):
        raise damaged()
    number = 0
    for letter in letters:
        number = number * 26 + LETTERS[letter]
    return number - 1


def row_of(reference: str) -> int:
    digits = reference.replace("$", "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return (
        int(digits)
        if digits.isascii() and digits.isdecimal() and len(digits) < 9
        else 0
    )


def filled_columns(rows: Iterable[SheetRow]) -> int:
    return max((max(row.cells) + 1 for row in rows if row.cells), default=0)
