"""The one door to ``judging.ranking``: counted ballots of one category in, its ranking document out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from judging.ranking import Ballot, Rules, ranking_document


@dataclass(frozen=True)
class CountedBallot:
    """``scores``: criterion code → value, null where the judge could not judge it."""

    judge: str
    entry: str
    scores: dict[str, Decimal | None]


def rules_for(weights: dict[str, Decimal], levels: Sequence[int]) -> Rules:
    """``weights``: criterion code → per cent, empty: all alike. ``levels``: prizes of each level, the highest first."""
    sizes = tuple(size for size in levels if size)
    return Rules(weights=weights or None, places=max(1, sum(sizes)), levels=sizes)


def given_ballots(category: str, ballots: Sequence[CountedBallot], weights: dict[str, Decimal]) -> list[Ballot]:
    """As the ranking takes them; a score on a criterion that has no weight here says nothing."""
    return [
        Ballot(
            judge=row.judge,
            entry=row.entry,
            scores={code: value for code, value in row.scores.items() if not weights or code in weights},
            category=category,
        )
        for row in ballots
    ]


def rank_category(
    category: str, ballots: Sequence[CountedBallot], weights: dict[str, Decimal], levels: Sequence[int]
) -> dict[str, Any]:
    """The ranking document of INTERFACES; what is not computed is null."""
    return ranking_document(given_ballots(category, ballots, weights), rules_for(weights, levels))
