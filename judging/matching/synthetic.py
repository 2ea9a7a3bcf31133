"""Made-up awards of any size, for tests, benchmarks and rehearsals."""

import numpy as np

from judging.matching.problem import Demand, Judge, Problem

CATEGORIES = (
    "environment",
    "energy",
    "economy",
    "mobility",
    "people",
    "living",
    "governance",
)


def synthetic_problem(
    entries: int, judges: int, per_entry: int, seed: int = 0, *, conflicts: float = 0.02
) -> Problem:
    """Seven categories from 25 % down to 5 % of the entries, expertise 0–2 at random,
    every tenth judge at half limit.

    `conflicts`: share of judge–entry pairs. Limits leave about a fifth of the judges' time unused.
    """
    rng = np.random.default_rng(seed)
    category = rng.choice(
        len(CATEGORIES), entries, p=[0.25, 0.20, 0.17, 0.14, 0.11, 0.08, 0.05]
    )
    skill = rng.integers(0, 3, (judges, len(CATEGORIES)))
    limit = int(np.ceil(1.25 * entries * per_entry / (0.95 * judges)))
    clashes = np.unique(
        rng.integers(0, (judges, entries), (int(conflicts * judges * entries), 2)),
        axis=0,
    )
    return Problem(
        demands=tuple(
            Demand(i, CATEGORIES[category[i]], per_entry, min(per_entry, 3))
            for i in range(entries)
        ),
        judges=tuple(
            Judge(
                j,
                limit // 2 if j % 10 == 0 else limit,
                dict(zip(CATEGORIES, map(int, skill[j]), strict=True)),
            )
            for j in range(judges)
        ),
        conflicts=frozenset((int(judge), int(entry)) for judge, entry in clashes),
        seed=seed,
    )
