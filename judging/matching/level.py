"""Even loads: pass ballots on from fuller judges to emptier ones, along chains where no
direct way is open.

A chain giver → … → taker moves one ballot at each link and changes the load of its two
ends only. While some chain leads from a judge to one at least two ballots emptier
(measured against their limits), passing one ballot along it makes loads more even; when
none is left, no assignment of the same seats is more even (Harvey, Ladner, Lovász &
Tamir, Semi-matchings for bipartite graphs, 2003).
"""

from dataclasses import dataclass

import numpy as np

from judging.matching.seating import Board, Bools, Floats, Ints


def level(board: Board, tolerance: float = 0.0) -> None:
    """Pass ballots on until no two judges linked by a chain stand further apart than
    one ballot and `tolerance`.

    `tolerance` is a share of the limit. Judges on a category's chosen panel are asked
    first, others only where the loads stand a twentieth of the limit further apart: a
    ballot alone in a category is hard to compare.
    """
    core = board.core[board.group]
    for way, slack in ((board.may & core, tolerance), (board.may, tolerance + 0.05)):
        while _pass(board, way, slack):
            pass


def _pass(board: Board, way: Bools, tolerance: float) -> bool:
    """Let whoever is fullest pass one ballot on, until nobody can; whether anything moved."""
    moved = False
    settled = np.zeros(len(board.judges), dtype=np.bool_)
    while not settled.all():
        relief = np.where(settled, -np.inf, _relief(board))
        giver = int(relief.argmax())
        search = _search(board, way, giver, relief[giver] - tolerance)
        if search.end < 0:
            # whoever the giver reaches is no emptier; they reach no further
            settled |= search.seen
        else:
            _carry(board, way, search)
            moved = True
    return moved


def _relief(board: Board) -> Floats:
    """(J,) what the last ballot of each judge weighs."""
    relief: Floats = (board.load - 0.5) / board.share
    return relief


def _burden(board: Board) -> Floats:
    """(J,) what one more ballot would weigh; without end at the limit."""
    burden: Floats = np.where(board.spare > 0, (board.load + 0.5) / board.share, np.inf)
    return burden


ENOUGH = 10  # ballots in a category beyond which one more or less is all the same


@dataclass(slots=True)
class _Search:
    """Judges seen (J,), from whom each was reached (J,), and the last of the chain, −1
    if none helps.
    """

    seen: Bools
    giver: Ints
    end: int = -1


def _search(board: Board, way: Bools, start: int, relief: float) -> _Search:
    """The shortest chain from `start` to a judge for whom a ballot weighs less than
    `relief`; the emptiest such.
    """
    burden = _burden(board)
    search = _Search(
        np.arange(len(board.judges)) == start,
        np.full(len(board.judges), -1, dtype=np.int64),
    )
    if burden.min() >= relief - 1e-9:
        return search
    edge = [start]
    while edge and search.end < 0:
        fresh: list[int] = []
        for judge in edge:
            reached = np.flatnonzero(
                _takers(board, way, judge).any(axis=0) & ~search.seen
            )
            search.seen[reached] = True
            search.giver[reached] = judge
            fresh += reached.tolist()
        best = min(fresh, key=lambda judge: (burden[judge], judge), default=-1)
        search.end = best if fresh and burden[best] < relief - 1e-9 else -1
        edge = fresh
    return search


def _passable(board: Board, judge: int) -> Ints:
    """Items the judge holds and may give away."""
    return np.flatnonzero(board.held[:, judge] & ~board.fixed[:, judge])


def _takers(board: Board, way: Bools, judge: int) -> Bools:
    """(n, J) who could take each item that the judge may give away."""
    items = _passable(board, judge)
    takers: Bools = way[items] & ~board.held[items]
    return takers


def _ballots(board: Board, judge: int) -> Ints:
    """(C,) ballots of a judge per category."""
    return np.bincount(
        board.group[board.held[:, judge]], minlength=len(board.categories)
    )


def _carry(board: Board, way: Bools, search: _Search) -> None:
    """Pass one ballot along the chain, at each link the one where most expertise is
    gained.

    Among equals, from a category where both have many ballots: a single one there could
    hardly be compared.
    """
    taker = search.end
    while search.giver[taker] >= 0:
        giver = int(search.giver[taker])
        items = _passable(board, giver)
        items = items[way[items, taker] & ~board.held[items, taker]]
        groups = board.group[items]
        roots = np.minimum(_ballots(board, giver), ENOUGH) + np.minimum(
            _ballots(board, taker), ENOUGH
        )
        gain = (
            ENOUGH * (board.skill[taker] - board.skill[giver])[groups] + roots[groups]
        )
        board.move(int(items[gain.argmax()]), giver, taker)
        taker = giver
