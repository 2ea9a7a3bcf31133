"""The problem as arrays, and who sits where so far. N items by J judges, both in the
order of their ids.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from judging.matching.problem import Id, Judge, Place, Problem, order_of

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


def ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


class Board:
    """Seats taken so far. `held` (N, J) changes through `give` and `take` only, which
    keep `load` (J,) in step.

    `may` (N, J): open to the judge: not away, on the panel, no conflict. `fixed` (N,
    J): never to be moved. `group` (N,): category of the item. `skill` (J, C): 0–2.
    `limit` (J,): ballots, the number of items if unnamed. `core` (C, J): judges wanted
    in a category, see `small_panels`. `share` (J,): what load is measured against, see
    `_shares`.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.weights = problem, problem.weights
        self.demands = sorted(
            problem.demands, key=lambda d: (order_of(d.entry), d.category)
        )
        self.judges = sorted(problem.judges, key=lambda judge: order_of(judge.id))
        self.categories = sorted({d.category for d in self.demands})
        self.item_at = {(d.entry, d.category): i for i, d in enumerate(self.demands)}
        self.judge_at = {judge.id: j for j, judge in enumerate(self.judges)}
        number = {category: c for c, category in enumerate(self.categories)}
        self.group = ints(number[d.category] for d in self.demands)
        self.want = ints(d.seats for d in self.demands)
        self.quorum: Ints = np.minimum(ints(d.quorum for d in self.demands), self.want)
        self.skill = self._skills()
        self.may = self._openings()
        self.limit = ints(self._limit(judge) for judge in self.judges)
        self.share = self._shares()
        self.held: Bools = np.zeros_like(self.may)
        self.load: Ints = np.zeros(len(self.judges), dtype=np.int64)
        self.give(self.cells(problem.fixed))
        self.fixed: Bools = self.held.copy()
        everybody = (len(self.categories), len(self.judges))
        self.core: Bools = np.ones(everybody, dtype=np.bool_)
        self.rng = np.random.default_rng(problem.seed)

    @property
    def short(self) -> Ints:
        """(N,) seats still to be filled."""
        return np.asarray(np.maximum(self.want - self.held.sum(axis=1), 0))

    @property
    def spare(self) -> Ints:
        """(J,) ballots each judge can still take."""
        return np.asarray(np.maximum(self.limit - self.load, 0))

    @property
    def free(self) -> Bools:
        """(N, J) cells that a judge below the limit could take."""
        return self.may & ~self.held & (self.spare > 0)

    def members(self, group: int) -> Ints:
        """Items of one category."""
        return np.flatnonzero(self.group == group)

    def give(self, cells: Ints) -> None:
        """Seat judges: `cells` (n, 2) of item and judge, none of them held."""
        self.held[cells[:, 0], cells[:, 1]] = True
        np.add.at(self.load, cells[:, 1], 1)

    def take(self, cells: Ints) -> None:
        """Unseat judges: `cells` (n, 2) of item and judge, all of them held."""
        self.held[cells[:, 0], cells[:, 1]] = False
        np.subtract.at(self.load, cells[:, 1], 1)

    def move(self, item: int, giver: int, taker: int) -> None:
        """One ballot from one judge to another."""
        self.take(np.array([[item, giver]]))
        self.give(np.array([[item, taker]]))

    def cells(self, places: Iterable[Place]) -> Ints:
        """(n, 2) item and judge of each place; raises KeyError for an unknown one."""
        found = [
            (self.item_at[p.entry, p.category], self.judge_at[p.judge]) for p in places
        ]
        return np.array(sorted(found), dtype=np.int64).reshape(-1, 2)

    def places(self, cells: Bools | None = None) -> tuple[Place, ...]:
        """The places held (or those of another (N, J) mask), by entry, category and judge."""
        rows, columns = np.nonzero(self.held if cells is None else cells)
        return tuple(
            self.place(i, j)
            for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
        )

    def place(self, item: int, judge: int) -> Place:
        """One cell by its names."""
        return Place(
            self.judges[judge].id, self.demands[item].entry, self.demands[item].category
        )

    def _skills(self) -> Ints:
        levels = [
            [judge.expertise.get(c, 0) for c in self.categories]
            for judge in self.judges
        ]
        return np.array(levels, dtype=np.int64).reshape(
            len(self.judges), len(self.categories)
        )

    def _openings(self) -> Bools:
        sits = [
            [
                not j.away and (j.categories is None or c in j.categories)
                for c in self.categories
            ]
            for j in self.judges
        ]
        may: Bools = (
            np.array(sits, dtype=np.bool_)
            .reshape(len(self.judges), len(self.categories))
            .T[self.group]
        )
        items: dict[Id, list[int]] = {}
        for i, demand in enumerate(self.demands):
            items.setdefault(demand.entry, []).append(i)
        for judge, entry in self.problem.conflicts:
            if judge in self.judge_at:
                may[items.get(entry, []), self.judge_at[judge]] = False
        return may

    def _limit(self, judge: Judge) -> int:
        return len(self.demands) if judge.limit is None else judge.limit

    def _shares(self) -> Floats:
        """A named limit, capped at the items open to the judge (a limit nobody can
        reach says nothing).

        A judge who named none counts like the largest of the others, or like
        everybody's fair part if nobody did.
        """
        named = np.array(
            [judge.limit is not None for judge in self.judges], dtype=np.bool_
        )
        capped = np.minimum(self.limit, self.may.sum(axis=0)).astype(np.float64)
        fair = self.want.sum() / max(len(self.judges), 1)
        usual = capped[named].max() if named.any() else fair
        return np.asarray(np.maximum(np.where(named, capped, usual), 1.0))
