"""Ballots from a CSV file: `judge,entry,score` or `judge,entry,criterion,score`, optionally with `category`.

An empty score is a score not given, never a zero. Other columns are refused, so that a misspelt one is noticed.
"""

import csv
from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path

from .ballots import LIMIT, Ballot
from .problems import InvalidInput, Problem
from .rules import Number

REQUIRED, OPTIONAL = ("judge", "entry", "score"), ("criterion", "category")
Line = tuple[int, dict[str, str]]


def read_file(path: str | Path, criteria: Collection[str] | None = None) -> list[Ballot]:
    """A UTF-8 file (with or without a mark at its beginning) to its ballots. Raises InvalidInput, OSError."""
    try:
        return read_csv(Path(path).read_bytes().decode("utf-8-sig"), criteria)
    except UnicodeDecodeError as error:
        raise InvalidInput([Problem("not_text")]) from error


def read_csv(text: str, criteria: Collection[str] | None = None) -> list[Ballot]:
    """The text of a CSV file to its ballots, in order of first mention. Raises InvalidInput with every problem.

    criteria: those that have a weight, so that any other is refused at its row; None takes all.
    """
    problems: list[Problem] = []
    lines = list(_lines(text, problems))
    cells: dict[tuple[str, str, str], dict[str, Number | None]] = {}
    for row, line in lines:
        problems += _problems(row, line)
        problems += _unknown(row, line.get("criterion", ""), criteria)
        problems += [] if problems else _keep(cells, row, line)
    if not problems and not cells:
        problems.append(Problem("empty"))
    if problems:
        raise InvalidInput(problems)
    return [_ballot(key, scores, "criterion" in lines[0][1]) for key, scores in cells.items()]


def _lines(text: str, problems: list[Problem]) -> Iterator[Line]:
    """Rows as spreadsheets count them (a quoted line break does not count), by column name."""
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    names: list[str] = []
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if row == 1:
                names = [name.strip().lower() for name in cells]
                problems += _header_problems(names)
            elif not any(cell.strip() for cell in cells):
                continue
            elif len(cells) > len(names):
                problems.append(Problem("too_many_cells", row))
            elif not problems or problems[0].row != 1:
                yield row, dict.fromkeys(names, "") | {n: c.strip() for n, c in zip(names, cells, strict=False)}
    except csv.Error as error:
        problems.append(Problem("bad_row", row + 1, params={"reason": str(error)}))


def _header_problems(names: list[str]) -> list[Problem]:
    missing = [Problem("missing_column", 1, name) for name in REQUIRED if name not in names]
    known = REQUIRED + OPTIONAL
    strange = [Problem("unknown_column", 1, name) for name in dict.fromkeys(names) if name not in known]
    twice = [Problem("duplicate_column", 1, name) for name in dict.fromkeys(names) if names.count(name) > 1]
    return missing + strange + twice


def _problems(row: int, line: dict[str, str]) -> Iterator[Problem]:
    for column in ("judge", "entry", "criterion"):
        if line.get(column) == "":
            yield Problem(f"no_{column}", row, column)
    score = _number(line["score"])
    if line["score"] and (score is None or not score.is_finite()):
        yield Problem("not_a_number", row, "score", {"value": line["score"]})
    elif score is not None and abs(score) > Decimal(LIMIT):
        yield Problem("out_of_range", row, "score", {"value": line["score"]})


def _unknown(row: int, criterion: str, criteria: Collection[str] | None) -> list[Problem]:
    if not criterion or criteria is None or criterion in criteria:
        return []
    return [Problem("unknown_criterion", row, "criterion", {"criterion": criterion})]


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _keep(cells: dict[tuple[str, str, str], dict[str, Number | None]], row: int, line: dict[str, str]) -> list[Problem]:
    """Adds one line to its ballot, or says that the score is there already."""
    criterion = line.get("criterion", "")
    scores = cells.setdefault((line.get("category", ""), line["judge"], line["entry"]), {})
    if criterion in scores:
        code = "duplicate_score" if criterion else "duplicate"
        named: dict[str, object] = {"judge": line["judge"], "entry": line["entry"], "criterion": criterion}
        return [Problem(code, row, "entry", named)]
    scores[criterion] = _number(line["score"])
    return []


def _ballot(key: tuple[str, str, str], scores: dict[str, Number | None], by_criterion: bool) -> Ballot:
    category, judge, entry = key
    if by_criterion:
        return Ballot(judge, entry, scores, category=category)
    return Ballot(judge, entry, total=scores[""], category=category)
