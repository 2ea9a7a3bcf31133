"""Fill what is open and keep what is there: one flow over all seats at once."""

import numpy as np

from judging.matching.flow import Arcs, send, stairs_of
from judging.matching.seating import Board, Bools, Ints

# a judge's price stops rising at ten times the share, so that prices stay within 64-bit
# integers
STEEP = 10


def settle(board: Board) -> None:
    """Fill as many seats as can be filled (within the quorum first), moving as few
    ballots as possible.

    Among equals, low loads and expertise decide. With more than `weights.candidates`
    judges a part of the cells is looked at first, all of them only while seats stay
    open that somebody might take.
    """
    most = board.weights.candidates
    unsettled = _overfull(board) or _hopeful(board)
    while unsettled:
        _settle(board, most)
        unsettled = most < len(board.judges) and _hopeful(board)
        most *= 4


def _hopeful(board: Board) -> bool:
    """Whether an open seat might be filled, or one within the quorum filled at the
    price of one beyond it.
    """
    seated = board.held.sum(axis=1)
    able = (board.short > 0) & (board.may & ~board.held).any(axis=1)
    if board.spare.any():
        return bool(able.any())
    return bool(
        (able & (seated < board.quorum)).any() and (seated > board.quorum).any()
    )


def _overfull(board: Board) -> bool:
    """Whether a judge is above the limit, or an item has more judges than wanted, but
    for fixed ballots.
    """
    judges = board.load > np.maximum(board.limit, board.fixed.sum(axis=0))
    items = board.held.sum(axis=1) > np.maximum(board.want, board.fixed.sum(axis=1))
    return bool(judges.any() or items.any())


def _settle(board: Board, most: int) -> None:
    loose = board.held & ~board.fixed
    room = np.maximum(board.want - board.fixed.sum(axis=1), 0)
    begun = board.fixed.sum(axis=0)
    cells, price = _offers(board, loose, most)
    far = 2 * min(board.held.shape) + 2  # cells a cheaper way round can change at most
    stay = far * (
        STEEP * board.weights.load
        + 2 * board.weights.skill
        + board.weights.panel
        + board.weights.noise
    )
    price = price + stay * ~loose[cells[:, 0], cells[:, 1]]
    stairs = stairs_of(
        begun,
        np.maximum(board.limit - begun, 0),
        board.share,
        board.weights.load,
        int(room.sum()),
    )
    stairs = Arcs(
        stairs.row, stairs.room, np.minimum(stairs.cost, STEEP * board.weights.load)
    )
    chosen = cells[
        send(
            room,
            cells,
            price,
            stairs,
            _open_seats(board, room, 2 * far * stay),
            len(board.judges),
        )
    ]
    board.take(np.argwhere(loose))
    board.give(chosen)


def _offers(board: Board, loose: Bools, most: int) -> tuple[Ints, Ints]:
    """Cells that may be used (n, 2) and their price: all open ones, or the `most`
    cheapest per item and those held.
    """
    price = (
        board.weights.skill * (2 - board.skill.T) + board.weights.panel * ~board.core
    )[board.group]
    price += board.rng.integers(0, board.weights.noise, board.may.shape)
    full = (
        price
        + (board.weights.load * board.load / board.share).astype(np.int64)
        + board.weights.load * (board.spare == 0)
    )
    usable = (
        board.may
        & ~board.fixed
        & _cheapest(np.where(board.may, full, full.max(initial=0) + 1), most)
    ) | loose
    cells = np.argwhere(usable)
    return cells, price[cells[:, 0], cells[:, 1]]


def _cheapest(price: Ints, most: int) -> Bools:
    """(N, J) the `most` cheapest of each row."""
    if price.shape[1] <= most:
        return np.ones(price.shape, dtype=np.bool_)
    mask: Bools = np.zeros(price.shape, dtype=np.bool_)
    np.put_along_axis(
        mask, np.argpartition(price, most, axis=1)[:, :most], True, axis=1
    )
    return mask


def _open_seats(board: Board, room: Ints, cost: int) -> Arcs:
    """Price of seats left open: beyond the quorum first, three times as dear within it."""
    extra = np.minimum(np.maximum(board.want - board.quorum, 0), room)
    rows = np.arange(len(room))
    costs = np.repeat([cost, 3 * cost], len(room))
    return Arcs(np.tile(rows, 2), np.concatenate([extra, room - extra]), costs)
