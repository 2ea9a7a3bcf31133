"""Small made-up rounds for the tests of the ranking engine."""

from collections.abc import Sequence

import numpy as np

from judging.ranking import Ballot

CRITERIA = {"environment": 0.5, "mobility": 0.3, "people": 0.2}


def totals(rows: Sequence[tuple[str, str, float]], category: str = "") -> list[Ballot]:
    """(judge, entry, total) to ballots."""
    return [
        Ballot(judge, entry, total=total, category=category)
        for judge, entry, total in rows
    ]


def grid(scores: Sequence[Sequence[float]]) -> list[Ballot]:
    """Rows are entries A, B, …, columns are judges j1, j2, …; None is no ballot."""
    return totals(
        [
            (f"j{column + 1}", chr(ord("A") + row), score)
            for row, line in enumerate(scores)
            for column, score in enumerate(line)
            if score is not None
        ]
    )


def award(
    entries: int = 40, judges: int = 8, per_entry: int = 4, seed: int = 1
) -> list[Ballot]:
    """Judges with leniency and scale, criteria in whole points, everybody linked."""
    rng = np.random.Generator(np.random.PCG64(seed))
    quality, bias = rng.standard_normal(entries), rng.standard_normal(judges)
    ballots = []
    for entry in range(entries):
        for judge in rng.permutation(judges)[:per_entry].tolist():
            said = (
                5
                + bias[judge]
                + quality[entry]
                + rng.standard_normal()
                + 0.5 * rng.standard_normal(len(CRITERIA))
            )
            points = np.clip(np.rint(said), 0, 10).tolist()
            ballots.append(
                Ballot(
                    f"judge-{judge}",
                    f"entry-{entry:03}",
                    dict(zip(CRITERIA, points, strict=True)),
                )
            )
    return ballots
