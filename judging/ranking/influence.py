"""What hangs on one ballot, and on one judge, of a group ranked by method 2: who would win
without it.

Exact for the fit as it stands (scales, weights and variances held): leaving a ballot out
is replacing it by what the rest predicts of it, and adjusted scores are linear in the
ballots (case deletion by the mean-shift model: Cook & Weisberg 1982). Nothing is
refitted, so all ballots of a round take no longer than the fit itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .ballots import Bools, Floats, Ints, sums_by
from .columns import Part
from .groups import Group
from .reliability import Spare, spare
from .rules import Rules
from .threads import one_thread
from .ties import published

CONTENDERS = 40  # beside its own entry, those that one ballot less could make win
_CELLS = 2_000_000


@dataclass(frozen=True)
class Influence:
    """One ballot (judge and entry) or one judge (entry None) less.

    moved: points by which that takes the entry, or the entry it moves most, up (or down).
    winners: who would be first, several if equal to the published precision. changed:
    none of the winners of the result is among them.
    """

    judge: str
    entry: str | None
    moved: float
    winners: tuple[str, ...]
    changed: bool


class _Deletion:
    """The group's fit as what leaving ballots out needs."""

    def __init__(self, group: Group) -> None:
        table, fitted = group.whole, group.whole_fit
        seats = np.arange(len(table.judges))
        self.part = Part(
            table.entry, table.judge, seats, fitted.ballots, 0, len(table.entry)
        )
        self.weight, self.loads = fitted.weight, fitted.weights
        self.share = self.weight / self.loads[table.entry]
        self.residual = fitted.counted - fitted.adjusted[table.entry]
        nothing = np.zeros((len(seats), len(seats)))
        self.covariance = nothing if fitted.covariance is None else fitted.covariance
        self.spare: Spare = spare(self.part, self.weight, self.covariance)
        self.adjusted = fitted.adjusted

    def mean_seats(self, entries: Ints) -> Floats:
        """(e, J) share of each judge in the averages of these entries."""
        place = np.full(len(self.loads), -1)
        place[entries] = np.arange(len(entries))
        here = place[self.part.entry] >= 0
        width = len(self.part.judge)
        cells = place[self.part.entry[here]] * width + self.part.seat[here]
        sums = sums_by(cells, self.share[here], len(entries) * width)
        return sums.reshape(len(entries), width)

    def shifts(self) -> Floats:
        """(n,) how far each ballot lies from what the others predict of it, in points;
        NaN for the only ballot of an entry.
        """
        left = np.where(self.spare.left > 1e-9, self.spare.left, np.nan)
        return self.residual / left

    def own_gain(self) -> Floats:
        """(n,) how much of a ballot's points its own entry gets."""
        inner = self.spare.mean_with - self.spare.of_mean[self.part.entry]
        return self.share - self.weight * inner

    def gains(self, entries: Ints, ballots: slice) -> Floats:
        """(e, b) how much of these ballots' points each of these entries gets."""
        reach = self.mean_seats(entries) @ self.covariance
        of_entries = self.part.entry[ballots]
        theirs, place = np.unique(of_entries, return_inverse=True)
        between = reach @ self.mean_seats(theirs).T
        apart = reach[:, self.part.seat[ballots]] - between[:, place]
        own = entries[:, None] == of_entries[None, :]
        found: Floats = own * self.share[ballots] - self.weight[ballots] * apart
        return found


def ballot_influences(group: Group, rules: Rules) -> list[Influence]:
    """One per ballot of the entries that are ranked, by entry and judge."""
    return _ballot_influences(group, rules, every=True)


def deciding_ballots(group: Group, rules: Rules) -> list[Influence]:
    """Those of them without which others would be first."""
    found = _ballot_influences(group, rules, every=False)
    return [one for one in found if one.changed]


def _ballot_influences(group: Group, rules: Rules, *, every: bool) -> list[Influence]:
    """every: also of ballots that leave the first place where it is by far."""
    with one_thread():
        fit = _Deletion(group)
        shown = np.flatnonzero(group.whole.ranked)
        best = shown[np.argsort(-fit.adjusted[shown], kind="stable")[:CONTENDERS]]
        step = max(1, _CELLS // max(len(best), len(fit.part.judge)))
        found: list[Influence] = []
        for start in range(0, len(fit.residual), step):
            rows = slice(start, min(start + step, len(fit.residual)))
            found += _influences_of(group, rules, fit, best, rows, every=every)
        return found


def _influences_of(
    group: Group,
    rules: Rules,
    fit: _Deletion,
    best: Ints,
    rows: slice,
    *,
    every: bool,
) -> list[Influence]:
    shifts = fit.shifts()[rows]
    alone = np.isnan(shifts)
    scores = fit.adjusted[best][:, None] - fit.gains(best, rows) * np.where(
        alone, 0.0, shifts
    )
    own_gain, found = fit.own_gain()[rows], []
    told = group.whole.ranked[group.whole.entry[rows]]
    if not every:
        own_scores = fit.adjusted[group.whole.entry[rows]] - shifts * own_gain
        told &= _may_change(group, rules, best, scores, own_scores, rows)
    for column in np.flatnonzero(told).tolist():
        row = rows.start + column
        entry = int(group.whole.entry[row])
        moved = -float(shifts[column] * own_gain[column])
        own = -np.inf if alone[column] else fit.adjusted[entry] + moved
        values = dict(zip(best.tolist(), scores[:, column].tolist(), strict=True))
        winners = _winners(group, rules, {**values, entry: float(own)})
        judge = group.whole.judges[int(group.whole.judge[row])]
        changed = not _official(group) & set(winners)
        left = 0.0 if alone[column] else moved
        found.append(
            Influence(judge, group.whole.entries[entry], left, winners, changed)
        )
    return found


def _may_change(
    group: Group, rules: Rules, best: Ints, scores: Floats, own: Floats, rows: slice
) -> Bools:
    """(b,) whether another entry comes near the first place without the ballot, or its
    own leaves it. scores: (e, b) of the best entries; own: (b,) of the ballot's.
    """
    winners = _official(group)
    official = np.array([name in winners for name in group.whole.entries])
    step = 10.0**-rules.precision
    first = np.where(official[best][:, None], scores, np.inf).min(axis=0)
    others = np.where(official[best][:, None], -np.inf, scores).max(axis=0)
    theirs = official[group.whole.entry[rows]]
    near: Bools = theirs | (others >= first - step) | ~(own < first - step)
    return near


def scores_without_each(group: Group) -> Iterator[Floats]:
    """Per judge of the group, in the order of names: (E,) adjusted scores of the ranked
    entries without that judge, -inf for whoever is left without a ballot.
    """
    fit = _Deletion(group)
    for judge in range(len(group.whole.judges)):
        yield _scores_without(fit, judge)[group.whole.ranked]


def judge_influences(group: Group, rules: Rules) -> list[Influence]:
    """One per judge of the group, in the order of names."""
    found = []
    with one_thread():
        fit = _Deletion(group)
        ranked = group.whole.ranked
        for place, judge in enumerate(group.whole.judges):
            scores = np.where(ranked, _scores_without(fit, place), -np.inf)
            moved = (scores - fit.adjusted)[np.isfinite(scores)]
            most = moved[np.argmax(np.abs(moved))] if len(moved) else 0.0
            winners = _winners(group, rules, dict(enumerate(scores.tolist())))
            changed = not _official(group) & set(winners)
            found.append(Influence(judge, None, float(most), winners, changed))
    return found


def _scores_without(fit: _Deletion, judge: int) -> Floats:
    own = np.flatnonzero(fit.part.seat == judge)
    alone = fit.part.ballots[fit.part.entry[own]] == 1
    gone, own = fit.part.entry[own[alone]], own[~alone]
    scores = fit.adjusted.copy()
    if len(own):
        apart = -fit.mean_seats(fit.part.entry[own])
        apart[:, judge] += 1.0
        apart *= fit.weight[own][:, None]
        held = np.diag(fit.weight[own] * (1.0 - fit.share[own]))
        held -= apart @ fit.covariance @ apart.T
        shifts = np.linalg.solve(held, fit.weight[own] * fit.residual[own])
        severity = fit.covariance @ (apart.T @ shifts)
        means = fit.part.entry_sums(fit.share * severity[fit.part.seat])
        scores += means
        scores[fit.part.entry[own]] -= fit.share[own] * shifts
    scores[gone] = -np.inf
    return scores


def _official(group: Group) -> set[str]:
    first = np.flatnonzero(group.standing.rank == 1)
    return {group.table.entries[place] for place in first.tolist()}


def _winners(group: Group, rules: Rules, scores: dict[int, float]) -> tuple[str, ...]:
    """Entries of `whole` whose score is highest to the published precision."""
    finite = {place: score for place, score in scores.items() if np.isfinite(score)}
    if not finite:
        return ()
    shown = published(np.array(list(finite.values())), rules.precision)
    best = [
        place
        for place, score in zip(finite, shown.tolist(), strict=True)
        if score == shown.max()
    ]
    return tuple(group.whole.entries[place] for place in sorted(best))
