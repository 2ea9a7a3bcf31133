"""A spreadsheet of scores as rows of texts, columns by their names; what has no value
is named by row and column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from awards.spreadsheets import CellError, Table
from awards.spreadsheets.headings import field_named, known_by, letters_of
from awards.spreadsheets.tables import text_of_cell

NEEDED = ("judge", "entry", "criterion", "score")
HEADERS = {
    "judge": (
        "judge e-mail",
        "judge's e-mail",
        "กรรมการ",
        "อีเมลกรรมการ",
        "อีเมลของกรรมการ",
    ),
    "entry": (
        "reference",
        "entry reference",
        "ผลงาน",
        "เลขที่ผลงาน",
        "เลขที่อ้างอิง",
        "รหัสผลงาน",
    ),
    "criterion": ("criterion code", "เกณฑ์", "รหัสเกณฑ์"),
    "score": ("คะแนน",),
    "comment": ("ความเห็น", "ข้อคิดเห็น"),
    "category": ("category code", "สาขา", "สาขารางวัล", "รหัสสาขา"),
    "state": ("status", "สถานะ"),
    "counted": ("นับคะแนน",),
    "reason": ("why it cannot be judged", "เหตุผล", "เหตุผลที่ไม่ให้คะแนน"),
}
NAMES = known_by(HEADERS)


@dataclass(frozen=True)
class Refusal:
    """``row`` counts as the spreadsheet does; ``column`` is the column's name in our words."""

    row: int
    column: str
    reason: str

    def as_json(self) -> dict[str, str | int]:
        return {"row": self.row, "column": self.column, "reason": self.reason}


@dataclass
class ScoreRows:
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_scores(table: Table) -> ScoreRows:
    """With a refusal of the header no row is read."""
    read = ScoreRows(notes=list(table.notes))
    columns: dict[str, int] = {}
    for position, title in enumerate(table.header):
        name = field_named(title, NAMES)
        if name and name in columns:
            words = _(
                "This column appears twice, in %(one)s and in %(other)s. Keep one of "
                "them."
            )
            where = {"one": letters_of(columns[name]), "other": letters_of(position)}
            read.refused.append(Refusal(1, name, words % where))
        elif name:
            columns[name] = position
    read.refused += [
        Refusal(1, n, _("This column is missing from the header row."))
        for n in NEEDED
        if n not in columns
    ]
    if unknown := [
        title for title in table.header if title and not field_named(title, NAMES)
    ]:
        read.notes.append(
            _("Unknown columns were not read: %(names)s.")
            % {"names": ", ".join(unknown)}
        )
    if not read.refused:
        read.rows = list(rows_of(table, columns, read.refused))
    return read


def rows_of(
    table: Table, columns: dict[str, int], refused: list[Refusal]
) -> Iterator[tuple[int, dict[str, str]]]:
    for row in table.rows:
        texts: dict[str, str] = {}
        for name, position in columns.items():
            try:
                texts[name] = text_of_cell(row.cell(position))
            except CellError as error:
                refused.append(Refusal(row.number, name, str(error)))
        if any(texts.values()) and len(texts) == len(columns):
            yield row.number, texts
