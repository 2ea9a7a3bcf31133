"""Reading a table of rows from CSV or XLSX, with the row numbers that a spreadsheet shows (the header is row 1)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from awards.accounts.thai import clean_text


class UnreadableSheetError(Exception):
    """The file is no CSV (UTF-8) and no XLSX."""


def read_rows(file: BinaryIO | Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(row number, column → text) with columns in lower case; empty rows are left out. Raises UnreadableSheetError."""
    content = file.read_bytes() if isinstance(file, Path) else file.read()
    rows = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    header: list[str] = []
    for number, cells in enumerate(rows, start=1):
        texts = [clean_text("" if cell is None else str(cell)) for cell in cells]
        if number == 1:
            header = [text.lower() for text in texts]
        elif any(texts):
            yield number, dict(zip(header, texts, strict=False))


def _csv(content: bytes) -> Iterator[list[Any]]:
    try:
        yield from csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableSheetError(str(error)) from error


def _xlsx(content: bytes) -> Iterator[tuple[Any, ...]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
        raise UnreadableSheetError(str(error)) from error
    yield from book.worksheets[0].iter_rows(values_only=True)
