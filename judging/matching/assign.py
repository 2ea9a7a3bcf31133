"""Assign judges to entries, change as little as possible later, and find one more judge
for a close call.

Order of what matters: rules (conflicts, limits, panels, begun ballots) · seats filled,
those within the quorum first · judges of each category linked · loads even · expertise
and well-spread pairs of judges.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from judging.matching.connect import connect
from judging.matching.design import labels_of
from judging.matching.level import level
from judging.matching.problem import Id, Place, Problem, place_order
from judging.matching.report import account, closed
from judging.matching.rounds import fill_rounds
from judging.matching.seating import Board, Bools, Ints
from judging.matching.settle import settle
from judging.matching.solution import Reason, Solution
from judging.matching.tidy import tidy


@dataclass(frozen=True, slots=True)
class Rebalanced:
    """What changes: `removed` with the reason, `added`, and the ballots `kept`."""

    solution: Solution
    added: tuple[Place, ...]
    removed: tuple[tuple[Place, Reason], ...]
    kept: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Extra:
    """The ballot to ask for, or None; `reasons` say how it was chosen, or why nobody
    can take it.
    """

    place: Place | None
    reasons: tuple[Reason, ...]


def assign(problem: Problem) -> Solution:
    """Fill every seat that can be filled, from the fixed ballots on.

    The same problem gives the same solution, whatever the order of its demands and
    judges. Loads are the most even that the seats allow, except where judges could be
    linked only otherwise.
    """
    board = Board(problem)
    fill_rounds(board)
    settle(board)
    level(board)
    tidy(board)
    return account(board, connect(board))


def rebalance(problem: Problem, current: Iterable[Place]) -> Rebalanced:
    """After a recusal, a late or stopped judge or a late entry: the problem as it is
    now, and what was assigned.

    Ballots that broke no rule stay, but for the fewest moves that fill the seats; then
    loads are levelled only while two judges stand further apart than
    `weights.tolerance`, and judges linked if need be. Fixed ballots need not be among
    `current`; they are kept in any case. A judge who stopped is `away`.
    """
    before = frozenset(current)
    board = Board(problem)
    board.give(board.cells(place for place in before if lost_to(board, place) is None))
    if board.held.any():
        board.core = np.array(
            [_in_use(board, group) for group in range(len(board.categories))]
        )
    settle(board)
    level(board, problem.weights.tolerance)
    solution = account(board, connect(board))
    after = frozenset(solution.assignments)
    return Rebalanced(
        solution,
        tuple(place for place in solution.assignments if place not in before),
        tuple(
            (place, lost_to(board, place) or Reason("moved"))
            for place in sorted(before - after, key=place_order)
        ),
        tuple(place for place in solution.assignments if place in before),
    )


def extra_ballot(
    problem: Problem,
    current: Iterable[Place],
    entry: Id,
    category: str | None = None,
    order: Sequence[Id] = (),
) -> Extra:
    """One more ballot for a close call: a judge without conflict, below the limit, who
    has not seen the entry.

    On an entry that others judge, whoever links most groups of the category's judges
    comes first; then the lowest load against the limit, then place in `order` (say,
    those whose severity is least known first), then expertise, then the id. `category`
    may be left out where the entry stands in one only. Raises KeyError for an unknown
    entry, ValueError if the category is needed.
    """
    board = Board(problem)
    board.give(board.cells(frozenset(current) - problem.fixed))
    item = board.item_at[entry, category or _only_category(problem, entry)]
    able = np.flatnonzero(board.free[item])
    if not len(able):
        return Extra(None, closed(board, item))
    fullness = (board.load / board.share)[able]
    parts = _parts_with(board, item, able)
    # nobody's entry links by its second judge
    links = parts if board.held[item].any() else np.zeros_like(parts)
    skill = board.skill[able, board.group[item]]
    ranks = _ranks_in(order, board, able)
    first = np.lexsort((able, -skill, ranks, fullness, links))[0]
    chosen = "lowest" if fullness[first] <= fullness.min() else "linking"
    best = int(able[first])
    reasons = (
        Reason(chosen, {"candidates": len(able)}),
        _load_of(board, best),
        *_linked_with(board, item, best, int(parts[first])),
    )
    return Extra(board.place(item, best), reasons)


def _ranks_in(order: Sequence[Id], board: Board, judges: Ints) -> Ints:
    """The place of each judge in `order`; after all of them who is not in it."""
    rank = {judge: place for place, judge in enumerate(order)}
    return np.array([rank.get(board.judges[j].id, len(rank)) for j in judges])


def _load_of(board: Board, judge: int) -> Reason:
    """Beside the mean of those who have ballots at all."""
    busy = board.load[board.load > 0]
    mean = round(float(busy.mean()), 1) if len(busy) else 0
    return Reason("takes", {"ballots": int(board.load[judge]), "mean": mean})


def _parts_with(board: Board, item: int, able: Ints) -> Ints:
    """In how many groups that share no entry the category's judges would stand, for
    each who might take the item.
    """
    labels = labels_of(board.held[board.members(int(board.group[item]))])
    parts, own = int(labels.max(initial=-1)) + 1, labels[board.held[item]]
    theirs = labels[able]
    if not len(own):  # nobody has the entry: it goes where the judge stands
        return np.asarray(np.where(theirs < 0, parts + 1, parts))
    return np.asarray(np.where((theirs < 0) | (theirs == own[0]), parts, parts - 1))


def _linked_with(board: Board, item: int, judge: int, parts: int) -> list[Reason]:
    """What the choice means for comparing scores within the category."""
    if parts > 1:
        return [Reason("apart", {"parts": parts})]
    judges = int(board.held[board.members(int(board.group[item]))].any(axis=0).sum())
    judges += not board.held[board.members(int(board.group[item])), judge].any()
    return [Reason("together", {"judges": judges})] if judges > 1 else []


def lost_to(board: Board, place: Place) -> Reason | None:
    """The rule that a ballot breaks, None if it may stay. Rules about numbers (limit,
    seats) are not looked at.
    """
    judge, item = (
        board.judge_at.get(place.judge),
        board.item_at.get((place.entry, place.category)),
    )
    if judge is None or item is None:
        return Reason("withdrawn")
    if board.fixed[item, judge] or board.may[item, judge]:
        return None if not board.fixed[item, judge] else Reason("fixed")
    if (place.judge, place.entry) in board.problem.conflicts:
        return Reason("conflict")
    return Reason("away" if board.judges[judge].away else "panel")


def _in_use(board: Board, group: int) -> Bools:
    """(J,) who judges the category now; everybody if nobody does."""
    busy = np.asarray(board.held[board.members(group)].any(axis=0), dtype=np.bool_)
    return busy | ~busy.any()


def _only_category(problem: Problem, entry: Id) -> str:
    categories = [
        demand.category for demand in problem.demands if demand.entry == entry
    ]
    if len(categories) > 1:
        raise ValueError(
            f"entry {entry} stands in {', '.join(sorted(categories))}: name the category"
        )
    return categories[0] if categories else ""
