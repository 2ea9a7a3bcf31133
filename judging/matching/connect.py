"""Link the judges of a category who share no entry, directly or through others: their
scores cannot be compared.
"""

from collections.abc import Iterator

import numpy as np

from judging.matching.design import labels_of
from judging.matching.seating import Board, Bools, Ints


def connect(board: Board) -> bool:
    """Link the judges of every category by swaps and hand-overs; True if what stays
    apart is proved to have to.

    A swap (two judges of separate parts exchange an entry) keeps all loads; it joins
    the parts if one of the two ballots lies on a cycle, that is, if its own part holds
    together without it. Where only trees are left, small problems go to an exact
    search, which may also change who judges the category; larger ones hand entries over
    to judges with room.
    """
    for group in _apart(board):
        while _swap(board, group):
            pass
    if not list(_apart(board)):
        return True
    if board.may.size <= board.weights.exact:
        return _exact(board, np.arange(len(board.demands)))
    for group in _apart(board):
        while _hand_over(board, group):
            pass
    for group in _apart(board):
        items = board.members(group)
        if items.size * board.may[items].any(axis=0).sum() <= board.weights.exact:
            _exact(board, items)
    return not list(_apart(board))


def parts_of(board: Board, group: int) -> int:
    """How many separate parts the judges of a category form."""
    return int(labels_of(board.held[board.members(group)]).max(initial=-1)) + 1


def _apart(board: Board) -> Iterator[int]:
    """Categories in more than one part."""
    return (
        group for group in range(len(board.categories)) if parts_of(board, group) > 1
    )


def _exact(board: Board, items: Ints) -> bool:
    # loading the solver takes a second, and it is rarely needed
    from judging.matching.exact import (
        link_exactly,
    )

    return link_exactly(board, items)


def _swap(board: Board, group: int) -> bool:
    """Join two parts by one exchange, if one can be had."""
    items = board.members(group)
    held, loose = board.held[items], (board.held & ~board.fixed)[items]
    labels = labels_of(held)
    rows, judges = np.nonzero(loose)
    if labels.max(initial=0) < 1:
        return False
    for row, giver in _on_cycles(held, loose):
        fits = (
            (labels[judges] != labels[giver])
            & board.may[items[row], judges]
            & board.may[items[rows], giver]
        )
        if fits.any():
            other = int(fits.argmax())
            board.move(int(items[row]), int(giver), int(judges[other]))
            board.move(int(items[rows[other]]), int(judges[other]), int(giver))
            return True
    return False


def _hand_over(board: Board, group: int) -> bool:
    """Join two parts by giving one entry to a judge of the other part who has room, the
    emptiest such.
    """
    items = board.members(group)
    held, loose = board.held[items], (board.held & ~board.fixed)[items]
    labels = labels_of(held)
    single = held.sum(axis=0) == 1
    givers = [*_on_cycles(held, loose), *np.argwhere(loose & single)]
    for row, giver in givers:
        fits = (
            (labels >= 0)
            & (labels != labels[giver])
            & board.may[items[row]]
            & (board.spare > 0)
        )
        if fits.any():
            taker = np.where(fits, board.load / board.share, np.inf).argmin()
            board.move(int(items[row]), int(giver), int(taker))
            return True
    return False


def _on_cycles(held: Bools, loose: Bools) -> Ints:
    """(n, 2) ballots that may move and whose part holds together without them (each
    alone, not all at once).

    A spanning forest is grown over fixed ballots first; the ballots that close a cycle
    are what is looked for.
    """
    cells = np.concatenate([np.argwhere(held & ~loose), np.argwhere(loose)])
    above = list(range(sum(held.shape)))
    closing = [
        cell
        for cell in cells.tolist()
        if not _join(above, cell[0], held.shape[0] + cell[1])
    ]
    return np.array(
        [cell for cell in closing if loose[cell[0], cell[1]]], dtype=np.int64
    ).reshape(-1, 2)


def _join(above: list[int], one: int, other: int) -> bool:
    """Unite two nodes of a union-find forest; False if they were united before."""
    one, other = _root(above, one), _root(above, other)
    above[one] = other
    return one != other


def _root(above: list[int], node: int) -> int:
    while above[node] != node:
        above[node] = above[above[node]]
        node = above[node]
    return node
