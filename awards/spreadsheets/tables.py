"""A spreadsheet, XLSX or CSV, as rows of cells; with limits, so that no file can
exhaust the machine.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from awards.language.thai import clean_text
from awards.spreadsheets.delimited import read_delimited
from awards.spreadsheets.formulas import looks_disarmed
from awards.spreadsheets.limits import (
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_ROWS_READ,
    MOST_TEXT,
    TableError,
    damaged,
    too_many_rows,
    too_much,
)
from awards.spreadsheets.long_cells import SHEETS, CutError, read_long_texts, whole
from awards.spreadsheets.workbook import SheetPart, Workbook, open_workbook
from awards.spreadsheets.worksheet import Broken, SheetRows, Value, filled_columns

CUT = gettext_lazy(
    "Excel cut off a cell, and the sheet with the full text is missing. Upload the "
    "workbook exactly as it was exported, or export again as CSV."
)
Cell = str | int | float | date | datetime


class CellError(ValueError):
    """A cell without a value; the message says what stands there and what to do."""


@dataclass(frozen=True)
class TableRow:
    """``number`` counts as the spreadsheet does: the header is row 1."""

    number: int
    cells: list[Cell | Broken]

    def cell(self, column: int) -> Cell:
        """``""`` where nothing stands. Raises CellError: a formula that nobody
        calculated is no empty cell.
        """
        found = self.cells[column] if column < len(self.cells) else ""
        if isinstance(found, Broken):
            raise CellError(broken_words(found))
        return found

    def shown(self, column: int) -> str:
        """What a reader of the spreadsheet sees there."""
        found = self.cells[column] if column < len(self.cells) else ""
        return found.shown if isinstance(found, Broken) else str(found)


@dataclass(frozen=True)
class Table:
    """``notes``: what of the file was passed over, in words for who brought it."""

    header: list[str]
    rows: list[TableRow]
    notes: list[str] = field(default_factory=list)

    def column(self, position: int) -> list[Cell]:
        """What stands in a column, without what has no value."""
        cells = (row.cells[position] for row in self.rows if position < len(row.cells))
        return [cell for cell in cells if not isinstance(cell, Broken) and cell != ""]


def broken_words(cell: Broken) -> str:
    if cell.kind == "formula":
        return _(
            "This cell has a formula without a value. Open the file in a spreadsheet "
            "program and save it, or enter the value."
        )
    if cell.kind == "merged":
        return _(
            "This cell is merged with the one above. Unmerge the cells and fill in "
            "each row."
        )
    return _("The spreadsheet shows the error %(error)s here. Enter the value.") % {
        "error": cell.shown
    }


def read_file(path: Path) -> Table:
    """Raises OSError, TableError. One byte more than allowed at the most: a larger file
    is refused, not read.
    """
    with path.open("rb") as file:
        return read_table(file.read(MOST_BYTES + 1))


def read_table(content: bytes) -> Table:
    """The first visible sheet of an XLSX, or a CSV in UTF-8, UTF-16 or Windows-874;
    decided from the content.
    """
    if not content:
        raise TableError(_("The file is empty. Choose another one."))
    if len(content) > MOST_BYTES:
        raise TableError(
            _("The file is larger than %(most)d MB. Choose a smaller one.")
            % {"most": MOST_BYTES // 2**20}
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(
            _(
                "This Excel file is too old or protected. Save it as .xlsx without a "
                "password."
            )
        )
    return read_xlsx(content) if content.startswith(b"PK") else read_csv(content)


def read_csv(content: bytes) -> Table:
    cleaner = Cleaner({})
    rows = (
        TableRow(number, cleaner.cells(cells))
        for number, cells in enumerate(read_delimited(content), 1)
    )
    return as_table(rows, [])


def read_xlsx(content: bytes) -> Table:
    """Of a formula its value is read, as the spreadsheet program stored it; formulas
    are never calculated.
    """
    try:
        book = open_workbook(content)
        sheet = next((part for part in book.sheets if not part.hidden), book.sheets[0])
        read = book.read(sheet.path, SheetRows(book))
        texts = long_texts_of(book, sheet)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        KeyError,
        EOFError,
        OSError,
        RuntimeError,
    ):
        raise damaged() from None
    read.mark_merged()
    cleaner = Cleaner(texts)
    rows = (TableRow(row.number, cleaner.cells(dense(row.cells))) for row in read.rows)
    return as_table(rows, notes_of(book, sheet, read))


def dense(cells: dict[int, Value]) -> list[Value]:
    return [cells.get(column, "") for column in range(max(cells) + 1)]


def long_texts_of(book: Workbook, but: SheetPart) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in book.sheets:
        if part is not but and part.title in SHEETS.values():
            rows = book.read(part.path, SheetRows(book)).rows
            width = filled_columns(rows)
            found |= read_long_texts(
                [row.cells.get(column) for column in range(width)]
                for row in islice(rows, MOST_ROWS)
            )
    return found


def notes_of(book: Workbook, sheet: SheetPart, read: SheetRows) -> list[str]:
    others = [
        part
        for part in book.sheets
        if part is not sheet and part.title not in SHEETS.values()
    ]
    notes = []
    if hidden := [part.title for part in others if part.hidden]:
        notes.append(
            _("Hidden sheets were not read: %(titles)s.")
            % {"titles": ", ".join(hidden[:10])}
        )
    if open_ones := [part.title for part in others if not part.hidden]:
        words = _("Only the first sheet, “%(title)s”, was read. Not read: %(titles)s.")
        notes.append(
            words % {"title": sheet.title, "titles": ", ".join(open_ones[:10])}
        )
    if read.hidden:
        words = ngettext(
            "%(n)d hidden row was not read.",
            "%(n)d hidden rows were not read.",
            read.hidden,
        )
        notes.append(words % {"n": read.hidden})
    return notes


def as_table(rows: Iterable[TableRow], notes: list[str]) -> Table:
    filled = list(within_limits(rows))
    if not filled or filled[0].number != 1:
        raise TableError(_("The first row must contain the column names."))
    header = [filled[0].shown(column) for column in range(len(filled[0].cells))]
    return Table(header, filled[1:], notes)


def within_limits(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """Rows with something in them, each without its empty end; raises TableError where
    a limit is passed.
    """
    taken = 0
    for read, row in enumerate(rows):
        if read >= MOST_ROWS_READ:
            raise too_many_rows()
        while row.cells and row.cells[-1] == "":
            row.cells.pop()
        if len(row.cells) > MOST_COLUMNS:
            raise TableError(
                _("The file has more than %(most)d columns. Remove some.")
                % {"most": MOST_COLUMNS}
            )
        if any(cell != "" for cell in row.cells):
            taken += 1
            if taken > MOST_ROWS + 1:
                raise too_many_rows()
            yield row


class Cleaner:
    """Values as read → cells as taken in. ``texts``: the whole texts of cells that an
    export of ours cut.
    """

    def __init__(self, texts: dict[int, str]) -> None:
        self.texts = texts
        self.known: dict[str, str] = {}
        self.characters = 0

    def cells(self, values: Iterable[Value]) -> list[Cell | Broken]:
        return [self.cell(value) for value in values]

    def cell(self, value: Value) -> Cell | Broken:
        if isinstance(value, bool):
            return str(value)
        return self.text(value) if isinstance(value, str) else value

    def text(self, text: str) -> str:
        """The same text is cleaned once, however many cells hold it; each of them counts."""
        if text not in self.known:
            try:
                self.known[text] = as_text(whole(text, self.texts))
            except CutError:
                raise TableError(str(CUT)) from None
        cleaned = self.known[text]
        self.characters += len(cleaned)
        if self.characters > MOST_TEXT:
            raise too_much()
        return cleaned


def as_text(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise TableError(
            _("This cell has more than %(most)d characters. Shorten the text.")
            % {"most": MOST_CHARACTERS}
        )
    text = clean_text(text)
    # our own exports disarm formulas so
    return text[1:] if looks_disarmed(text) else text


def text_of_cell(cell: Cell) -> str:
    """A whole number is written without its ``.0``."""
    return (
        str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    )
