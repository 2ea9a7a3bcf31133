"""Other ways to rank the same ballots, to show what hangs on the method and to measure
ours against them.

Each takes the design and the (n,) totals and returns (E,) scores, higher is better.
"""

from collections.abc import Callable, Mapping

import numpy as np

from .ballots import Floats, Ints, sums_by
from .fair import Design, rescale, scales, severities
from .linked import pairs_within_entries

Method = Callable[[Design, Floats], Floats]


def raw_mean(plan: Design, y: Floats) -> Floats:
    return plan.entry_means(y)


def fair(plan: Design, y: Floats) -> Floats:
    z = rescale(plan, y, scales(plan, y))
    return plan.entry_means(z - severities(plan, z).b[plan.judge])


def z_score(plan: Design, y: Floats) -> Floats:
    """Each judge's scores in standard deviations from that judge's own mean; a judge
    with one value gives 0.
    """
    spread = np.sqrt(plan.judge_spreads(y))
    usable = np.where(spread > 1e-9, spread, 1.0)[plan.judge]
    return plan.entry_means((y - plan.judge_means(y)[plan.judge]) / usable)


def additive(plan: Design, y: Floats) -> Floats:
    """Entry and judge as fixed effects, least squares (the shortest solution where
    judges are not linked).
    """
    within = y - plan.entry_means(y)[plan.entry]
    seen = plan.vectors.T @ np.bincount(plan.judge, within, len(plan.loads))
    solved = np.where(
        plan.values > 0, seen / np.where(plan.values > 0, plan.values, 1.0), 0.0
    )
    return plan.entry_means(y - (plan.vectors @ solved)[plan.judge])


def blup(plan: Design, y: Floats) -> Floats:
    """Entries and judges random (the model of the NeurIPS experiment) on rescaled
    scores, with our variances.
    """
    z = rescale(plan, y, scales(plan, y))
    judges = severities(plan, z)
    noise = max(judges.residual or 0.0, 1e-12)
    spread = float(np.var(plan.entry_means(z - judges.b[plan.judge]))) - noise * float(
        np.mean(1.0 / plan.ballots)
    )
    entry = noise / max(spread, 1e-6 * noise)
    judge = 1.0 / max(judges.ratio, 1e-6)
    centred = z - z.mean()
    kept = 1.0 / (plan.ballots + entry)
    counts = np.bincount(
        plan.entry * len(plan.loads) + plan.judge,
        minlength=len(plan.ballots) * len(plan.loads),
    )
    table = counts.reshape(len(plan.ballots), len(plan.loads))
    sums = sums_by(plan.entry, centred, len(plan.ballots))
    matrix = np.diag(plan.loads + judge) - (table * kept[:, None]).T @ table
    right = sums_by(plan.judge, centred, len(plan.loads)) - table.T @ (kept * sums)
    scores: Floats = kept * (sums - table @ np.linalg.solve(matrix, right))
    return scores


def _by_entry(plan: Design, y: Floats) -> tuple[Ints, Ints, Floats]:
    """Entry, place from 0 within the entry by score, and score, sorted."""
    order = np.lexsort((y, plan.entry))
    first = np.concatenate([[0], np.cumsum(plan.ballots)])[plan.entry[order]]
    return plan.entry[order], np.arange(len(y)) - first, y[order]


def trimmed_mean(plan: Design, y: Floats) -> Floats:
    """Highest and lowest left out where there are three ballots or more."""
    entry, place, values = _by_entry(plan, y)
    count = plan.ballots[entry]
    kept = (count < 3) | ((place > 0) & (place < count - 1))
    sums = np.bincount(entry[kept], values[kept], len(plan.ballots))
    return sums / np.maximum(np.bincount(entry[kept], minlength=len(plan.ballots)), 1)


def median(plan: Design, y: Floats) -> Floats:
    entry, place, values = _by_entry(plan, y)
    middle = np.abs(2 * place - (plan.ballots[entry] - 1)) <= 1
    sums = np.bincount(entry[middle], values[middle], len(plan.ballots))
    return sums / np.maximum(np.bincount(entry[middle], minlength=len(plan.ballots)), 1)


def _duels(plan: Design, y: Floats) -> tuple[Ints, Ints, Floats]:
    """Pairs of entries one judge saw, with the sign of the difference; one row per pair
    and judge.
    """
    order = np.lexsort((plan.entry, plan.judge))
    entry, values = plan.entry[order], np.round(y[order], 9)
    pairs = list(pairs_within_entries(plan.judge[order]))
    if not pairs:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0)
    a, b = (np.concatenate(side) for side in zip(*pairs, strict=True))
    return entry[a], entry[b], np.sign(values[a] - values[b])


def borda(plan: Design, y: Floats) -> Floats:
    """Average over judges of the share of that judge's other entries that were beaten."""
    a, b, sign = _duels(plan, y)
    wins = np.zeros((len(plan.ballots), len(plan.loads)))
    order = np.lexsort((plan.entry, plan.judge))
    pairs = list(pairs_within_entries(plan.judge[order]))
    judge = (
        np.concatenate([plan.judge[order][first] for first, _ in pairs])
        if pairs
        else np.empty(0, dtype=np.int64)
    )
    np.add.at(wins, (a, judge), (sign + 1.0) / 2.0)
    np.add.at(wins, (b, judge), (1.0 - sign) / 2.0)
    others = np.maximum(plan.loads - 1, 1)[plan.judge]
    return plan.entry_means(wins[plan.entry, plan.judge] / others)


def copeland(plan: Design, y: Floats) -> Floats:
    """Share of duels won less lost; a duel of two entries goes to whom more of their
    common judges put higher.
    """
    a, b, sign = _duels(plan, y)
    n = len(plan.ballots)
    pair, place = np.unique(a * n + b, return_inverse=True)
    won = np.sign(np.bincount(place, sign, len(pair)))
    first, second = pair // n, pair % n
    net = np.bincount(first, won, n) - np.bincount(second, won, n)
    met = np.bincount(first, minlength=n) + np.bincount(second, minlength=n)
    scores: Floats = net / np.maximum(met, 1)
    return scores


METHODS: Mapping[str, Method] = {
    "fair": fair,
    "raw_mean": raw_mean,
    "trimmed_mean": trimmed_mean,
    "median": median,
    "z_score": z_score,
    "additive": additive,
    "blup": blup,
    "borda": borda,
    "copeland": copeland,
}
