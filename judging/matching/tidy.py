"""Take judges out of categories where they have a few ballots only, among colleagues with many."""

import numpy as np

from judging.matching.seating import Board, Bools, Ints


def tidy(board: Board) -> None:
    """Exchange lone ballots: the colleague takes it and gives one of a category where
    both have many.

    Loads stay as they are. A judge with one ballot in a category is hardly corrected
    there, and lowers its efficiency more than anything else. Expertise may fall by one
    level in all per exchange.
    """
    counts = _counts(board)
    few = board.weights.portion
    for group, judge in np.argwhere(
        (counts > 0)
        & (counts < few)
        & (counts.max(axis=1, keepdims=True, initial=0) >= 2 * few)
    ).tolist():
        items = np.flatnonzero(
            board.held[:, judge] & ~board.fixed[:, judge] & (board.group == group)
        )
        # a begun ballot keeps the judge here anyway
        if len(items) == counts[group, judge]:
            for item in items.tolist():
                _exchange(board, item, judge, counts)


def _exchange(board: Board, item: int, judge: int, counts: Ints) -> bool:
    """The lone ballot for one of a colleague's, where one fits."""
    group = board.group[item]
    for back, other in _offers(board, item, judge, counts):
        items = board.members(back)
        fits: Bools = (
            (board.held & ~board.fixed)[items, other]
            & board.may[items, judge]
            & ~board.held[items, judge]
        )
        if fits.any():
            gift = int(items[fits.argmax()])
            board.move(item, judge, other)
            board.move(gift, other, judge)
            np.add.at(
                counts,
                ([group, group, back, back], [judge, other, other, judge]),
                [-1, 1, -1, 1],
            )
            return True
    return False


def _offers(board: Board, item: int, judge: int, counts: Ints) -> list[list[int]]:
    """Categories and colleagues (n, 2) to exchange with, where most expertise is gained first."""
    group, enough = board.group[item], board.weights.portion + 2
    able = board.may[item] & ~board.held[item] & (counts[group] >= enough)
    both = able & (counts > enough) & (counts[:, judge] >= enough)[:, None]
    skill = board.skill
    gain = (skill[:, group] - skill[judge, group]) + skill[judge][:, None] - skill.T
    both[group] = False
    cells = np.argwhere(both & (gain >= -1))
    order = np.argsort(-gain[cells[:, 0], cells[:, 1]], kind="stable")
    return cells[order][:20].tolist()  # type: ignore[no-any-return]


def _counts(board: Board) -> Ints:
    """(C, J) ballots of each judge in each category."""
    counts = np.zeros((len(board.categories), len(board.judges)), dtype=np.int64)
    np.add.at(counts, board.group, board.held.astype(np.int64))
    return counts
