"""A spreadsheet, XLSX or CSV, as rows of cells; with limits, so that no file can exhaust the machine."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.accounts.long_cells import SHEETS, CutError, read_long_texts, whole
from awards.accounts.thai import clean_text

MOST_BYTES = 25 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2_000
MOST_COLUMNS = 200
MOST_ROWS = 20_000
MOST_ROWS_READ = 200_000  # empty ones included: formatted but unused rows are common
MOST_CHARACTERS = 120_000
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
CUT = gettext_lazy(
    "A cell was cut by an export to Excel, and the sheet with its full text is missing. Bring in the workbook as "
    "it was exported, or export again as CSV."
)
Cell = str | int | float | date | datetime


class TableError(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class TableRow:
    """``number`` counts as the spreadsheet does: the header is row 1."""

    number: int
    cells: list[Cell]

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    header: list[str]
    rows: list[TableRow]


def read_table(content: bytes) -> Table:
    """The first sheet of an XLSX, or a CSV in UTF-8, UTF-16 or Windows-874; decided from the content."""
    if not content:
        raise TableError(_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise TableError(_("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 2**20})
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(_("This is an old or protected Excel file. Save it as .xlsx without a password."))
    read = read_xlsx if content.startswith(b"PK") else read_csv
    return as_table(read(content))


def as_table(rows: Iterable[list[Cell]]) -> Table:
    numbered = (TableRow(number, cells) for number, cells in enumerate(limited(rows), 1))
    filled = [row for row in numbered if row.number == 1 or any(cell != "" for cell in row.cells)]
    if not filled or not any(cell != "" for cell in filled[0].cells):
        raise TableError(_("The first row must hold the names of the columns."))
    if len(filled) > MOST_ROWS:
        raise TableError(_("The file has more than %(most)d rows. Divide it.") % {"most": MOST_ROWS})
    return Table([str(cell) for cell in filled[0].cells], filled[1:])


def limited(rows: Iterable[list[Cell]]) -> Iterator[list[Cell]]:
    """Each row without its empty end; raises TableError where a limit is passed."""
    for number, row in enumerate(rows):
        if number >= MOST_ROWS_READ:
            raise TableError(_("The file has more than %(most)d rows. Divide it.") % {"most": MOST_ROWS})
        while row and row[-1] == "":
            row.pop()
        if len(row) > MOST_COLUMNS:
            raise TableError(_("The file has more than %(most)d columns.") % {"most": MOST_COLUMNS})
        yield row


def read_xlsx(content: bytes) -> Iterator[list[Cell]]:
    """Formulas are kept as the text they are, never calculated."""
    check_package(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            texts = long_texts_of(book)
            for row in cells_of(book.worksheets[0]):
                yield [as_cell(whole(value, texts) if isinstance(value, str) else value) for value in row]
    except TableError:
        raise
    except CutError:
        raise TableError(str(CUT)) from None
    except Exception as error:  # whatever a damaged workbook makes the library raise
        raise TableError(_("The Excel file is damaged and cannot be read. Save it again.")) from error


def cells_of(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    return iter(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1))


def long_texts_of(book: Any) -> dict[int, str]:
    found: dict[int, str] = {}
    for sheet in book.worksheets[1:]:
        if sheet.title in SHEETS.values():
            found |= read_long_texts(islice(cells_of(sheet), MOST_ROWS))
    return found


def check_package(content: bytes) -> None:
    """An XLSX is a zip: refuse one that unpacks to more than a spreadsheet ever would."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile:
        raise TableError(_("The Excel file is damaged and cannot be read. Save it again.")) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise TableError(_("The Excel file unpacks to too much. Copy the rows into a new file."))
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise TableError(_("This is not an Excel file. Save it as .xlsx or CSV."))


def as_cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float | date):
        return value
    return as_text(str(value))


def as_text(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise TableError(_("A cell holds more than %(most)d characters.") % {"most": MOST_CHARACTERS})
    text = clean_text(text)
    return text[1:] if looks_disarmed(text) else text  # our own exports disarm formulas so


def looks_disarmed(text: str) -> bool:
    """An apostrophe, or several, before what a spreadsheet would calculate."""
    return text.startswith("'") and text.lstrip("'").startswith(FORMULA_MARKS)


def read_csv(content: bytes) -> Iterator[list[Cell]]:
    text = decoded(content)
    if "\0" in text:
        raise TableError(_("This is not a spreadsheet. Save it as .xlsx or CSV."))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        for row in reader:
            yield [as_text(whole(cell, {})) for cell in islice(row, MOST_COLUMNS + 1)]
    except CutError:
        raise TableError(str(CUT)) from None
    except csv.Error as error:
        raise TableError(_("The CSV file cannot be read: %(error)s") % {"error": error}) from None


def decoded(content: bytes) -> str:
    """Windows-874 holds TIS-620; what is neither it nor Unicode is no text."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp874"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError(_("The characters of the file cannot be read. Save it as CSV UTF-8."))


def delimiter_of(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)
