"""What the result hangs on: leaving out a judge, other weights, other methods. None of
it is the result.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .ballots import Ballot, Floats, Ints, Table, sums_by
from .columns import columns_of
from .document import category_documents, document, ranking_document
from .fair import design, fit
from .groups import Group
from .influence import scores_without_each
from .learning import rescaled
from .linked import laplacian
from .methods import METHODS
from .rules import Number, Rules
from .shape import Asked, WhatIf
from .threads import one_thread
from .ties import published


@dataclass(frozen=True)
class Variant:
    """One other way: who would win (several if equal to the published precision), and
    what that changes.

    name: the judge left out, the method, or criterion and factor. changed: None of the
    winners of the result is left among these winners. kept: how many of the first
    `places` stay there.
    """

    name: str
    winners: tuple[str, ...]
    changed: bool
    kept: int


def leave_one_out(group: Group, rules: Rules) -> list[Variant]:
    """One variant per judge, in the order of names. Scale and variance ratio are kept,
    so it is quick.
    """
    with one_thread():
        if rules.pooled:
            without = zip(group.whole.judges, scores_without_each(group), strict=True)
            return [_variant(group, rules, *each) for each in without]
        shared = laplacian(*_columns(group.table))
        return [
            _variant(group, rules, judge, _without(group, shared, place))
            for place, judge in enumerate(group.table.judges)
        ]


def weight_changes(group: Group, rules: Rules, by: float = 0.25) -> list[Variant]:
    """Each criterion's weight less and more by that share; nothing for totals or one
    criterion. Under method 2 what was learnt of the judges stands (scales, weights,
    variances) and severities follow the new totals; under method 1 all is fitted again.
    """
    table, found = group.whole, []
    if np.sum(table.weights > 0) < 2 or not np.isfinite(table.scores).any(axis=1).all():
        return []
    scores_at = _followed if rules.pooled else _refitted
    with one_thread():
        for column in np.flatnonzero(table.weights > 0).tolist():
            for factor in (1.0 - by, 1.0 + by):
                weights = table.weights.copy()
                weights[column] *= factor
                name = f"{table.criteria[column]} x {factor:g}"
                scores = scores_at(group, weights)
                found.append(_variant(group, rules, name, scores))
    return found


def method_changes(group: Group, rules: Rules) -> list[Variant]:
    """Every method of `methods.METHODS` on the same ballots; "fair" as the result has it."""
    columns = _columns(group.table)
    with one_thread():
        plan = design(*columns)
        scores = {name: m(plan, group.table.total) for name, m in METHODS.items()}
        if rules.pooled:
            scores["fair"] = group.fit.adjusted
        return [_variant(group, rules, name, values) for name, values in scores.items()]


def what_if(
    ballots: Iterable[Ballot],
    rules: Rules,
    *,
    without_judges: Iterable[str] = (),
    without_entries: Iterable[str] = (),
    weights: Mapping[str, Number] | None = None,
    category: str | None = None,
) -> WhatIf:
    """The ranking document had the panel, the entries or the weights been others; says
    so under "what_if". category: the document of that one only, all ranked together.
    """
    judges, entries = sorted(set(without_judges)), sorted(set(without_entries))
    kept = [
        ballot
        for ballot in ballots
        if ballot.judge not in judges and ballot.entry not in entries
    ]
    changed = rules
    if weights is not None and category is not None:
        own = {**rules.category_weights, category: weights}
        changed = replace(rules, category_weights=own)
    elif weights is not None:
        changed = replace(rules, weights=weights, category_weights={})
    asked: Asked = {
        "without_judges": judges,
        "without_entries": entries,
        "weights": weights is not None,
    }
    if category is None:
        return {"what_if": asked, **ranking_document(kept, changed)}
    found = category_documents(kept, changed).get(category)
    return {"what_if": asked, **(found or document([], changed, []))}


def _columns(table: Table) -> tuple[Ints, Ints, int, int]:
    return table.entry, table.judge, len(table.entries), len(table.judges)


def _followed(group: Group, weights: Floats) -> Floats:
    """(E,) adjusted scores at other weights of the criteria, what was learnt of the judges
    held: scores are linear in the totals.
    """
    whole, fitted = group.whole, group.whole_fit
    columns = columns_of([whole])
    (part,) = columns.parts
    totals = whole.reweighted(weights).total
    moved = rescaled(columns, totals, fitted.scale) - fitted.rescaled
    if fitted.covariance is not None:
        severity = fitted.covariance @ part.seen(moved, fitted.weight)
        moved = moved - severity[part.seat]
    scores: Floats = fitted.adjusted + part.entry_means(moved, fitted.weight)
    return scores[whole.ranked]


def _refitted(group: Group, weights: Floats) -> Floats:
    """(E,) adjusted scores of the group alone at other weights of the criteria."""
    after = group.table.reweighted(weights)
    fitted = fit(after.entry, after.judge, after.total, *_columns(after)[2:])
    return fitted.adjusted


def _without(group: Group, shared: Floats, judge: int) -> Floats:
    """(E,) adjusted scores without one judge: the Laplacian changes only by that
    judge's entries.
    """
    table, fitted = group.table, group.fit
    keep = table.judge != judge
    entry, others, z = table.entry[keep], table.judge[keep], fitted.rescaled[keep]
    counts = np.bincount(entry, minlength=len(table.entries))
    means = np.bincount(entry, z, len(counts)) / np.maximum(counts, 1)
    severity: Floats = np.zeros(len(table.judges))
    if fitted.ratio > 0 and len(others):
        right = sums_by(others, z - means[entry], len(severity))
        matrix = _reduced(table, shared, judge) + np.eye(len(severity)) / fitted.ratio
        severity[:] = np.linalg.solve(matrix, right)
    scores = np.bincount(entry, z - severity[others], len(counts)) / np.maximum(
        counts, 1
    )
    return np.where(counts > 0, scores, -np.inf)


def _reduced(table: Table, shared: Floats, judge: int) -> Floats:
    """The Laplacian without one judge (whose row and column become zero)."""
    touched = np.unique(table.entry[table.judge == judge])
    here = np.isin(table.entry, touched) & (table.judge != judge)
    counts = np.zeros((len(touched), len(table.judges)))
    np.add.at(
        counts, (np.searchsorted(touched, table.entry[here]), table.judge[here]), 1.0
    )
    left = counts.sum(axis=1)
    change = 1.0 / np.maximum(left, 1.0) - 1.0 / (left + 1.0)
    reduced: Floats = shared - (counts * change[:, None]).T @ counts
    reduced[judge, :] = reduced[:, judge] = 0.0
    return reduced


def _variant(group: Group, rules: Rules, name: str, scores: Floats) -> Variant:
    names, standing = group.table.entries, group.standing
    finite = np.where(np.isfinite(scores), scores, np.nan)
    shown = published(finite, rules.precision)
    winners = (
        tuple(names[i] for i in np.flatnonzero(shown == np.nanmax(shown)))
        if np.isfinite(finite).any()
        else ()
    )
    official = {names[i] for i in np.flatnonzero(standing.rank == 1)}
    top = np.argsort(-scores, kind="stable")[: rules.places]
    kept = len(set(top.tolist()) & set(standing.order[: rules.places].tolist()))
    return Variant(name, winners, not official & set(winners), kept)


def settled_share(variants: Sequence[Variant]) -> float | None:
    """Share of the variants that leave the winner in place."""
    return (
        None
        if not variants
        else sum(not variant.changed for variant in variants) / len(variants)
    )
