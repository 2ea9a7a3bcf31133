"""The board's entries by category: what needs somebody stands open, the rest is folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from judging.progress.pages import Board, CategoryLine, EntryLine

FEW = 10  # entries of a category beside the other categories
SHORT, RISK, EVERY = "short", "risk", "all"
SHOWN = (SHORT, RISK, EVERY)


@dataclass(frozen=True)
class Fold:
    """``lines``: those entries of the category that were asked for, the first of them.
    ``more``: how many further ones there are. ``open``: something in it needs somebody.
    """

    row: CategoryLine
    lines: list[EntryLine]
    more: int
    open: bool


def lines_shown(board: Board, shown: str) -> list[EntryLine]:
    lines = [line for line in board.entries if shown == EVERY or not line.reached]
    return [line for line in lines if shown != RISK or line.at_risk]


def folds_of(board: Board, lines: Iterable[EntryLine]) -> list[Fold]:
    by_category: dict[int, list[EntryLine]] = defaultdict(list)
    for line in lines:
        by_category[line.thing.category_id].append(line)
    folds = []
    for row in board.categories:
        own = by_category[row.thing.pk]
        folds.append(Fold(row, own[:FEW], max(0, len(own) - FEW), bool(row.at_risk)))
    return folds


def fold_of(board: Board, code: str, lines: list[EntryLine]) -> Fold | None:
    """Of one category alone, with these lines of a page; None where there is none."""
    for row in board.categories:
        if row.thing.code == code:
            return Fold(row, lines, 0, open=True)
    return None
