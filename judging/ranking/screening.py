"""Pass or does not pass: how likely it is that the panel would let each entry through.

A ballot passes where every criterion that was answered passes, and does not where one
fails; a ballot on which something cannot be said and nothing fails says nothing. The
model is logistic: the chance that judge j passes entry e is logistic(s_j + d_e), the
strictness s_j about a common mean, the entries d_e about 0, both normal. What is stated
of an entry is the share of this panel's judges who would pass it, had all of them
read it; strict judges are thereby allowed for. All categories are fitted together, as
the judges are the same.

Both spreads are unknown: each point of a fixed grid counts by its likelihood and a weak
prior. Entries are integrated out exactly (on nodes), judges by the curvature at the
mode, and entries drawn given the judges from what is exactly known of them, since with
three answers nothing is normal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
    uniforms,
)
from .threads import one_thread

NAME, VERSION = "screening", "1.0"
ENTRY_SPREADS = (0.25, 0.5, 0.8, 1.2, 1.8, 2.7, 4.0)
JUDGE_SPREADS = (0.1, 0.3, 0.6, 1.0, 1.6, 2.5)
WIDEST_ENTRY, WIDEST_JUDGE, WIDEST_MEAN = 2.0, 1.0, 2.0  # half-normal and normal priors
NODES = np.linspace(-4.5, 4.5, 37)
NODE_WEIGHTS = np.exp(-0.5 * NODES**2) / np.exp(-0.5 * NODES**2).sum()
TOGETHER = 20  # draws of entries for one draw of the judges
ROUNDS, NEAR = 60, 1e-10


def verdict(ballot: Ballot) -> float | None:
    """1 passes, 0 does not, None says nothing."""
    given = list(ballot.scores.values())
    if any(score is not None and score == 0 for score in given):
        return 0.0
    if not given or any(score is None for score in given):
        return None
    return 1.0


@dataclass(frozen=True)
class Answers:
    """Padded by entry: judge and answer (E, n), with which of them are there."""

    entries: tuple[tuple[str, str], ...]  # category, name
    judges: tuple[str, ...]
    judge: Ints
    passed: Floats
    there: Floats


def answers_of(ballots: Iterable[Ballot]) -> Answers:
    """Of the ballots that say something. Entries and judges by name."""
    given = sorted(
        (one.category, one.entry, one.judge, said)
        for one in ballots
        if one.ranked and (said := verdict(one)) is not None
    )
    entries = tuple(sorted({(row[0], row[1]) for row in given}))
    judges = tuple(sorted({row[2] for row in given}))
    place = {name: i for i, name in enumerate(judges)}
    by_entry: dict[tuple[str, str], list[tuple[int, float]]] = {
        key: [] for key in entries
    }
    for category, entry, judge, said in given:
        by_entry[category, entry].append((place[judge], said))
    width = max(map(len, by_entry.values()), default=0)
    shape = (len(entries), width)
    judge_at, passed, there = (
        np.zeros(shape, np.int64),
        np.zeros(shape),
        np.zeros(shape),
    )
    for row, key in enumerate(entries):
        for column, (who, said) in enumerate(by_entry[key]):
            judge_at[row, column], passed[row, column] = who, said
            there[row, column] = 1.0
    return Answers(entries, judges, judge_at, passed, there)


def logistic(value: Floats) -> Floats:
    found: Floats = 0.5 * (1.0 + np.tanh(0.5 * value))
    return found


@dataclass(frozen=True)
class Point:
    """One point of the grid: judges at their mode, and how they vary about it."""

    entry_spread: float
    judges: Floats
    root: Floats
    evidence: float


def log_nodes(given: Answers, judges: Floats, spread: float) -> Floats:
    """(E, K) log likelihood of each entry's answers where the entry is at each node."""
    at = judges[given.judge][:, :, None] + spread * NODES[None, None, :]
    sign = (2.0 * given.passed - 1.0)[:, :, None]
    found: Floats = (-np.logaddexp(0.0, -sign * at) * given.there[:, :, None]).sum(
        axis=1
    )
    return found


def fit_point(
    given: Answers, spread: float, judge_spread: float, start: Floats
) -> Point:
    """Newton's steps on the judges with the entries integrated out; it is concave, so
    there is one mode.
    """
    n = len(given.judges)
    prior = np.asarray(
        np.linalg.inv(judge_spread**2 * np.eye(n) + WIDEST_MEAN**2 * np.ones((n, n))),
        dtype=np.float64,
    )
    judges, value = start, objective(given, start, spread, prior)
    for _round in range(ROUNDS):
        slope, curve = slopes(given, judges, spread)
        step = np.linalg.solve(curve + prior, slope - prior @ judges)
        size = 1.0
        while size > 1e-4:
            tried = judges + size * step
            reached = objective(given, tried, spread, prior)
            if reached >= value - 1e-12:
                break
            size /= 2.0
        judges, value = tried, reached
        if float(np.abs(size * step).max()) < NEAR:
            break
    _slope, curve = slopes(given, judges, spread)
    lower = np.linalg.cholesky(curve + prior)
    evidence = (
        value
        - float(np.log(np.diag(lower)).sum())
        + 0.5 * float(np.linalg.slogdet(prior)[1])
    )
    root = np.asarray(np.linalg.inv(lower).T, dtype=np.float64)
    return Point(spread, judges, root, evidence)


def objective(given: Answers, judges: Floats, spread: float, prior: Floats) -> float:
    logs = log_nodes(given, judges, spread) + np.log(NODE_WEIGHTS)
    top = logs.max(axis=1)
    likelihood = top + np.log(np.exp(logs - top[:, None]).sum(axis=1))
    return float(likelihood.sum() - 0.5 * judges @ prior @ judges)


def slopes(given: Answers, judges: Floats, spread: float) -> tuple[Floats, Floats]:
    """First derivatives and information of the judges (Louis: what is expected of the
    answers' own, less what the entries leave open).
    """
    n = len(judges)
    weight = node_weights(log_nodes(given, judges, spread))
    at = judges[given.judge][:, :, None] + spread * NODES[None, None, :]
    chance = logistic(at) * given.there[:, :, None]
    mean = np.einsum("enk,ek->en", chance, weight)
    own = np.einsum("enk,ek->en", chance * (1.0 - chance), weight)
    slope = np.bincount(
        given.judge.ravel(), ((given.passed - mean) * given.there).ravel(), n
    )
    shared = np.einsum("enk,ek,emk->enm", chance, weight, chance)
    shared -= mean[:, :, None] * mean[:, None, :]
    cells = given.judge[:, :, None] * n + given.judge[:, None, :]
    both = (given.there[:, :, None] * given.there[:, None, :]).ravel()
    taken = np.bincount(cells.ravel(), shared.ravel() * both, n * n).reshape(n, n)
    curve = np.diag(np.bincount(given.judge.ravel(), own.ravel(), n)) - taken
    return np.asarray(slope, dtype=np.float64), 0.5 * (curve + curve.T)


def node_weights(logs: Floats) -> Floats:
    """(E, K) what is known of each entry on the nodes, of sum 1."""
    found = np.exp(logs - logs.max(axis=1, keepdims=True)) * NODE_WEIGHTS
    scaled: Floats = found / found.sum(axis=1, keepdims=True)
    return scaled


def grid(given: Answers) -> list[tuple[Point, float]]:
    """Every point with its weight; each fit begins where the last one ended."""
    points, logs = [], []
    start = np.zeros(len(given.judges))
    for spread in ENTRY_SPREADS:
        for judge_spread in JUDGE_SPREADS:
            point = fit_point(given, spread, judge_spread, start)
            start = point.judges
            points.append(point)
            prior = (
                -0.5 * (spread / WIDEST_ENTRY) ** 2
                - 0.5 * (judge_spread / WIDEST_JUDGE) ** 2
                + np.log(spread * judge_spread)  # the grid is even in the logarithm
            )
            logs.append(point.evidence + prior)
    weights = np.exp(np.array(logs) - max(logs))
    weights /= weights.sum()
    return list(zip(points, weights.tolist(), strict=True))


@dataclass(frozen=True)
class Drawn:
    """share: (draws, E) of this panel that passes the entry; mean: (E,) what is expected of
    it. lenience: (draws of judges, J) how much more of the entries the judge passes than
    the panel does.
    """

    mean: Floats
    share: Floats
    lenience: Floats


def draw(given: Answers, rules: Rules) -> Drawn:
    found = grid(given)
    together = max(1, draws_for(rules, len(given.entries)) // TOGETHER)
    counts = shares_of(np.array([weight for _point, weight in found]), together)
    stream = np.random.PCG64(rules.seed)
    shares, lenience, mean = [], [], np.zeros(len(given.entries))
    for (point, _weight), count in zip(found, counts.tolist(), strict=True):
        away = normals(stream, count, len(given.judges)) @ point.root.T
        for judges in point.judges + away:
            known = Known.of(given, judges, point.entry_spread)
            mean += known.weight @ known.chance / together
            shares.append(known.draws(stream))
            lenience.append(lenience_of(judges, point.entry_spread))
    return Drawn(mean, np.concatenate(shares), np.array(lenience))


@dataclass(frozen=True)
class Known:
    """What is exactly known of the entries where the judges are given: weight (E, K) of
    each node, and the share of the judges who pass an entry that is at it.
    """

    weight: Floats
    chance: Floats

    @classmethod
    def of(cls, given: Answers, judges: Floats, spread: float) -> "Known":
        passes = logistic(judges[:, None] + spread * NODES[None, :])
        weight = node_weights(log_nodes(given, judges, spread))
        return cls(weight, passes.mean(axis=0))

    def draws(self, stream: np.random.PCG64) -> Floats:
        """(TOGETHER, E), by the inverse of the distribution, even between nodes."""
        reached = np.cumsum(self.weight, axis=1)
        wanted = uniforms(stream, len(self.weight), TOGETHER)
        node = (reached[:, :, None] < wanted[:, None, :]).sum(axis=1)
        node = np.minimum(node, len(NODES) - 1)
        upto = np.take_along_axis(reached, node, axis=1)
        here = np.maximum(np.take_along_axis(self.weight, node, axis=1), 1e-300)
        part = np.clip((wanted - (upto - here)) / here, 0.0, 1.0) - 0.5
        at = np.interp(node + part, np.arange(len(NODES)), self.chance).T
        return np.asarray(at, dtype=np.float64)


def lenience_of(judges: Floats, spread: float) -> Floats:
    passes = logistic(judges[:, None] + spread * NODES[None, :]) @ NODE_WEIGHTS
    found: Floats = passes - passes.mean()
    return found


def screening_documents(ballots: Sequence[Ballot], rules: Rules) -> dict[str, Document]:
    """Category to its document: of each that has a ballot which says something."""
    with one_thread():
        given = answers_of(ballots)
        if not given.entries:
            return {}
        drawn = draw(given, rules)
    tallies = tally(ballots)
    categories = np.array([category for category, _entry in given.entries])
    found = {}
    for category in sorted(set(categories.tolist())):
        places = np.flatnonzero(categories == category)
        names = [given.entries[place][1] for place in places.tolist()]
        counts = [tallies[category, name] for name in names]
        said = given.there[places].sum(axis=1)
        found[category] = answer_document(
            Answered(
                category=category,
                entries=names,
                mean=drawn.mean[places],
                drawn=drawn.share[:, places],
                given=(given.passed * given.there)[places].sum(axis=1) / said,
                ballots=said.astype(np.int64).tolist(),
                counts=counts,
                judges=judge_figures(given, drawn, places),
                threshold=rules.pass_share,
            ),
            rules,
        )
    return found


def judge_figures(
    given: Answers, drawn: Drawn, places: Ints
) -> Mapping[str, JudgeFigures]:
    counts = np.bincount(
        given.judge[places].ravel(), given.there[places].ravel(), len(given.judges)
    )
    mean, spread = drawn.lenience.mean(axis=0), drawn.lenience.std(axis=0)
    return {
        name: JudgeFigures(int(counts[i]), float(mean[i]), float(spread[i]))
        for i, name in enumerate(given.judges)
    }


def tally(ballots: Iterable[Ballot]) -> dict[tuple[str, str], AnswerCounts]:
    found: dict[tuple[str, str], AnswerCounts] = {}
    names = {1.0: "yes", 0.0: "no", None: "unsure"}
    for ballot in ballots:
        key = (ballot.category, ballot.entry)
        own = found.setdefault(key, {"yes": 0, "no": 0, "unsure": 0})
        own[names[verdict(ballot)]] += 1  # type: ignore[literal-required]
    return found
