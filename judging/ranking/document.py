"""The ranking document: everything about one ranking as plain dicts, lists, numbers and
None, ready for JSON.

Floats are rounded to DECIMALS. Per ballot given + adjustment = counted, and the average
of counted is the adjusted score, to that rounding. Entries stand in rank order within
category and group; a group is a part of a category in which shared entries link all
judges, and no rank compares two groups. Entries without any score stand at the end of
their category, in no group and unranked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from .agreement import alpha_interval, one_way
from .ballots import Ballot, Bools, Floats, Ints, Table, sums_by, tables
from .draws import Ranks, draw_count, draw_ranks
from .fair import Fit, fit
from .linked import components, efficiency
from .rules import Rules
from .shape import (
    AgreementFigures,
    Document,
    EntryLine,
    GroupFigures,
    JudgeLine,
    Method,
    Note,
    Reliability,
    Step,
    Tie,
    VarianceFigures,
)
from .threads import one_thread
from .ties import Standing, published, stand
from .unscored import Unscored, unscored

NAME, DECIMALS = "fair", 10
WEAK_LINKS = 0.5  # efficiency below which the document warns
LEANING = (
    3.0  # standard errors by which the allocation must lean before the document warns
)

# of several groups, which have their own figures each
NO_AGREEMENT: AgreementFigures = {"icc1": None, "icck": None, "alpha": None}
NO_VARIANCE: VarianceFigures = {"entry": None, "judge": None, "residual": None}


@dataclass(frozen=True)
class Group:
    """One connected group, ranked; one of `parts` into which its category falls."""

    label: str
    parts: int
    table: Table
    fit: Fit
    ranks: Ranks | None
    standing: Standing
    beats_next: Floats | None  # (E - 1,) P(better than the next in rank order)


def ranking_document(ballots: Iterable[Ballot], rules: Rules | None = None) -> Document:
    """Ballots in any order to the ranking document. Raises InvalidInput with every
    problem found.
    """
    rules, ballots = rules or Rules(), list(ballots)
    groups = ranked(ballots, rules)
    return document(groups, rules, unscored(ballots, (group.table for group in groups)))


def ranked(ballots: Iterable[Ballot], rules: Rules) -> list[Group]:
    """Every connected group of every category, ranked. Raises InvalidInput with every
    problem found.
    """
    found = []
    with one_thread():
        for table in tables(ballots, rules):
            parts = components(table)
            name = table.category or "all"
            for number, part in enumerate(parts, start=1):
                found.append(
                    rank_group(
                        part,
                        rules,
                        name if len(parts) == 1 else f"{name}/{number}",
                        len(parts),
                    )
                )
    return found


def rank_group(table: Table, rules: Rules, label: str = "all", parts: int = 1) -> Group:
    """One connected table to its group."""
    fitted = fit(
        table.entry, table.judge, table.total, len(table.entries), len(table.judges)
    )
    count = rules.draws or draw_count(len(table.entries))
    ranks = draw_ranks(fitted, table.entry, table.judge, count, rules.seed)
    standing = stand(table, fitted, rules)
    order = standing.order
    beats_next = None if ranks is None else ranks.beats(order[:-1], order[1:])
    return Group(label, parts, table, fitted, ranks, standing, beats_next)


def document(
    groups: Sequence[Group], rules: Rules, left: Sequence[Unscored]
) -> Document:
    """`left`: the entries that `unscored` finds of the same ballots."""
    parts = [_group(group, rules) for group in groups]
    blank = [] if rules.version == "1.0" else left
    lines = [entry for group in groups for entry in _entries(group, rules)] + [
        one.line() for one in blank
    ]
    return {
        "method": _method(rules),
        # keeps the order within a category
        "entries": sorted(lines, key=lambda line: line["category"] or ""),
        "judges": [judge for group in groups for judge in _judges(group)],
        "agreement": parts[0]["agreement"] if len(parts) == 1 else NO_AGREEMENT,
        "variance": parts[0]["variance"] if len(parts) == 1 else NO_VARIANCE,
        "ties": [tie for group in groups for tie in _ties(group, rules)],
        "notes": [note for group in groups for note in _notes(group)]
        + [one.note() for one in blank],
        "groups": parts,
    }


def _method(rules: Rules) -> Method:
    return {
        "name": NAME,
        "version": rules.version,
        "places": rules.places,
        "levels": list(rules.levels),
        "precision": rules.precision,
        "ties": list(rules.ties),
        "interval": rules.interval,
        "practically_tied": rules.practically_tied,
        "draws": rules.draws,
        "seed": rules.seed,
    }


def _group(group: Group, rules: Rules) -> GroupFigures:
    table, fitted = group.table, group.fit
    return {
        "group": group.label,
        "category": table.category or None,
        "entries": len(table.entries),
        "judges": len(table.judges),
        "ballots": len(table.total),
        "agreement": _agreement(table),
        "variance": {
            "entry": number(fitted.variances.entry),
            "judge": number(fitted.variances.judge),
            "residual": number(fitted.variances.residual),
        },
        "reliability": _reliability(fitted),
        "connectivity": number(efficiency(fitted.eigenvalues)),
        "allocation": number(allocation(group)),
        "p_winners": _p_winners(group, rules),
        "draws": None if group.ranks is None else int(group.ranks.position.shape[1]),
        "criteria": {
            name: number(w)
            for name, w in zip(table.criteria, table.weights, strict=True)
        },
    }


def _agreement(table: Table) -> AgreementFigures:
    icc1, icck = one_way(table.entry, table.total)
    return {
        "icc1": number(icc1),
        "icck": number(icck),
        "alpha": number(alpha_interval(table.entry, table.total)),
    }


def _reliability(fitted: Fit) -> Reliability:
    """Share of the variance of an average that is the entries', as given and once
    severity is taken off.
    """
    parts, k = fitted.variances, 1.0 / float(np.mean(1.0 / fitted.ballots))
    if parts.entry is None or parts.judge is None or parts.residual is None:
        return {"before": None, "after": None}
    before, after = (
        parts.entry + (parts.judge + parts.residual) / k,
        parts.entry + parts.residual / k,
    )
    return {
        "before": number(parts.entry / before if before else None),
        "after": number(parts.entry / after if after else None),
    }


def allocation(group: Group) -> float | None:
    """Correlation over judges between severity (lenient is high) and the quality of
    what they saw, -1 to 1.

    Far above 0 means that lenient judges were given better entries: the assignment
    itself then speaks of quality, and what looks like leniency may be merit.
    """
    table, fitted, n = group.table, group.fit, len(group.table.judges)
    seen = sums_by(table.judge, fitted.adjusted[table.entry], n) / np.bincount(
        table.judge, minlength=n
    )
    spreads = float(np.std(seen)) * float(np.std(fitted.severity))
    if n < 4 or spreads <= 1e-12:
        return None
    return float(
        np.clip(
            np.mean((seen - seen.mean()) * (fitted.severity - fitted.severity.mean()))
            / spreads,
            -1,
            1,
        )
    )


def _p_winners(group: Group, rules: Rules) -> float | None:
    """P(the entries in the first places are the best, in any order)."""
    if group.ranks is None:
        return None
    return number(group.ranks.exactly(group.standing.order[: rules.places]))


def number(value: float | None) -> float | None:
    return None if value is None else to_decimals(value)


def to_decimals(value: float) -> float:
    return round(float(value), DECIMALS) + 0.0


def _column(values: Floats | None, n: int) -> list[object]:
    return [None] * n if values is None else (np.round(values, DECIMALS) + 0.0).tolist()


def _entries(group: Group, rules: Rules) -> list[EntryLine]:
    n = len(group.table.entries)
    named: dict[str, Sequence[object]] = {
        "entry": group.table.entries,
        "category": [group.table.category or None] * n,
        "group": [group.label] * n,
    }
    columns = named | _entry_columns(group, rules) | {"steps": _steps(group)}
    rows = [
        cast(EntryLine, dict(zip(columns, values, strict=True)))
        for values in zip(*columns.values(), strict=True)
    ]
    return [rows[place] for place in group.standing.order.tolist()]


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
    low, high = ranks.interval(rules.interval)
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


def _steps(group: Group) -> list[list[Step]]:
    """Per entry, per ballot: given, what the judge's scale and severity add, counted."""
    table, fitted = group.table, group.fit
    given, counted = (
        np.round(table.total, DECIMALS) + 0.0,
        np.round(fitted.counted, DECIMALS) + 0.0,
    )
    rescaled = np.round(fitted.rescaled - table.total, DECIMALS) + 0.0
    adjustment = np.round(counted - given, DECIMALS) + 0.0
    figures = (given.tolist(), rescaled.tolist(), adjustment.tolist(), counted.tolist())
    judges = [table.judges[judge] for judge in table.judge.tolist()]
    steps: list[list[Step]] = [[] for _ in table.entries]
    for entry, judge, a, b, c, d in zip(
        table.entry.tolist(), judges, *figures, strict=True
    ):
        steps[entry].append(
            {
                "judge": judge,
                "given": a,
                "scale_adjustment": b,
                "adjustment": c,
                "counted": d,
            }
        )
    return steps


def _judges(group: Group) -> list[JudgeLine]:
    table, fitted, n = group.table, group.fit, len(group.table.judges)
    shared = np.bincount(table.judge, (fitted.ballots > 1)[table.entry], n)
    columns = {
        "n": np.bincount(table.judge, minlength=n).tolist(),
        "shared": shared.astype(np.int64).tolist(),
        "severity": _column(fitted.severity, n),
        "severity_se": _column(fitted.severity_se, n),
        "scale": _column(fitted.scale, n),
        "fit": [number(value) for value in infit(table, fitted)],
    }
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
    expected = (fitted.variances.residual or 0.0) * (
        1.0 - 1.0 / fitted.ballots[table.entry]
    )
    seen, due = (
        np.bincount(table.judge, values, len(table.judges))
        for values in (left, expected)
    )
    return [
        a / b if b > 1e-12 else None
        for a, b in zip(seen.tolist(), due.tolist(), strict=True)
    ]


def _ties(group: Group, rules: Rules) -> list[Tie]:
    """Ties to the published precision, and winners hardly better than the next in order."""
    equal: list[Tie] = [
        {
            "kind": "equal",
            "group": group.label,
            "adjusted": tie.adjusted,
            "entries": tie.entries,
            "steps": tie.steps,
            "shared": tie.shared,
        }
        for tie in group.standing.ties
    ]
    if group.beats_next is None:
        return equal
    names = [
        group.table.entries[place]
        for place in group.standing.order[: rules.places + 1].tolist()
    ]
    pairs = zip(names[:-1], names[1:], group.beats_next.tolist(), strict=False)
    close: list[Tie] = [
        {
            "kind": "practically_tied",
            "group": group.label,
            "entries": [above, below],
            "p": to_decimals(chance),
        }
        for above, below, chance in pairs
        if chance < rules.practically_tied
    ]
    return equal + close


def _notes(group: Group) -> list[Note]:
    return [
        {"code": code, "group": group.label, "text": text}
        for code, text in _remarks(group)
    ]


def _remarks(group: Group) -> Iterator[tuple[str, str]]:
    fitted, table = group.fit, group.table
    if group.parts > 1:
        yield (
            "disconnected",
            (
                "No shared entry links this group to the others of its category: no "
                "rank compares them."
            ),
        )
    if len(table.entries) == 1:
        yield "single_entry", "There is one entry in this group."
    if np.ptp(table.total) <= 1e-9:
        yield "no_variance", "Every ballot has the same total."
    if fitted.variances.residual is None:
        yield (
            "no_shared_entries",
            "No entry has two judges: averages as given, with no statement of certainty.",
        )
    elif fitted.ratio == 0.0:
        yield (
            "no_severity",
            "The ballots show no difference in severity that could be told from chance.",
        )
    links = efficiency(fitted.eigenvalues)
    if links is not None and links < WEAK_LINKS:
        yield (
            "weak_links",
            "Judges share few entries: severity is corrected only in part.",
        )
    leaning = allocation(group)
    if (
        leaning is not None
        and np.arctanh(min(leaning, 0.999)) * np.sqrt(len(table.judges) - 3) > LEANING
    ):
        yield (
            "lenient_saw_better",
            "Lenient judges were given better entries: what looks like leniency may be merit.",
        )
