"""Tables of text as an XLSX; every cell is text, so that nothing is read as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

from awards.spreadsheets.rest import text_cell


def book_of(sheets: Mapping[str, Iterable[Sequence[str]]]) -> bytes:
    """By the name of each sheet, its rows."""
    from openpyxl import Workbook  # here: 18 MB that most processes never need

    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([text_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
