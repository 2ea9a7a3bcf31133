"""The lines of a ranking document: entries in rank order, each with its ballots, and
judges.

Floats are rounded to DECIMALS, after which given + adjustment = counted.
"""

from collections.abc import Sequence
from typing import cast

import numpy as np

from .ballots import Bools, Floats, Ints, Table
from .draws import Ranks
from .fair import Fit
from .groups import Group
from .rules import Rules
from .shape import EntryLine, JudgeLine, Step
from .ties import published

DECIMALS = 10


def number(value: float | None) -> float | None:
    return None if value is None else to_decimals(value)


def to_decimals(value: float) -> float:
    return round(float(value), DECIMALS) + 0.0


def _column(values: Floats | None, n: int) -> list[object]:
    return [None] * n if values is None else (np.round(values, DECIMALS) + 0.0).tolist()


def entry_lines(group: Group, rules: Rules) -> list[EntryLine]:
    n = len(group.table.entries)
    named: dict[str, Sequence[object]] = {
        "entry": group.table.entries,
        "category": [group.table.category or None] * n,
        "group": [group.label] * n,
    }
    columns = named | _entry_columns(group, rules)
    if rules.pooled:
        columns["weighed"] = _weighed(group)
    columns["steps"] = _steps(group, rules)
    rows = [
        cast(EntryLine, dict(zip(columns, values, strict=True)))
        for values in zip(*columns.values(), strict=True)
    ]
    return [rows[place] for place in group.standing.order.tolist()]


def _weighed(group: Group) -> list[bool]:
    """Whether an entry's ballots count differently."""
    weight, n = group.fit.weight, len(group.table.entries)
    most, least = np.zeros(n), np.full(n, np.inf)
    np.maximum.at(most, group.table.entry, weight)
    np.minimum.at(least, group.table.entry, weight)
    return [bool(unlike) for unlike in most > least]


def _entry_columns(group: Group, rules: Rules) -> dict[str, list[object]]:
    fitted, n = group.fit, len(group.table.entries)
    return {
        "n_judges": fitted.ballots.tolist(),
        "raw": _column(fitted.raw, n),
        "adjusted": _column(fitted.adjusted, n),
        "published": _column(published(fitted.adjusted, rules.precision), n),
        "se": _column(fitted.se, n),
        "rank": group.standing.rank.tolist(),
        "raw_rank": _raw_rank(fitted.raw),
    } | _chance_columns(group, rules)


def _raw_rank(raw: Floats) -> list[int]:
    rounded = np.sort(-np.round(raw, 9))
    ranks: list[int] = (np.searchsorted(rounded, -np.round(raw, 9)) + 1).tolist()
    return ranks


def _chance_columns(group: Group, rules: Rules) -> dict[str, list[object]]:
    n, ranks = len(group.table.entries), group.ranks
    if ranks is None and n > 1:
        names = (
            "rank_low",
            "rank_high",
            "p_first",
            "p_top",
            "p_levels",
            "p_beats_next",
            "decided",
        )
        return {name: [None] * n for name in names}
    if ranks is None:
        ranks = Ranks(np.zeros((1, 1), dtype=np.int32))
    range_of = ranks.nearest_interval if rules.pooled else ranks.interval
    low, high = range_of(rules.interval)
    low, high = (
        np.minimum(low, group.standing.rank),
        np.maximum(high, group.standing.rank),
    )
    return {
        "rank_low": low.tolist(),
        "rank_high": high.tolist(),
        "p_first": _column(ranks.within(1), n),
        "p_top": _column(ranks.within(rules.places), n),
        "p_levels": _level_chances(ranks, rules.levels),
        "p_beats_next": _beats_next(group),
        "decided": decided(low, high, rules.places).tolist(),
    }


def decided(low: Ints, high: Ints, places: int) -> Bools:
    """(E,) whether the whole rank interval lies among the winners, or the whole of it outside."""
    return (high <= places) | (low > places)


def _level_chances(ranks: Ranks, levels: tuple[int, ...]) -> list[list[float]]:
    """Per entry P(each prize level), best level first."""
    bounds = [0, *np.cumsum(levels).tolist()]
    within = np.stack([ranks.within(bound) for bound in bounds], axis=1)
    chances: list[list[float]] = np.round(np.diff(within, axis=1), DECIMALS).tolist()
    return chances


def _beats_next(group: Group) -> list[float | None]:
    found: list[float | None] = [None] * len(group.standing.order)
    if group.beats_next is not None:
        for place, chance in zip(
            group.standing.order[:-1].tolist(), group.beats_next.tolist(), strict=True
        ):
            found[place] = number(chance)
    return found


def _steps(group: Group, rules: Rules) -> list[list[Step]]:
    """Per entry, per ballot: given, what the judge's scale and severity add, counted, and
    under method 2 how much it weighs.
    """
    table, fitted = group.table, group.fit
    given, counted = _printed(table.total), _printed(fitted.counted)
    rescaled = _printed(fitted.rescaled - table.total)
    adjustment = _printed(counted - given)
    figures = (given.tolist(), rescaled.tolist(), adjustment.tolist(), counted.tolist())
    judges = [table.judges[judge] for judge in table.judge.tolist()]
    made: list[Step] = [
        {
            "judge": judge,
            "given": a,
            "scale_adjustment": b,
            "adjustment": c,
            "counted": d,
        }
        for judge, a, b, c, d in zip(judges, *figures, strict=True)
    ]
    if rules.pooled:
        for step, weight in zip(made, _printed(fitted.weight).tolist(), strict=True):
            step["weight"] = weight
    steps: list[list[Step]] = [[] for _ in table.entries]
    for entry, step in zip(table.entry.tolist(), made, strict=True):
        steps[entry].append(step)
    return steps


def _printed(values: Floats) -> Floats:
    return np.round(values, DECIMALS) + 0.0


def judge_lines(group: Group, rules: Rules) -> list[JudgeLine]:
    table, fitted, n = group.whole, group.whole_fit, len(group.whole.judges)
    shared = np.bincount(table.judge, (fitted.ballots > 1)[table.entry], n)
    every = np.bincount(table.judge, minlength=n)
    counted = np.bincount(group.table.judge, minlength=n)
    columns = {
        "n": counted.tolist(),
        "shared": shared.astype(np.int64).tolist(),
        "severity": _column(fitted.severity, n),
        "severity_se": _column(fitted.severity_se, n),
        "scale": _column(fitted.scale, n),
        "fit": [number(value) for value in infit(table, fitted)],
    }
    if rules.pooled:
        columns["weight"] = _column(fitted.judge_weight, n)
        columns["calibrating"] = (every - counted).tolist()
    if rules.earlier is not None:
        known = [rules.earlier.judges.get(name) for name in table.judges]
        columns["earlier"] = [number(one.severity if one else None) for one in known]
        columns["earlier_se"] = [number(one.se if one else None) for one in known]
    constant = {"category": table.category or None, "group": group.label}
    names = enumerate(table.judges)
    return [
        cast(
            JudgeLine,
            {"judge": judge, **{k: v[i] for k, v in columns.items()}, **constant},
        )
        for i, judge in names
    ]


def infit(table: Table, fitted: Fit) -> list[float | None]:
    """Per judge the mean square of the residuals over its expectation: 1 as noisy as
    the panel, 2 twice as much.
    """
    left = (fitted.counted - fitted.adjusted[table.entry]) ** 2
    free = 1.0 - 1.0 / fitted.ballots[table.entry]
    if fitted.left is not None:
        free = fitted.left / fitted.weight
    expected = (fitted.variances.residual or 0.0) * free
    seen, due = (
        np.bincount(table.judge, values, len(table.judges))
        for values in (left, expected)
    )
    return [
        a / b if b > 1e-12 else None
        for a, b in zip(seen.tolist(), due.tolist(), strict=True)
    ]
