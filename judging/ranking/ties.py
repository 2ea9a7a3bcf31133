"""Who stands where: adjusted scores equal to the published precision are a tie, and the
written precedence breaks it.

Never by time of registration, never by an unpublished coin: what no rule separates
shares the rank.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import isfinite

import numpy as np

from .ballots import Floats, Ints, Table, sums_by, weighted_means
from .fair import Fit
from .rules import Rules
from .shape import TieStep

Key = tuple[float, ...]


@dataclass(frozen=True)
class Tie:
    """Entries equal to the published precision, now in their order, and what separated
    them.

    steps: one per rule that separated some of them: {"rule", "entries" in order,
    "values" (higher is better), with rule criteria "criterion", or "criteria" where
    several of equal weight are taken together}. shared: the sets that still share a
    rank.
    """

    adjusted: float
    entries: list[str]
    steps: list[TieStep] = field(default_factory=list)
    shared: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Standing:
    """order: (E,) places of the entries, best first. rank: (E,) from 1, by place of the
    entry, equal if shared.
    """

    order: Ints
    rank: Ints
    ties: list[Tie]


def published(values: Floats, precision: int) -> Floats:
    """Rounded to the published decimals, after nine decimals, so that the last bit of a
    sum decides nothing.
    """
    return np.round(np.round(values, 9), precision) + 0.0


def stand(table: Table, fit: Fit, rules: Rules) -> Standing:
    shown = published(fit.adjusted, rules.precision)
    order: list[int] = []
    rank = np.zeros(len(shown), dtype=np.int64)
    separators = _separators(table, fit, rules)
    ties = []
    for _, equal in groupby(
        np.argsort(-shown, kind="stable").tolist(), key=lambda place: shown[place]
    ):
        tied = list(equal)
        tie = Tie(float(shown[tied[0]]), [table.entries[place] for place in tied])
        sets = [tied] if len(tied) == 1 else _break(tie, tied, separators)
        for together in sets:
            rank[together] = len(order) + 1
            order += together
        if len(tied) > 1:
            tie.entries[:] = [
                table.entries[place] for together in sets for place in together
            ]
            tie.shared.extend(
                [table.entries[place] for place in together]
                for together in sets
                if len(together) > 1
            )
            ties.append(tie)
    return Standing(np.array(order, dtype=np.int64), rank, ties)


@dataclass(frozen=True)
class _Separator:
    rule: str
    criteria: tuple[str, ...]
    values: Callable[[Sequence[int]], list[float] | None]


def _break(
    tie: Tie, tied: list[int], separators: Sequence[_Separator]
) -> list[list[int]]:
    """The tied entries as sets in order, applying each rule to what is left equal by
    those before it.
    """
    for number, separator in enumerate(separators):
        values = separator.values(tied)
        if values is None or len(set(values)) == 1:
            continue
        ranked = sorted(
            zip(values, tied, strict=True), key=lambda pair: (-pair[0], pair[1])
        )
        names = [tie.entries[tied.index(place)] for _, place in ranked]
        step: TieStep = {
            "rule": separator.rule,
            "entries": names,
            "values": [value for value, _ in ranked],
        }
        if len(separator.criteria) > 1:
            step["criteria"] = list(separator.criteria)
        elif separator.criteria:
            step["criterion"] = separator.criteria[0]
        tie.steps.append(step)
        sets = [
            [place for _, place in equal]
            for _, equal in groupby(ranked, key=lambda pair: pair[0])
        ]
        rest = separators[number + 1 :]
        return [one for equal in sets for one in _deeper(tie, tied, equal, rest)]
    return [tied]


def _deeper(
    tie: Tie, tied: list[int], equal: list[int], rest: Sequence[_Separator]
) -> list[list[int]]:
    if len(equal) == 1:
        return [equal]
    inner = Tie(
        tie.adjusted, [tie.entries[tied.index(place)] for place in equal], tie.steps
    )
    return _break(inner, equal, rest)


def _separators(table: Table, fit: Fit, rules: Rules) -> list[_Separator]:
    found: list[_Separator] = []
    for rule in rules.ties:
        if rule == "criteria":
            found += _criteria(table, fit, rules)
        elif rule == "head_to_head":
            found.append(_Separator(rule, (), lambda tied: _head_to_head(table, tied)))
        else:
            found.append(_Separator(rule, (), lambda tied: _chair(table, rules, tied)))
    return found


def _criteria(table: Table, fit: Fit, rules: Rules) -> list[_Separator]:
    """Heaviest criterion first, its average corrected by as much as the entry's total.

    Criteria of equal weight are one step, by their joint average: no name comes before another.
    """
    correction = fit.adjusted - fit.raw

    def separator(columns: list[int]) -> _Separator:
        means = published(joint_means(table, columns) + correction, rules.precision)

        def values(tied: Sequence[int]) -> list[float] | None:
            found: list[float] = means[tied].tolist()
            return found if all(isfinite(mean) for mean in found) else None

        return _Separator(
            "criteria", tuple(table.criteria[column] for column in columns), values
        )

    return [
        separator(columns)
        for columns in by_weight(table, together=rules.version != "1.0")
    ]


def by_weight(table: Table, *, together: bool) -> list[list[int]]:
    """Places of the criteria that weigh something, heaviest first; equal ones in one
    step, or else by their names.
    """
    weighed = [
        column for column in range(len(table.criteria)) if table.weights[column] > 0
    ]
    order = sorted(
        weighed, key=lambda column: (-table.weights[column], table.criteria[column])
    )
    if not together:
        return [[column] for column in order]
    return [
        list(equal)
        for _, equal in groupby(order, key=lambda column: table.weights[column])
    ]


def joint_means(table: Table, columns: Sequence[int]) -> Floats:
    """(E,) average over the ballots of what each gives on these criteria on average;
    NaN where none scores any.
    """
    given = weighted_means(table.scores[:, columns], np.ones(len(columns)))
    known = np.isfinite(given)
    counts = np.bincount(table.entry[known], minlength=len(table.entries))
    sums = sums_by(table.entry[known], given[known], len(table.entries))
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


def _head_to_head(table: Table, tied: Sequence[int]) -> list[float] | None:
    """Wins less losses against the other tied entries; a pair is won by more of the
    judges who scored both.
    """
    totals = [_totals(table, place) for place in tied]
    duels = [[_duel(ours, theirs) for theirs in totals] for ours in totals]
    return [float(sum(row)) for row in duels]


def _totals(table: Table, place: int) -> dict[int, float]:
    low, high = np.searchsorted(table.entry, [place, place + 1])
    return dict(
        zip(
            table.judge[low:high].tolist(),
            np.round(table.total[low:high], 9).tolist(),
            strict=True,
        )
    )


def _duel(ours: dict[int, float], theirs: dict[int, float]) -> int:
    votes = sum(
        (ours[judge] > theirs[judge]) - (ours[judge] < theirs[judge])
        for judge in ours.keys() & theirs.keys()
    )
    return (votes > 0) - (votes < 0)


def _chair(table: Table, rules: Rules, tied: Sequence[int]) -> list[float] | None:
    """Positions in the first vote that names every tied entry."""
    names = [table.entries[place] for place in tied]
    vote = next(
        (vote for vote in rules.chair_for(table.category) if set(names) <= set(vote)),
        None,
    )
    return None if vote is None else [float(-vote.index(name)) for name in names]
