"""What is wrong with a spreadsheet, by row and column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """``row`` counts as the spreadsheet does; ``column`` is the column's name, empty for
    the whole row.
    """

    row: int
    column: str
    reason: str

    @property
    def words(self) -> str:
        return f"{self.column}: {self.reason}".removeprefix(": ")

    def as_json(self) -> dict[str, object]:
        return {"row": self.row, "column": self.column, "reason": self.reason}


def no_rows() -> Problem:
    """Of a file that holds the names of its columns alone."""
    reason = _("The file has no rows below the column names. Fill them in.")
    return Problem(1, "", reason)


def reasons_by_row(problems: Iterable[Problem]) -> dict[int, list[str]]:
    reasons: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        reasons[problem.row].append(problem.words)
    return reasons
