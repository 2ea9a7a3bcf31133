"""Rows that an import left out: kept with their reasons, handed back as a spreadsheet
that can be corrected and imported again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.utils.translation import gettext as _

from awards.spreadsheets.formulas import kept_typed, looks_like_one
from awards.spreadsheets.problems import Problem, reasons_by_row
from awards.spreadsheets.tables import Table

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


class RestRow(TypedDict):
    """``number`` counts as the first spreadsheet does."""

    number: int
    cells: list[str]
    reasons: list[str]


class Rest(TypedDict):
    header: list[str]
    rows: list[RestRow]


def rest_of(table: Table, problems: list[Problem]) -> Rest:
    reasons = reasons_by_row(problems)
    width = range(len(table.header))
    rows = [
        RestRow(
            number=row.number,
            cells=[row.shown(column) for column in width],
            reasons=reasons[row.number],
        )
        for row in table.rows
        if row.number in reasons
    ]
    return Rest(header=table.header, rows=rows)


def rest_as_xlsx(rest: Rest) -> bytes:
    """The columns as they came, and a last one with the reasons, which no import reads.
    Every cell is text.
    """
    import io

    from openpyxl import Workbook  # here: 18 MB that most processes never need

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    reason = _("Reason not imported")
    sheet.append([text_cell(sheet, text) for text in (*rest["header"], reason)])
    for row in rest["rows"]:
        cells = (*row["cells"], " ".join(row["reasons"]))
        sheet.append([text_cell(sheet, text) for text in cells])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_cell(sheet: Worksheet, text: str) -> Cell:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=kept_typed(text))
    cell.data_type = "s"
    cell.quotePrefix = looks_like_one(text)
    return cell
