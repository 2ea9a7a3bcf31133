"""What an import of entries did, or would do."""

from __future__ import annotations

from dataclasses import dataclass, field

from awards.spreadsheets.problems import Problem
from nominations.importing.rows import Parsed
from nominations.models import EntryImport


@dataclass(frozen=True)
class Previewed:
    """A row as it was read. ``fate``: new, updated, unchanged or refused."""

    row: Parsed
    fate: str
    reasons: list[str]


@dataclass
class Outcome:
    """What an import did, or with ``dry_run`` would do. Nothing was written when
    anything was rejected, unless the good rows alone were asked for.
    """

    created: int = 0
    updated: int = 0
    rejected: list[Problem] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    rows: int = 0
    invited: int = 0
    unchanged: int = (
        0  # of those updated: rows that say what stands here already, whoever wrote it
    )
    preview: list[Previewed] = field(default_factory=list)
    # rows that are taken, with something to look at
    warnings: list[Problem] = field(default_factory=list)
    # what was passed over, and what the entries lack
    notes: list[str] = field(default_factory=list)
    # columns that do not tell 8/9 from 9/8: read month first?
    dates: dict[str, bool] = field(default_factory=dict)
    # rows that could come in without the rejected ones; counted where some are rejected
    good_rows: int = 0
    # what was written, by which it is known and undone
    brought_in: EntryImport | None = None

    @property
    def refused_rows(self) -> set[int]:
        return {problem.row for problem in self.rejected}

    def as_json(self) -> dict[str, object]:
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": [problem.as_json() for problem in self.rejected],
            "rows": self.rows,
            "invited": self.invited,
            "ignored_columns": self.ignored_columns,
            "warnings": [problem.as_json() for problem in self.warnings],
            "notes": self.notes,
            "dates": {
                name: "month first" if first else "day first"
                for name, first in self.dates.items()
            },
        }
