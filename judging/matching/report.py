"""From the board to its account: loads, comparability, what is missing and the smallest
change that would help.
"""

from collections.abc import Iterator

import numpy as np

from judging.matching.design import efficiency_of, labels_of
from judging.matching.problem import Id
from judging.matching.seating import Board, Bools, Ints
from judging.matching.solution import (
    CategoryDesign,
    Load,
    Proposal,
    Reason,
    Solution,
    Unfilled,
)


def account(board: Board, proved: bool) -> Solution:
    """The solution on the board; `proved`: no assignment within the rules has fewer
    separate parts.
    """
    asked = np.zeros(len(board.judges), dtype=np.int64)
    return Solution(
        problem=board.problem,
        assignments=board.places(),
        loads=tuple(_loads(board)),
        unfilled=tuple(_unfilled(board, asked)),
        categories=tuple(
            _design(board, group, asked, proved)
            for group in range(len(board.categories))
        ),
        conflicts_respected=_conflicts(board),
        efficiency=efficiency_of(board.held),
        mean_expertise=float(board.skill.T[board.group][board.held].mean())
        if board.held.any()
        else 0.0,
    )


def closed(board: Board, item: int) -> tuple[Reason, ...]:
    """Why judges cannot take one more seat of an item: per reason how many of them."""
    demand, conflicts = board.demands[item], board.problem.conflicts
    counts = dict.fromkeys(("holding", "away", "panel", "conflict", "full", "free"), 0)
    for j, judge in enumerate(board.judges):
        if board.held[item, j]:
            counts["holding"] += 1
        elif judge.away:
            counts["away"] += 1
        elif judge.categories is not None and demand.category not in judge.categories:
            counts["panel"] += 1
        elif (judge.id, demand.entry) in conflicts:
            counts["conflict"] += 1
        else:
            counts["free" if board.spare[j] else "full"] += 1
    return tuple(
        Reason(code, {"judges": count}) for code, count in counts.items() if count
    )


def _loads(board: Board) -> Iterator[Load]:
    for judge, ballots, share in zip(
        board.judges, board.load.tolist(), board.share.tolist(), strict=True
    ):
        yield Load(judge.id, ballots, judge.limit, ballots / (judge.limit or share))


def _conflicts(board: Board) -> int:
    """Conflict pairs of these judges and these entries; none of them is ever assigned."""
    entries = {demand.entry for demand in board.demands}
    return sum(
        judge in board.judge_at and entry in entries
        for judge, entry in board.problem.conflicts
    )


def _unfilled(board: Board, asked: Ints) -> Iterator[Unfilled]:
    for item in np.flatnonzero(board.short).tolist():
        demand, ballots = board.demands[item], int(board.held[item].sum())
        fills = tuple(_fills(board, item, asked))
        yield Unfilled(
            demand.entry,
            demand.category,
            demand.seats - ballots,
            ballots,
            demand.quorum,
            closed(board, item),
            fills,
        )


def _fills(board: Board, item: int, asked: Ints) -> Iterator[Proposal]:
    """One judge per missing seat: the one who would then stand least above the limit,
    experts first.
    """
    able = np.flatnonzero(board.may[item] & ~board.held[item])
    above = (board.load + asked + 1 - board.limit)[able]
    order = np.lexsort((able, -board.skill[able, board.group[item]], above))
    for judge in able[order][: board.short[item]].tolist():
        yield _proposal(board, "fill", item, judge, asked)


def _proposal(
    board: Board, purpose: str, item: int, judge: int, asked: Ints
) -> Proposal:
    full = bool(board.load[judge] + asked[judge] >= board.limit[judge])
    asked[judge] += 1
    place = board.place(item, judge)
    return Proposal(purpose, place.judge, place.entry, place.category, full)


def _design(board: Board, group: int, asked: Ints, proved: bool) -> CategoryDesign:
    items = board.members(group)
    labels = labels_of(board.held[items])
    sizes = np.bincount(labels[labels >= 0])
    parts = tuple(
        _ids(board, np.flatnonzero(labels == part))
        for part in np.argsort(-sizes, kind="stable")
    )
    links = tuple(_links(board, items, labels, asked)) if len(parts) > 1 else ()
    missing = len(parts) - 1 - len(links)
    reasons = (Reason("unlinkable", {"parts": missing + 1}),) if missing > 0 else ()
    return CategoryDesign(
        board.categories[group],
        parts,
        efficiency_of(board.held[items]),
        links,
        reasons,
        proved and len(parts) > 1,
    )


def _ids(board: Board, judges: Ints) -> tuple[Id, ...]:
    return tuple(board.judges[j].id for j in judges)


def _links(board: Board, items: Ints, labels: Ints, asked: Ints) -> Iterator[Proposal]:
    """Fewest ballots that join the parts: one per join, judges with room first, then as
    few judges as possible.
    """
    part_of = labels[board.held[items].argmax(axis=1)]
    held = board.held[items]
    open_cells: Bools = np.asarray(
        board.may[items] & ~held & (labels >= 0) & held.any(axis=1, keepdims=True)
    )
    labels = labels.copy()
    while True:
        rows, judges = np.nonzero(open_cells & (part_of[:, None] != labels))
        if not len(rows):
            return
        above = np.maximum(board.load + asked + 1 - board.limit, 0)[judges]
        best = np.lexsort((rows, judges, -asked[judges], above > 0))[0]
        old, new = labels[judges[best]], part_of[rows[best]]
        labels[labels == new], part_of[part_of == new] = old, old
        yield _proposal(board, "link", int(items[rows[best]]), int(judges[best]), asked)
