"""Which of two is better: finalists compared in pairs.

Davidson's model (1970), that is Bradley and Terry's with a third answer: the left one is
better, the right one is, or they are equal, with chances in proportion to exp(h/2),
exp(-h/2) and v, where h is the difference of the two strengths. To that come a lean to
the left side that all judges may have, and a judge's own taste: a part for each judge
and entry, since a judge who likes an entry likes it in both of their comparisons.
Answers that are equal are an answer of their own here and not half a win for each: how
often judges find two equal is learnt, and says how far apart strengths are.

Strengths, tastes, lean and v all have normal priors about 0 (v about 1/2), so that a
finalist who won everything has a strength that ends somewhere. The spreads of strengths
and tastes are unknown: each point of a fixed grid counts by its likelihood and a weak
prior; at each the posterior is taken as normal about its one mode.

A ballot is a judge's on the entry that stood at the left; its one score stands under
the name of the other entry: 1 left is better, 0 right is, 1/2 equal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .ballots import Ballot, Floats, Ints
from .draws import normals
from .rules import Rules
from .shape import AnswerCounts, Document
from .stances import (
    Answered,
    JudgeFigures,
    answer_document,
    draws_for,
    shares_of,
)
from .threads import one_thread

NAME, VERSION = "pairs", "1.0"
STRENGTH_SPREADS = (0.1, 0.2, 0.4, 0.7, 1.1, 1.6, 2.3, 3.2)
TASTE_SPREADS = (0.1, 0.4, 0.8, 1.3, 2.0)
# Half-normal and even in the logarithm, as the grids are: finalists who are close are not
# parted by what was assumed of them.
WIDEST_STRENGTH, WIDEST_TASTE = 1.0, 0.6
LEAN_SPREAD = 0.5
TIE_MEAN, TIE_SPREAD = float(np.log(0.5)), 1.0
TASTE_NODES = np.array([-2.8569700, -1.3556262, 0.0, 1.3556262, 2.8569700])
TASTE_WEIGHTS = np.array([0.01125741, 0.22207592, 0.53333334, 0.22207592, 0.01125741])
ROUNDS, NEAR = 60, 1e-11
Said = Literal["yes", "no", "unsure"]


@dataclass(frozen=True)
class Compared:
    """The comparisons of one category, as columns. answer: 1 left, -1 right, 0 equal.
    weight: a judge who was asked about the same two twice counts once for them.
    """

    entries: tuple[str, ...]
    judges: tuple[str, ...]
    judge: Ints
    left: Ints
    right: Ints
    answer: Ints
    weight: Floats


def comparisons(ballots: Iterable[Ballot]) -> Compared:
    """Sorted by judge and names, so that the order in which they came means nothing."""
    rows = sorted(
        (one.judge, one.entry, other, int(np.sign(float(said) - 0.5)))
        for one in ballots
        if one.ranked
        for other, said in one.scores.items()
        if said is not None and other != one.entry
    )
    entries = tuple(sorted({name for row in rows for name in row[1:3]}))
    judges = tuple(sorted({row[0] for row in rows}))
    at, who = ({name: i for i, name in enumerate(names)} for names in (entries, judges))
    asked = [(row[0], *sorted(row[1:3])) for row in rows]
    return Compared(
        entries,
        judges,
        np.array([who[row[0]] for row in rows], dtype=np.int64),
        np.array([at[row[1]] for row in rows], dtype=np.int64),
        np.array([at[row[2]] for row in rows], dtype=np.int64),
        np.array([row[3] for row in rows], dtype=np.int64),
        np.array([1.0 / asked.count(pair) for pair in asked]),
    )


@dataclass(frozen=True)
class Design:
    """rows: (n, p) what each comparison's difference is made of: strengths, tastes, lean.
    The last parameter, of ties, stands in no row.
    """

    rows: Floats
    entries: int
    tastes: int

    def prior(self, spread: float, taste: float) -> tuple[Floats, Floats]:
        """Mean and precision of every parameter."""
        spreads = [
            *[spread] * self.entries, *[taste] * self.tastes, LEAN_SPREAD, TIE_SPREAD,
        ]  # fmt: skip
        mean = np.zeros(len(spreads))
        mean[-1] = TIE_MEAN
        return mean, np.array(spreads) ** -2.0


def design_of(found: Compared) -> Design:
    n, m = len(found.answer), len(found.entries)
    seats = np.concatenate(
        [found.judge * m + found.left, found.judge * m + found.right]
    )
    cells, place = np.unique(seats, return_inverse=True)
    rows = np.zeros((n, m + len(cells) + 1))
    every = np.arange(n)
    rows[every, found.left] += 1.0
    rows[every, found.right] -= 1.0
    rows[every, m + place[:n]] += 1.0
    rows[every, m + place[n:]] -= 1.0
    rows[:, -1] = 1.0
    return Design(rows, m, len(cells))


@dataclass(frozen=True)
class Mode:
    """The posterior about its mode: at + root @ standard normals."""

    at: Floats
    root: Floats
    taste: float
    evidence: float


def chances(difference: Floats, tie: Floats | float) -> tuple[Floats, Floats, Floats]:
    """Of left, equal, right; largest first taken off, so that nothing overflows."""
    logs = np.stack(
        [0.5 * difference, np.broadcast_to(tie, difference.shape), -0.5 * difference]
    )
    scaled = np.exp(logs - logs.max(axis=0))
    scaled /= scaled.sum(axis=0)
    return scaled[0], scaled[1], scaled[2]


def log_likelihood(found: Compared, difference: Floats, tie: float) -> float:
    half = 0.5 * difference
    total = np.logaddexp(np.logaddexp(half, -half), tie)
    said = np.where(found.answer == 0, tie, found.answer * half)
    return float((found.weight * (said - total)).sum())


def fit_mode(
    found: Compared, design: Design, mean: Floats, precision: Floats, start: Floats
) -> tuple[Floats, Floats, float]:
    """Newton's steps on a concave posterior: its mode, the curvature there, its height."""

    def height(at: Floats) -> float:
        off = at - mean
        fit = log_likelihood(found, design.rows @ at[:-1], float(at[-1]))
        return fit - 0.5 * float(off @ (precision * off))

    at, value = start, height(start)
    for _round in range(ROUNDS):
        slope, curve = slopes(found, design, at)
        step = np.linalg.solve(
            curve + np.diag(precision), slope - precision * (at - mean)
        )
        size = 1.0
        while size > 1e-4 and height(at + size * step) < value - 1e-12:
            size /= 2.0
        at = at + size * step
        value = height(at)
        if float(np.abs(size * step).max()) < NEAR:
            break
    _slope, curve = slopes(found, design, at)
    return at, curve + np.diag(precision), value


def slopes(found: Compared, design: Design, at: Floats) -> tuple[Floats, Floats]:
    left, tie, right = chances(design.rows @ at[:-1], float(at[-1]))
    weight, gap = found.weight, left - right
    by_row = weight * 0.5 * (found.answer - gap)
    slope = np.append(
        design.rows.T @ by_row, (weight * ((found.answer == 0) - tie)).sum()
    )
    own = weight * 0.25 * (left + right - gap**2)
    mixed = design.rows.T @ (weight * -0.5 * gap * tie)
    curve = np.empty((len(at), len(at)))
    curve[:-1, :-1] = design.rows.T @ (own[:, None] * design.rows)
    curve[:-1, -1] = curve[-1, :-1] = mixed
    curve[-1, -1] = (weight * tie * (1.0 - tie)).sum()
    return slope, curve


def grid(found: Compared) -> list[tuple[Mode, float]]:
    """Every point of the grid with its weight."""
    design = design_of(found)
    modes, logs = [], []
    start = np.append(np.zeros(design.rows.shape[1]), TIE_MEAN)
    for spread in STRENGTH_SPREADS:
        for taste in TASTE_SPREADS:
            mean, precision = design.prior(spread, taste)
            at, curve, value = fit_mode(found, design, mean, precision, start)
            start = at
            lower = np.linalg.cholesky(curve)
            evidence = (
                value
                - float(np.log(np.diag(lower)).sum())
                + 0.5 * float(np.log(precision).sum())
            )
            modes.append(Mode(at, np.linalg.inv(lower).T, taste, evidence))
            prior = (
                -0.5 * (spread / WIDEST_STRENGTH) ** 2
                - 0.5 * (taste / WIDEST_TASTE) ** 2
            )
            logs.append(evidence + prior)
    weights = np.exp(np.array(logs) - max(logs))
    weights /= weights.sum()
    return list(zip(modes, weights.tolist(), strict=True))


def draw_shares(modes: Sequence[tuple[Mode, float]], m: int, rules: Rules) -> Floats:
    """(draws, E): how often each entry would be preferred to the others by a judge of
    whom nothing is known, equal ones counted half; in mirrored pairs of draws.
    """
    pairs = draws_for(rules, m) // 2
    counts = shares_of(np.array([weight for _mode, weight in modes]), pairs)
    stream = np.random.PCG64(rules.seed)
    drawn = []
    for (mode, _weight), count in zip(modes, counts.tolist(), strict=True):
        if not count:
            continue
        away = normals(stream, count, len(mode.at)) @ mode.root.T
        for at in (mode.at + away, mode.at - away):
            blur = np.full((m, m), mode.taste * np.sqrt(2.0))
            drawn.append(preferred(at[:, :m], at[:, -1], blur))
    return np.concatenate(drawn)


def expected_shares(modes: Sequence[tuple[Mode, float]], m: int) -> Floats:
    """(E,) what is expected of the same, without any draw."""
    found = np.zeros(m)
    for mode, weight in modes:
        own = mode.root[:m] @ mode.root[:m].T
        apart = np.diag(own)[:, None] + np.diag(own)[None, :] - 2.0 * own
        blur = np.sqrt(np.maximum(apart, 0.0) + 2.0 * mode.taste**2)
        found += weight * preferred(mode.at[None, :m], mode.at[None, -1], blur)[0]
    return found


def preferred(strength: Floats, tie: Floats, blur: Floats) -> Floats:
    """(draws, E) mean over the other entries, and over all that the difference may be:
    blur: (E, E) its standard deviation.
    """
    difference = strength[:, :, None] - strength[:, None, :]
    total = np.zeros(difference.shape)
    for node, weight in zip(TASTE_NODES, TASTE_WEIGHTS, strict=True):
        seen = difference + node * blur
        left, equal, _right = chances(seen, tie[:, None, None])
        total += weight * (left + 0.5 * equal)
    others = max(1, strength.shape[1] - 1)
    same = np.einsum("dee->de", total)
    shares: Floats = (total.sum(axis=2) - same) / others
    return shares


def pairs_documents(ballots: Sequence[Ballot], rules: Rules) -> dict[str, Document]:
    """Category to its document: of each that has a comparison."""
    found = {}
    with one_thread():
        for category in sorted({one.category for one in ballots}):
            compared = comparisons(one for one in ballots if one.category == category)
            if compared.entries:
                found[category] = answer_document(
                    answered(compared, category, rules), rules
                )
    return found


def answered(found: Compared, category: str, rules: Rules) -> Answered:
    m = len(found.entries)
    points = 0.5 * (1.0 + found.answer)
    got = np.bincount(found.left, found.weight * points, m)
    got += np.bincount(found.right, found.weight * (1.0 - points), m)
    asked = np.bincount(found.left, found.weight, m)
    asked += np.bincount(found.right, found.weight, m)
    seen = np.bincount(found.left, minlength=m) + np.bincount(found.right, minlength=m)
    counts = np.bincount(found.judge, minlength=len(found.judges)).tolist()
    modes = grid(found)
    return Answered(
        category=category,
        entries=found.entries,
        mean=expected_shares(modes, m),
        drawn=draw_shares(modes, m, rules),
        given=got / asked,
        ballots=seen.tolist(),
        counts=tally(found),
        judges={
            name: JudgeFigures(count)
            for name, count in zip(found.judges, counts, strict=True)
        },
        notes=notes(found),
    )


def tally(found: Compared) -> list[AnswerCounts]:
    counts: list[AnswerCounts] = [
        {"yes": 0, "no": 0, "unsure": 0} for _name in found.entries
    ]
    for_left: Mapping[int, Said] = {1: "yes", -1: "no", 0: "unsure"}
    rows = zip(
        found.left.tolist(), found.right.tolist(), found.answer.tolist(), strict=True
    )
    for left, right, answer in rows:
        counts[left][for_left[answer]] += 1
        counts[right][for_left[-answer]] += 1
    return counts


def notes(found: Compared) -> list[tuple[str, str]]:
    """Where no chain of comparisons links all entries, only the priors compare them."""
    linked = {0}
    rows = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    while True:
        more = {
            one for pair in rows if linked.intersection(pair) for one in pair
        } - linked
        if not more:
            break
        linked |= more
    if len(linked) == len(found.entries):
        return []
    return [
        (
            "pairs_unlinked",
            "No chain of comparisons links all finalists: their order is a guess.",
        )
    ]
