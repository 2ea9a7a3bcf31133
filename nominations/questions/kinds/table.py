from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from awards.language.thai import clean_text
from awards.spreadsheets.tables import Cell
from nominations.models import Question
from nominations.questions.kinds.base import PARTS, Kind, cell_text
from nominations.statuses import QuestionKind

COLUMNS = ("indicator", "before", "after", "source")
MOST_ROWS = 30
LONGEST_CELL = 500
CELL_END = re.compile(r"(?<!\\)\|")


class Table(Kind[list[dict[str, str]]]):
    """Rows of indicator, before, after and source; rows with nothing in them are left
    out.
    """

    code = QuestionKind.TABLE
    template = f"{PARTS}/_table.html"

    def widget(self, question: Question) -> forms.Widget:
        return TableWidget()

    def parse(self, question: Question, typed: object) -> list[dict[str, str]]:
        if not typed:
            return []
        if not isinstance(typed, list):
            raise ValidationError(_("Fill in the table."))
        rows = [
            {
                name: clean_text(str(row.get(name, "")))[:LONGEST_CELL]
                for name in COLUMNS
            }
            for row in typed
        ]
        rows = [row for row in rows if any(row.values())]
        if len(rows) > MOST_ROWS:
            raise ValidationError(
                _("At most %(most)d rows. Split the list."), params={"most": MOST_ROWS}
            )
        return rows

    def show(self, question: Question, value: list[dict[str, str]]) -> str:
        """A row a line; pages show a table, from ``details``."""
        lines = [[cell for cell in row.values() if cell] for row in value]
        return "\n".join(" · ".join(line) for line in lines)

    def details(self, value: list[dict[str, str]], closes_at: datetime) -> object:
        return tuple(value) if value else ()

    def sample(self, question: Question) -> list[dict[str, str]]:
        row = {
            "indicator": _("Indicator"),
            "before": "10",
            "after": "4",
            "source": _("Source"),
        }
        return [row]

    def export(self, question: Question, value: list[dict[str, str]]) -> str:
        """A row a line with ``|`` between its cells."""
        lines = [
            [escaped(row.get(name, "")) for name in COLUMNS] for row in value or []
        ]
        return "\n".join(" | ".join(line) for line in lines)

    def read_cell(
        self, question: Question, cell: Cell, *, month_first: bool
    ) -> list[dict[str, str]]:
        return self.parse(question, read_rows(cell_text(cell)))


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def read_rows(text: str) -> list[dict[str, str]]:
    """Lines of cells with ``|`` between them, as an export writes a table."""
    lines = [CELL_END.split(line) for line in text.split("\n") if line.strip()]
    return [
        {
            name: cell.strip().replace("\\|", "|").replace("\\\\", "\\")
            for name, cell in zip(COLUMNS, line, strict=False)
        }
        for line in lines
    ]


class TableWidget(forms.Widget):
    """Always with some empty rows at the end, so no script is needed."""

    template_name = "nominations/questions/_table_widget.html"
    spare_rows = 3

    def get_context(
        self,
        name: str,
        value: list[dict[str, str]] | None,
        attrs: dict[str, Any] | None,
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = list(value or [])
        rows += [{} for _ in range(self.spare_rows)]
        headings = table_headings()
        context["headings"] = headings.values()
        context["rows"] = [
            [
                (f"{name}-{n}-{key}", f"{label} {n + 1}", row.get(key, ""))
                for key, label in headings.items()
            ]
            for n, row in enumerate(rows)
        ]
        return context

    def value_from_datadict(
        self, data: Mapping[str, str], files: object, name: str
    ) -> list[dict[str, str]]:
        cell = re.compile(re.escape(name) + r"-(\d{1,2})-(\w+)", re.ASCII)
        rows: dict[int, dict[str, str]] = {}
        for key in data:
            if found := cell.fullmatch(key):
                rows.setdefault(int(found[1]), {})[found[2]] = data[key]
        return [rows[number] for number in sorted(rows)]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0"


def table_headings() -> dict[str, str]:
    return {
        "indicator": _("Indicator"),
        "before": _("Before"),
        "after": _("After"),
        "source": _("Source"),
    }
