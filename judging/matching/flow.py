"""Seats as a flow: each item sends its seats to judges, judges pass them on at a price
that rises with their load.
"""

from dataclasses import dataclass

import numpy as np

from judging.matching.seating import Bools, Floats, Ints


class FlowError(RuntimeError):
    """The solver refused: costs too large for 64-bit integers, or a broken network."""


@dataclass(frozen=True, slots=True)
class Arcs:
    """Parallel arrays: from which row (item or judge) of the network, for how many, at
    what price each.
    """

    row: Ints
    room: Ints
    cost: Ints


def send(
    supply: Ints, cells: Ints, price: Ints, stairs: Arcs, empty: Arcs, judges: int
) -> Bools:
    """Which of the `cells` (n, 2) of row and judge are taken, so that the sum of prices
    is least.

    `supply` (rows,): seats each row has to place. `stairs`: from judges to the sink,
    `empty`: from rows to the sink (seats left empty); several per row with rising
    prices are a convex price. Raises FlowError.
    """
    # here: 18 MB that most processes never need
    from ortools.graph.python.min_cost_flow import (
        SimpleMinCostFlow,
    )

    rows = len(supply)
    sink = rows + judges
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([cells[:, 0], stairs.row + rows, empty.row]),
        np.concatenate(
            [cells[:, 1] + rows, np.full(len(stairs.row) + len(empty.row), sink)]
        ),
        np.concatenate([np.ones(len(cells), dtype=np.int64), stairs.room, empty.room]),
        np.concatenate([price, stairs.cost, empty.cost]),
    )
    solver.set_nodes_supplies(
        np.arange(sink + 1),
        np.append(np.append(supply, np.zeros(judges, np.int64)), -supply.sum()),
    )
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise FlowError(f"min-cost flow: {status}")
    return np.asarray(solver.flows(arcs[: len(cells)])) > 0


def stairs_of(load: Ints, spare: Ints, share: Floats, worth: int, seats: int) -> Arcs:
    """Price of each further ballot of each judge, `worth` · load / share: steps of one
    ballot, then wider ones.

    `seats` are to be placed in all; past three times a judge's part of them nobody
    looks that closely, and the number of steps stays small for judges without a limit.
    """
    close = min(3 * seats // max(len(load), 1) + 8, int(spare.max(initial=1)))
    widths = np.concatenate([np.ones(close, np.int64), 2 ** np.arange(1, 32)])
    starts = np.cumsum(widths) - widths
    widths, starts = (
        widths[starts < spare.max(initial=1)],
        starts[starts < spare.max(initial=1)],
    )
    room = np.clip(spare[:, None] - starts, 0, widths)
    middle = load[:, None] + starts + room / 2
    judge, step = np.nonzero(room)
    return Arcs(
        judge,
        room[judge, step],
        (worth * middle / share[:, None]).astype(np.int64)[judge, step],
    )
