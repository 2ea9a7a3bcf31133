"""Spreadsheets for tests, made in memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell

SAMPLE = Path(__file__).parent / "data" / "form-export-invented.xlsx"
HEADER = [
    "ที่อยู่อีเมล", "ชื่อหน่วยงาน", "ประเภทหน่วยงาน", "เลขประจำตัวผู้เสียภาษี 13 หลัก", "จังหวัด", "ชื่อผลงาน (ภาษาไทย)", "ด้านที่ส่งประกวด",
    "วันที่เริ่มใช้งานจริง",
]  # fmt: skip
REFUSED_ROWS = (9, 10, 15)


def with_check_digit(twelve: str) -> str:
    total = sum(
        int(digit) * weight
        for digit, weight in zip(twelve, range(13, 1, -1), strict=True)
    )
    return f"{twelve}{(11 - total % 11) % 10}"


def number_for(n: int) -> str:
    return with_check_digit(f"0{n:011d}")


def row_for(n: int, **changes: Any) -> list[Any]:
    values = {
        "email": f"team{n}@example.org",
        "organisation": f"หน่วยงานสมมุติที่ {n}",
        "kind": "เทศบาล",
        "number": number_for(n),
        "province": "น่าน",
        "title": f"ผลงานสมมุติ {n}",
        "category": "Smart Mobility",
        "since": "๓๑/๐๘/๒๕๖๕",
    }
    return list({**values, **changes}.values())


def xlsx(rows: Sequence[Sequence[Any]], header: Sequence[Any] = HEADER) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(header))
    for row in rows:
        sheet.append([typed_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def typed_cell(sheet: Any, value: Any) -> Any:
    """A text that begins with = as somebody typed it, not as a formula."""
    if not (isinstance(value, str) and value.startswith("=")):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def csv_bytes(
    rows: Sequence[Sequence[Any]],
    header: Sequence[Any] = HEADER,
    *,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([list(header), *[list(row) for row in rows]])
    return out.getvalue().encode(encoding)


def sample_rows() -> tuple[list[Any], list[list[Any]]]:
    """Header and rows of the sample file; row 2 of the sheet is the first."""
    sheet = openpyxl.load_workbook(SAMPLE).active
    assert sheet is not None
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return header, rows


def right_rows_of_sample() -> bytes:
    header, rows = sample_rows()
    return xlsx(
        [row for number, row in enumerate(rows, 2) if number not in REFUSED_ROWS],
        header,
    )
