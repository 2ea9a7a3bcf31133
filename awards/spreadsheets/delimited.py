"""A CSV as rows of texts: what it is written in and what parts its columns are found
out from its content.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from awards.spreadsheets.limits import MOST_CELLS, MOST_COLUMNS, TableError, too_much

DELIMITERS = ",;\t|"
# how files begin that are text, too
OTHER_FILES = ("<html", "<!doctype", "<?xml", "<table", "%pdf-", "{\\rtf")
LOOKED_AT = 100_000  # characters, to tell what parts the columns
ROWS_LOOKED_AT = 60
# of Latin, Thai and quotation marks in UTF-16, where no mark at the beginning says so
HIGH_BYTES = (
    0x00,
    0x0E,
    0x20,
)


def read_delimited(content: bytes) -> Iterator[list[str]]:
    """Raises TableError. A first line ``sep=;`` says what parts the columns, and is no
    row: Excel hides it too.
    """
    text = decoded(content)
    if "\0" in text or text.lstrip()[:60].lower().startswith(OTHER_FILES):
        raise TableError(_("This is not a spreadsheet. Save it as .xlsx or CSV."))
    first, _end, rest = text.partition("\n")
    named = first.strip().strip('"')
    if named.lower().startswith("sep=") and len(named) <= 5:
        text, delimiter = rest, named[4:] or first.rstrip("\r")[-1:].replace("=", ",")
    else:
        delimiter = delimiter_of(text)
    refuse_open_quote(text, delimiter)
    return rows_of(text, delimiter)


def rows_of(text: str, delimiter: str) -> Iterator[list[str]]:
    filled = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            filled += len(row)
            if filled > MOST_CELLS:
                raise too_much()
            yield row[: MOST_COLUMNS + 1]
    except csv.Error as error:
        raise TableError(
            _("The CSV file cannot be read: %(error)s") % {"error": error}
        ) from None


def refuse_open_quote(text: str, delimiter: str) -> None:
    """A quote that is never closed would make one cell of all rows after it, unsaid."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    began = 1
    try:
        for _row in lines:
            began = lines.line_num + 1
    except csv.Error as error:
        if "end of data" in str(error):
            words = _(
                "The quotation mark in line %(line)d of the CSV file is not closed. "
                "Close it and upload the file again."
            )
            raise TableError(words % {"line": began}) from None


def decoded(content: bytes) -> str:
    """Windows-874 holds TIS-620; what is neither it nor Unicode is no text."""
    for encoding in encodings_of(content):
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise TableError(_("The file's characters cannot be read. Save it as CSV UTF-8."))


def encodings_of(content: bytes) -> list[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    begins = content[:400]
    for encoding, high in (("utf-16-le", begins[1::2]), ("utf-16-be", begins[::2])):
        if (
            b"\0" in high
            and sum(byte in HIGH_BYTES for byte in high) * 10 >= len(high) * 9
        ):
            return [encoding]
    return ["utf-8-sig", "cp874"]


def delimiter_of(text: str) -> str:
    """The one that parts the rows as it parts the names of the columns; names of
    columns may hold commas.
    """
    return max(DELIMITERS, key=lambda delimiter: agreement(text[:LOOKED_AT], delimiter))


def agreement(text: str, delimiter: str) -> tuple[float, int]:
    """Share of rows that have as many cells as the first, and how many cells that are."""
    try:
        rows = list(
            islice(
                csv.reader(io.StringIO(text, newline=""), delimiter=delimiter),
                ROWS_LOOKED_AT,
            )
        )
    except csv.Error:
        return 0.0, 0
    rows = [row for row in rows if any(row)]
    if not rows or len(rows[0]) < 2:
        return 0.0, 0
    cells = len(rows[0])
    others = rows[1:]
    same = sum(len(row) == cells for row in others)
    return (same / len(others) if others else 0.0), cells
