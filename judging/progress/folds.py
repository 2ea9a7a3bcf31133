"""The board's entries by category: what needs somebody stands open, the rest is folded."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from judging.progress.pages import Board, CategoryLine, EntryLine


@dataclass(frozen=True)
class Fold:
    """``lines``: those entries of the category that were asked for, the first of them.
    ``more``: how many further ones there are. ``open``: something in it needs somebody.
    ``rows``: ``lines`` as markup.
    """

    row: CategoryLine
    lines: list[EntryLine]
    more: int
    open: bool
    rows: SafeString | str = ""


def folds_of(board: Board) -> list[Fold]:
    return [
        Fold(row, row.lines, row.wanted - len(row.lines), bool(row.at_risk))
        for row in board.categories
    ]


def fold_alone(board: Board) -> Fold | None:
    """The one category that was asked for; None where all are shown."""
    for row in board.categories:
        if row.thing.pk == board.asked.category:
            return Fold(row, row.lines, 0, open=True)
    return None
