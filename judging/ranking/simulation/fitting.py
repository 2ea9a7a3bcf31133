"""A made-up award through the estimators, as the engine would take it."""

import numpy as np

from judging.ranking.ballots import Floats, Table
from judging.ranking.fair import Fit, fit
from judging.ranking.linked import components

from .awards import Award


def tables_of(award: Award) -> list[Table]:
    """One table per connected group of each category; names are the numbers."""
    entries = tuple(f"{i:06}" for i in range(len(award.quality)))
    judges = tuple(f"{i:04}" for i in range(len(award.judges.bias)))
    nothing, ranked = np.empty((len(award.entry), 0)), np.ones(len(entries), np.bool_)
    whole = Table(
        "",
        entries,
        judges,
        award.entry,
        award.judge,
        award.total,
        (),
        np.empty(0),
        nothing,
        ranked,
    )
    of_ballots = award.category[award.entry]
    return [
        part
        for category in np.unique(of_ballots).tolist()
        for part in components(whole.only(of_ballots == category))
    ]


def quality_of(award: Award, table: Table) -> Floats:
    """(E,) true qualities of a table's entries."""
    found: Floats = award.quality[np.array([int(name) for name in table.entries])]
    return found


def fit_apart(tables: list[Table]) -> list[Fit]:
    """Method 1: each group on its own. Method 2 is `pooled.fit_round`."""
    return [
        fit(one.entry, one.judge, one.total, len(one.entries), len(one.judges))
        for one in tables
    ]
