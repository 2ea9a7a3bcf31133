"""The assignment itself: one seat per round, every round a few min-cost flows that see
the links made before.
"""

from collections.abc import Iterator

import numpy as np

from judging.matching.flow import Arcs, send, stairs_of
from judging.matching.seating import Board, Bools, Ints

EMPTY = 10**9  # price of a seat left empty in a round: more than any judge can cost


def fill_rounds(board: Board) -> None:
    """Fill the seats, those within the quorum first. Seats left empty here are looked
    at again by `settle`.
    """
    board.core = small_panels(board)
    links = link_counts(board)
    for due in _rounds(board):
        for batch in _batches(board.rng.permutation(due), board.weights.batch):
            _fill(board, batch, links)


def link_counts(board: Board) -> Ints:
    """(C, J, J) entries each pair of judges shares in a category; its own ballots where
    a judge meets itself.
    """
    links = np.zeros(
        (len(board.categories), len(board.judges), len(board.judges)), dtype=np.int64
    )
    for c in range(len(board.categories)):
        held = board.held[board.members(c)].astype(np.float32)
        links[c] = (held.T @ held).astype(np.int64)
    return links


def small_panels(board: Board) -> Bools:
    """(C, J) who should share each category, so that every judge there has several
    ballots.

    Sixty judges with one ballot each in a category of twelve entries could not be
    compared with each other, and a judge with a single ballot among colleagues who have
    twenty is hardly corrected. Each category asks for as many portions of ballots as it
    has work for; judges take portions by expertise, in proportion to their limits.
    """
    open_to = np.array(
        [board.may[board.members(c)].any(axis=0) for c in range(len(board.categories))]
    )
    if not open_to.any():
        return board.core
    portion, wanted, most = _portions(board)
    cells = np.argwhere(open_to)
    price = _panel_price(board)[cells[:, 0], cells[:, 1]]
    # rather another category, for the sake of links
    again = np.maximum(most[cells[:, 0]] - 1, 0)
    twice = np.repeat(np.arange(len(cells)), again)
    idle = np.zeros(len(board.judges), np.int64)
    stairs = stairs_of(
        idle,
        idle + len(cells),
        board.share / portion.mean(),
        board.weights.load,
        wanted.sum(),
    )
    cells = np.concatenate([cells, cells[twice]])
    price = np.concatenate([price, price[twice] + board.weights.again])
    chosen = cells[send(wanted, cells, price, stairs, _gaps(wanted), len(board.judges))]
    panels = np.zeros_like(open_to)
    panels[chosen[:, 0], chosen[:, 1]] = True
    return panels


def _portions(board: Board) -> tuple[Ints, Ints, Ints]:
    """(C,) ballots in a portion, portions the category wants, and how many of them one
    judge may take.
    """
    weights = board.weights
    size = np.bincount(board.group, minlength=len(board.categories))
    seats = np.bincount(board.group, board.want, len(board.categories)).astype(np.int64)
    each = max(
        weights.portion, int(seats.sum() / max(len(board.judges), 1) / weights.panels)
    )
    portion = np.maximum(np.minimum(size, each), 1)
    deepest = np.array([board.want[board.members(c)].max() for c in range(len(size))])
    return portion, np.maximum(deepest + 1, -(-seats // portion)), size // portion


def _panel_price(board: Board) -> Ints:
    """(C, J) price of a judge on a panel: expertise, items closed to the judge, and who
    is there already.
    """
    price = np.zeros((len(board.categories), len(board.judges)), np.int64)
    for c in range(len(price)):
        items = board.members(c)
        shut = 1000 * (1 - board.may[items].mean(axis=0)) + board.rng.integers(
            0, board.weights.noise, len(board.judges)
        )
        price[c] = (
            shut
            - board.weights.skill * board.skill[:, c]
            - EMPTY // 10 * board.held[items].any(axis=0)
        )
    return np.asarray(price - price.min(initial=0))


def _rounds(board: Board) -> Iterator[Ints]:
    """Items due for one more seat, round by round: first all seats within the quorum,
    then the others.
    """
    have = board.held.sum(axis=1)
    for low, high in (
        (have, board.quorum),
        (np.maximum(have, board.quorum), board.want),
    ):
        for seat in range(1, int(board.want.max(initial=0)) + 1):
            due = np.flatnonzero((low < seat) & (seat <= high))
            if len(due):
                yield due


def _batches(items: Ints, size: int) -> Iterator[Ints]:
    yield from np.array_split(items, -(-len(items) // size))


def _fill(board: Board, batch: Ints, links: Ints) -> None:
    """One more judge for each item of the batch, where one can be had."""
    weights = board.weights
    price = _prices(board, batch, _familiarity(board, links))
    cells = _candidates(
        price + (weights.load * board.load / board.share).astype(np.int64),
        board.free[batch],
        weights.candidates,
    )
    stairs = stairs_of(
        board.load,
        np.minimum(board.spare, len(batch)),
        board.share,
        weights.load,
        len(batch),
    )
    one = np.ones(len(batch), np.int64)
    taken = cells[
        send(
            one,
            cells,
            price[cells[:, 0], cells[:, 1]],
            stairs,
            _gaps(one),
            len(board.judges),
        )
    ]
    given = np.column_stack([batch[taken[:, 0]], taken[:, 1]])
    _count_links(board, given, links)
    board.give(given)


def _familiarity(board: Board, links: Ints) -> Ints:
    """(C, J, J) price of one more entry shared by two judges.

    In the category: what they share beyond their part, given how many ballots each has
    there, so that experts are not driven out. Over all categories: what they share at
    all, so that experts of one field do not stay among themselves.
    """
    ballots = links.diagonal(axis1=1, axis2=2).astype(np.float32)
    pairs = links.sum(axis=(1, 2)) - ballots.sum(axis=1)
    rate = pairs / np.maximum(ballots.sum(axis=1) ** 2, 1)
    expected = ballots[:, :, None] * ballots[:, None, :] * rate[:, None, None]
    price = board.weights.link * (links - expected) + board.weights.mix * links.sum(
        axis=0
    )
    return np.asarray(price, dtype=np.int64)


def _prices(board: Board, batch: Ints, familiar: Ints) -> Ints:
    """(n, J) what each judge would cost on each item of the batch, without load."""
    weights, group = board.weights, board.group[batch]
    price = board.rng.integers(0, weights.noise, (len(batch), len(board.judges)))
    price += (weights.skill * (2 - board.skill.T) + weights.panel * ~board.core)[group]
    rows, judges = np.nonzero(board.held[batch])
    if len(rows):
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        price[rows[starts]] += np.add.reduceat(familiar[group[rows], judges], starts)
        price -= price.min()
    return price


def _candidates(price: Ints, free: Bools, most: int) -> Ints:
    """(n, 2) the cells to look at: all free ones, or the `most` cheapest of each row
    where there are more.
    """
    if price.shape[1] <= most:
        return np.argwhere(free)
    best = np.argpartition(np.where(free, price, EMPTY), most, axis=1)[:, :most]
    rows, slots = np.nonzero(np.take_along_axis(free, best, axis=1))
    return np.column_stack([rows, best[rows, slots]])


def _count_links(board: Board, given: Ints, links: Ints) -> None:
    """Add what new seats bring: pairs with the judges already there, and the ballots themselves."""
    row, colleague = np.nonzero(board.held[given[:, 0]])
    group, judge = board.group[given[row, 0]], given[row, 1]
    np.add.at(links, (group, judge, colleague), 1)
    np.add.at(links, (group, colleague, judge), 1)
    np.add.at(links, (board.group[given[:, 0]], given[:, 1], given[:, 1]), 1)


def _gaps(room: Ints) -> Arcs:
    return Arcs(np.arange(len(room)), room, np.full(len(room), EMPTY))
