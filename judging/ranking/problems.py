"""What is wrong with an input: every problem at once, each with a code, its place and
an English sentence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_TEXTS = {
    "missing_column": "the column {column} is missing",
    "unknown_column": "the column {column} is not known here",
    "duplicate_column": "the column {column} occurs twice",
    "empty": "there is no ballot in it",
    "too_many_cells": "the row has more cells than the header",
    "no_judge": "the judge is not named",
    "no_entry": "the entry is not named",
    "no_criterion": "the criterion is not named",
    "not_a_number": "{value!r} is not a number",
    "out_of_range": "{value} is beyond what can be ranked (a million either way)",
    "duplicate": "judge {judge} has already scored entry {entry}",
    "duplicate_score": "judge {judge} has already scored entry {entry} on {criterion}",
    "unknown_criterion": "the criterion {criterion} has no weight",
    "total_and_criteria": (
        "the ballot of judge {judge} for entry {entry} has a total and criteria; "
        "give one of them"
    ),
    "bad_weight": "the weight of {criterion} is not a number of at least 0",
    "no_weight": "no criterion weighs more than 0",
    "bad_rule": "the rule {rule} cannot be {value!r}",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `row` counts as a spreadsheet does (the header is row 1) or is
    the ballot's place from 1.
    """

    code: str
    row: int | None = None
    column: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        return _TEXTS[self.code].format(**{"column": self.column, **self.params})

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column}"] if self.column else []
        return ": ".join([", ".join(place), self.reason] if place else [self.reason])


class InvalidInput(ValueError):
    """Raised with every problem found; nothing was computed. `problems` is never empty."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
