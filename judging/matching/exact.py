"""Exact search for small cases: the same seats filled, the judges of each category in as few parts as can be."""

import numpy as np
from ortools.sat.python import cp_model

from judging.matching.board import Board, Ints

EFFORT = 4.0  # the solver's deterministic seconds: the same on every machine
Cell = tuple[int, int]
Node = tuple[str, int, int]  # "item" or "judge", its number, the category


def link_exactly(board: Board, items: Ints) -> bool:
    """Seat the judges of `items` anew, keeping fixed ballots and all other items; True if nothing better exists.

    Wanted in this order: as many seats as now (in all, and within the quorum), fewest separate parts beyond
    one per category, most even loads, expertise.
    """
    model = cp_model.CpModel()
    cells = {
        (int(i), int(j)): model.new_bool_var("") for i in items for j in np.flatnonzero(board.may[i] | board.held[i])
    }
    _keep_rules(board, model, cells, items)
    parts = _parts(board, model, cells)
    model.minimize(_weighed(board, model, cells, parts))
    for (i, j), var in cells.items():
        model.add_hint(var, int(board.held[i, j]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = board.problem.seed % 2**31
    solver.parameters.max_deterministic_time = EFFORT
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        board.take(np.array([cell for cell in cells if board.held[cell]]))
        board.give(np.array([cell for cell, var in cells.items() if solver.boolean_value(var)]))
    return bool(status == cp_model.OPTIMAL)


def _keep_rules(board: Board, model: cp_model.CpModel, cells: dict[Cell, cp_model.IntVar], items: Ints) -> None:
    """Limits, fixed ballots, no more judges than wanted, as many seats filled as now."""
    for cell, var in cells.items():
        if board.fixed[cell]:
            model.add(var == 1)
    within = []
    for i in items.tolist():
        seated = sum(var for cell, var in cells.items() if cell[0] == i)
        model.add(seated <= max(int(board.want[i]), int(board.fixed[i].sum())))
        within.append(model.new_int_var(0, int(board.quorum[i]), ""))
        model.add(within[-1] <= seated)
    now = board.held[items].sum(axis=1)
    model.add(sum(cells.values()) == int(now.sum()))
    model.add(sum(within) >= int(np.minimum(now, board.quorum[items]).sum()))


def _elsewhere(board: Board, cells: dict[Cell, cp_model.IntVar]) -> Ints:
    """(J,) ballots on items that stay as they are."""
    items = sorted({i for i, _ in cells})
    return np.asarray(board.load - board.held[items].sum(axis=0))


def _weighed(
    board: Board, model: cp_model.CpModel, cells: dict[Cell, cp_model.IntVar], parts: list[cp_model.IntVar]
) -> cp_model.LinearExprT:
    """Parts before loads before expertise, each worth more than all that follows could be."""
    skill = sum(int(2 - board.skill[j, board.group[i]]) * var for (i, j), var in cells.items())
    stairs, top = [], 1
    for j, base in enumerate(_elsewhere(board, cells).tolist()):
        mine = [(cell, var) for cell, var in cells.items() if cell[1] == j]
        steps = [model.new_bool_var("") for _ in mine[: max(int(board.limit[j]), int(board.load[j])) - base]]
        model.add(sum(steps) == sum(var for _, var in mine))
        prices = [int(100 * (2 * (base + k) + 1) / board.share[j]) for k in range(len(steps))]
        stairs += [price * step for price, step in zip(prices, steps, strict=True)]
        top += sum(prices)
    unit = 2 * len(cells) + 1
    return unit * top * sum(parts) + unit * sum(stairs) + skill


def _parts(board: Board, model: cp_model.CpModel, cells: dict[Cell, cp_model.IntVar]) -> list[cp_model.IntVar]:
    """Separate parts beyond the first, per category.

    One root per part: every judge and item in use is a root or hangs on a neighbour nearer to one.
    """
    into: dict[Node, list[cp_model.IntVar]] = {}
    used: dict[Node, list[cp_model.IntVar]] = {}
    depth: dict[Node, cp_model.IntVar] = {}
    for (i, j), var in cells.items():
        ends: tuple[Node, Node] = ("item", i, int(board.group[i])), ("judge", j, int(board.group[i]))
        for end in ends:
            used.setdefault(end, []).append(var)
            depth.setdefault(end, model.new_int_var(0, len(cells), ""))
        for child, parent in (ends, ends[::-1]):
            arc = model.new_bool_var("")
            model.add_implication(arc, var)
            model.add(depth[child] > depth[parent]).only_enforce_if(arc)
            into.setdefault(child, []).append(arc)
    roots: dict[int, list[cp_model.IntVar]] = {}
    for node in used:
        roots.setdefault(node[2], []).append(_root(model, into[node], used[node]))
    return [_surplus(model, mine) for mine in roots.values()]


def _surplus(model: cp_model.CpModel, roots: list[cp_model.IntVar]) -> cp_model.IntVar:
    surplus = model.new_int_var(0, len(roots), "")
    model.add(surplus >= sum(roots) - 1)
    return surplus


def _root(model: cp_model.CpModel, arcs: list[cp_model.IntVar], ballots: list[cp_model.IntVar]) -> cp_model.IntVar:
    root, busy = model.new_bool_var(""), model.new_bool_var("")
    model.add_max_equality(busy, ballots)
    model.add(root + sum(arcs) == busy)
    return root
