"""Exact search for small cases: the same seats filled, the judges of each category in
as few parts as can be.
"""

import numpy as np
from ortools.sat.python import cp_model

from judging.matching.design import labels_of
from judging.matching.seating import Board, Ints

EFFORT = 1.0  # the solver's deterministic seconds: the same on every machine
Cells = dict[tuple[int, int], cp_model.IntVar]  # by item and judge
Node = tuple[str, int, int]  # "item" or "judge", its number, the category


def link_exactly(board: Board, items: Ints) -> bool:
    """Seat the judges of `items` anew if that takes fewer separate parts; True if the
    parts are proved to be fewest.

    Kept: fixed ballots, all other items, as many seats as now (in all, and within the
    quorum). Then loads are made as even as they can be, then expertise as high.
    """
    model = cp_model.CpModel()
    open_to = board.may | board.held
    cells = {
        (int(i), int(j)): model.new_bool_var("")
        for i in items
        for j in np.flatnonzero(open_to[i])
    }
    _keep_rules(board, model, cells, items)
    parts = sum(_parts(board, model, cells))
    model.minimize(parts)
    before = sum(
        max(int(labels_of(board.held[board.group == g]).max()), 0)
        for g in set(board.group[items].tolist())
    )
    fewest, proved = _improve(board, model, cells, before)
    if fewest < before:
        model.add(parts <= int(fewest))
        model.minimize(_weighed(board, model, cells))
        _improve(board, model, cells, np.inf)
    return proved


def _improve(
    board: Board, model: cp_model.CpModel, cells: Cells, before: float
) -> tuple[float, bool]:
    """Solve from where the board is; take the result over if it is below `before`. Its
    value, and whether proved.
    """
    model.clear_hints()  # type: ignore[no-untyped-call]
    for cell, var in cells.items():
        model.add_hint(var, int(board.held[cell]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = (
        2  # without it even simple bounds stay unproved
    )
    solver.parameters.random_seed = board.problem.seed % 2**31
    solver.parameters.max_deterministic_time = EFFORT
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return before, False
    if solver.objective_value < before:
        board.take(np.array([cell for cell in cells if board.held[cell]]))
        board.give(
            np.array([cell for cell, var in cells.items() if solver.boolean_value(var)])
        )
    return solver.objective_value, bool(status == cp_model.OPTIMAL)


def _keep_rules(
    board: Board, model: cp_model.CpModel, cells: Cells, items: Ints
) -> None:
    """Limits, fixed ballots, no more judges than wanted, as many seats filled as now."""
    for cell, var in cells.items():
        if board.fixed[cell]:
            model.add(var == 1)
    for j, room in enumerate(_room(board, cells)):
        model.add(sum(var for cell, var in cells.items() if cell[1] == j) <= room)
    within = []
    for i in items.tolist():
        seated = sum(var for cell, var in cells.items() if cell[0] == i)
        model.add(seated <= max(int(board.want[i]), int(board.fixed[i].sum())))
        within.append(model.new_int_var(0, int(board.quorum[i]), ""))
        model.add(within[-1] <= seated)
    now = board.held[items].sum(axis=1)
    model.add(sum(cells.values()) == int(now.sum()))
    model.add(sum(within) >= int(np.minimum(now, board.quorum[items]).sum()))


def _room(board: Board, cells: Cells) -> list[int]:
    """(J,) ballots each judge can have on these items; a judge beyond the limit keeps
    what was begun.
    """
    most = np.maximum(board.limit, board.load)
    return [int(room) for room in most - _elsewhere(board, cells)]


def _elsewhere(board: Board, cells: Cells) -> Ints:
    """(J,) ballots on items that stay as they are."""
    items = sorted({i for i, _ in cells})
    return np.asarray(board.load - board.held[items].sum(axis=0))


def _weighed(
    board: Board, model: cp_model.CpModel, cells: Cells
) -> cp_model.LinearExprT:
    """Loads before expertise, one step of load worth more than all expertise could be."""
    skill = sum(
        int(2 - board.skill[j, board.group[i]]) * var for (i, j), var in cells.items()
    )
    stairs: list[cp_model.LinearExpr] = []
    for j, base in enumerate(_elsewhere(board, cells).tolist()):
        mine = [(cell, var) for cell, var in cells.items() if cell[1] == j]
        steps = [model.new_bool_var("") for _ in mine]
        model.add(sum(steps) == sum(var for _, var in mine))
        prices = [
            int(100 * (2 * (base + k) + 1) / board.share[j]) for k in range(len(steps))
        ]
        stairs += [price * step for price, step in zip(prices, steps, strict=True)]
    return cp_model.LinearExpr.sum(stairs) * (2 * len(cells) + 1) + skill


def _arcs(
    model: cp_model.CpModel,
    edge: cp_model.IntVar,
    ends: tuple[Node, Node],
    depth: dict[Node, cp_model.IntVar],
) -> list[tuple[Node, cp_model.IntVar]]:
    """Both ways in which one end may hang on the other, by who hangs.

    An edge serves one way only: parts ≥ nodes − edges, which proves most bounds.
    """
    arcs = model.new_bool_var(""), model.new_bool_var("")
    model.add(sum(arcs) <= edge)
    item, judge = ends
    for arc, (child, parent) in zip(arcs, ((item, judge), (judge, item)), strict=True):
        model.add(depth[child] > depth[parent]).only_enforce_if(arc)
    return [(item, arcs[0]), (judge, arcs[1])]


def _parts(
    board: Board, model: cp_model.CpModel, cells: Cells
) -> list[cp_model.IntVar]:
    """Separate parts beyond the first, per category.

    One root per part: every judge and item in use is a root or hangs on a neighbour nearer to one.
    """
    into: dict[Node, list[cp_model.IntVar]] = {}
    used: dict[Node, list[cp_model.IntVar]] = {}
    depth: dict[Node, cp_model.IntVar] = {}
    for (i, j), var in cells.items():
        ends: tuple[Node, Node] = (
            ("item", i, int(board.group[i])),
            ("judge", j, int(board.group[i])),
        )
        for end in ends:
            used.setdefault(end, []).append(var)
            depth.setdefault(end, model.new_int_var(0, len(cells), ""))
        for child, arc in _arcs(model, var, ends, depth):
            into.setdefault(child, []).append(arc)
    roots: dict[int, list[cp_model.IntVar]] = {}
    for node in used:
        roots.setdefault(node[2], []).append(
            _root(model, into[node], used[node], _most(board, node))
        )
    return [_surplus(model, mine) for mine in roots.values()]


def _surplus(model: cp_model.CpModel, roots: list[cp_model.IntVar]) -> cp_model.IntVar:
    surplus = model.new_int_var(0, len(roots), "")
    model.add(surplus >= sum(roots) - 1)
    return surplus


def _most(board: Board, node: Node) -> int:
    """Ballots that an item or a judge can have."""
    kind, number, _ = node
    if kind == "item":
        return max(int(board.want[number]), int(board.fixed[number].sum()))
    return max(int(board.limit[number]), int(board.load[number]))


def _root(
    model: cp_model.CpModel,
    arcs: list[cp_model.IntVar],
    ballots: list[cp_model.IntVar],
    most: int,
) -> cp_model.IntVar:
    root, busy = model.new_bool_var(""), model.new_bool_var("")
    model.add_max_equality(busy, ballots)
    # tells the relaxation how many judges are needed at least
    model.add(sum(ballots) <= most * busy)
    model.add(root + sum(arcs) == busy)
    return root
