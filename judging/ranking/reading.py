"""Ballots from rows of a table: `judge,entry,score` or `judge,entry,criterion,score`,
optionally with `category`.

An empty score is a score not given, never a zero. Other columns are refused, so that a
misspelt one is noticed.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from .ballots import LIMIT, Ballot
from .problems import InvalidInput, Problem
from .rules import Number

REQUIRED, OPTIONAL = ("judge", "entry", "score"), ("criterion", "category")
Line = tuple[int, dict[str, str]]
PLAIN = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,20})?")


def read_ballots(
    header: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    criteria: Collection[str] | None = None,
) -> list[Ballot]:
    """Rows of a table to its ballots, in order of first mention. Raises InvalidInput
    with every problem.

    rows: number, as the spreadsheet counts (the header is row 1), and cells. criteria:
    those that have a weight, so that any other is refused at its row; None takes all.
    """
    names = [name.strip().lower() for name in header]
    problems = _header_problems(names)
    lines = [] if problems else list(_lines(names, rows, problems))
    cells: dict[tuple[str, str, str], dict[str, Number | None]] = {}
    for row, line in lines:
        problems += _problems(row, line)
        problems += _unknown(row, line.get("criterion", ""), criteria)
        problems += [] if problems else _keep(cells, row, line)
    if not problems and not cells:
        problems.append(Problem("empty"))
    if problems:
        raise InvalidInput(problems)
    return [_ballot(key, scores, "criterion" in names) for key, scores in cells.items()]


def _lines(
    names: list[str], rows: Iterable[tuple[int, Sequence[str]]], problems: list[Problem]
) -> Iterator[Line]:
    for row, cells in rows:
        if len(cells) > len(names):
            problems.append(Problem("too_many_cells", row))
        elif any(cell.strip() for cell in cells):
            yield (
                row,
                dict.fromkeys(names, "")
                | {n: c.strip() for n, c in zip(names, cells, strict=False)},
            )


def _header_problems(names: list[str]) -> list[Problem]:
    missing = [
        Problem("missing_column", 1, name) for name in REQUIRED if name not in names
    ]
    known = REQUIRED + OPTIONAL
    strange = [
        Problem("unknown_column", 1, name)
        for name in dict.fromkeys(names)
        if name not in known
    ]
    twice = [
        Problem("duplicate_column", 1, name)
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    return missing + strange + twice


def _problems(row: int, line: dict[str, str]) -> Iterator[Problem]:
    for column in ("judge", "entry", "criterion"):
        if line.get(column) == "":
            yield Problem(f"no_{column}", row, column)
    score = _number(line["score"])
    if line["score"] and score is None:
        yield Problem("not_a_number", row, "score", {"value": line["score"]})
    elif score is not None and abs(score) > Decimal(LIMIT):
        yield Problem("out_of_range", row, "score", {"value": line["score"]})


def _unknown(
    row: int, criterion: str, criteria: Collection[str] | None
) -> list[Problem]:
    if not criterion or criteria is None or criterion in criteria:
        return []
    return [Problem("unknown_criterion", row, "criterion", {"criterion": criterion})]


def _number(text: str) -> Decimal | None:
    """Digits with a point or a decimal comma: Python itself would take 1_000, 1e1 and
    nan for numbers too.
    """
    return Decimal(text.replace(",", ".")) if PLAIN.fullmatch(text) else None


def _keep(
    cells: dict[tuple[str, str, str], dict[str, Number | None]],
    row: int,
    line: dict[str, str],
) -> list[Problem]:
    """Adds one line to its ballot, or says that the score is there already."""
    criterion = line.get("criterion", "")
    scores = cells.setdefault(
        (line.get("category", ""), line["judge"], line["entry"]), {}
    )
    if criterion in scores:
        code = "duplicate_score" if criterion else "duplicate"
        named: dict[str, object] = {
            "judge": line["judge"],
            "entry": line["entry"],
            "criterion": criterion,
        }
        return [Problem(code, row, "entry", named)]
    scores[criterion] = _number(line["score"])
    return []


def _ballot(
    key: tuple[str, str, str], scores: dict[str, Number | None], by_criterion: bool
) -> Ballot:
    category, judge, entry = key
    if by_criterion:
        return Ballot(judge, entry, scores, category=category)
    return Ballot(judge, entry, total=scores[""], category=category)
