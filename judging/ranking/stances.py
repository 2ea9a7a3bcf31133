"""What the models of answers share: a grid of what is not known of the variances, draws
that need no library's random streams, and the lines of a ranking document.

An answer is no number to be averaged: whether an entry passes, which of two is better.
Its models say for each entry a share between 0 and 1, drawn many times.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from .ballots import Floats, Ints
from .draws import Ranks, ranks_of
from .lines import number
from .rules import Rules
from .shape import (
    AnswerCounts,
    Document,
    GroupFigures,
    JudgeLine,
    Method,
    Note,
    RankedLine,
    Tie,
)

DRAWS = 4000
FEWER_DRAWS, MANY_ENTRIES = 1000, 1500
HALF = 0.5


def draws_for(rules: Rules, entries: int) -> int:
    return rules.draws or (DRAWS if entries <= MANY_ENTRIES else FEWER_DRAWS)


def uniforms(stream: np.random.PCG64, rows: int, columns: int) -> Floats:
    """(rows, columns) numbers inside 0 to 1, from raw 64-bit integers."""
    raw = stream.random_raw(rows * columns).reshape(rows, columns)
    found = ((raw >> np.uint64(11)).astype(np.float64) + HALF) * 2.0**-53
    return np.asarray(found, dtype=np.float64)


def shares_of(weights: Floats, count: int) -> Ints:
    """(G,) how many of `count` draws each point of a grid gets: in proportion to its
    weight, remainders to the largest first, equals by place.
    """
    exact = weights / weights.sum() * count
    whole = np.floor(exact + 1e-9).astype(np.int64)
    rest = np.argsort(-np.round(exact - whole, 9), kind="stable")
    whole[rest[: count - int(whole.sum())]] += 1
    return np.asarray(whole, dtype=np.int64)


@dataclass(frozen=True)
class JudgeFigures:
    """severity: lenient is high, as a share; None where the kind has no such thing."""

    n: int
    severity: float = 0.0
    severity_se: float | None = None
    fit: float | None = None


@dataclass(frozen=True)
class Answered:
    """One category as its model leaves it: what `answer_document` writes down.

    mean: (E,) the share that is expected of each entry, by which they are ordered: not of
    the draws, so that entries of which the same is known are equal. drawn: (draws, E) the
    share in each draw. given: (E,) the share as it was answered. counts: per entry.
    """

    category: str
    entries: Sequence[str]
    mean: Floats
    drawn: Floats
    given: Floats
    ballots: Sequence[int]
    counts: Sequence[AnswerCounts]
    judges: Mapping[str, JudgeFigures]
    threshold: float | None = None
    notes: Sequence[tuple[str, str]] = field(default_factory=tuple)


def answer_document(found: Answered, rules: Rules) -> Document:
    """As of scores, with what is known of a share beside it."""
    adjusted = np.round(found.mean, 10) + 0.0
    published = np.round(adjusted, rules.precision)
    rank = ranks_by(published)
    order = np.lexsort([np.array(found.entries), -adjusted, rank])
    ranks = ranks_of([found.drawn], len(found.entries), len(found.drawn))
    lines = entry_lines(found, rules, ranks, order)
    group = group_figures(found, rules, ranks, order)
    return {
        "method": method_of(rules),
        "entries": list(lines),
        "judges": judge_lines(found),
        "agreement": {"icc1": None, "icck": None, "alpha": None},
        "variance": {"entry": None, "judge": None, "residual": None},
        "ties": ties_of(found, rules, lines),
        "notes": notes_of(found),
        "groups": [group],
    }


def method_of(rules: Rules) -> Method:
    found: Method = {
        "name": rules.method,
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
    if rules.method == "screening":
        found["pass_share"] = rules.pass_share
    return found


def empty_document(rules: Rules) -> Document:
    """Of a category of which nothing can be said."""
    none = Answered("", (), np.zeros(0), np.zeros((2, 0)), np.zeros(0), (), (), {})
    return {**answer_document(none, rules), "groups": []}


def ranks_by(values: Floats) -> Ints:
    """(E,) rank from 1, the highest first; equals share it."""
    ordered = np.sort(-values)
    found: Ints = np.searchsorted(ordered, -values) + 1
    return found


@dataclass(frozen=True)
class Columns:
    """(E,) of all entries: what their lines are read from. ``within``: (E, levels + 1),
    chances to be among so many; ``beats``: by entry, the chance against the next one.
    """

    rank: Ints
    raw_rank: Ints
    low: Ints
    high: Ints
    adjusted: Floats
    least: Floats
    most: Floats
    first: Floats
    top: Floats
    within: Floats
    beats: dict[int, float]


def columns_of(found: Answered, rules: Rules, ranks: Ranks, order: Ints) -> Columns:
    adjusted = np.round(found.mean, 10) + 0.0
    rank = ranks_by(np.round(adjusted, rules.precision))
    low, high = ranks.nearest_interval(rules.interval) if len(order) else (rank, rank)
    least, most = share_interval(found.drawn, rules.interval)
    bounds = [0, *np.cumsum(rules.levels).tolist()]
    ahead = ranks.beats(order[:-1], order[1:])
    return Columns(
        rank=rank,
        raw_rank=ranks_by(np.round(found.given, 9)),
        low=np.minimum(low, rank),
        high=np.maximum(high, rank),
        adjusted=adjusted,
        least=least,
        most=most,
        first=ranks.within(1),
        top=ranks.within(rules.places),
        within=np.stack([ranks.within(bound) for bound in bounds], axis=1),
        beats=dict(zip(order[:-1].tolist(), ahead.tolist(), strict=True)),
    )


def entry_lines(
    found: Answered, rules: Rules, ranks: Ranks, order: Ints
) -> list[RankedLine]:
    """In rank order."""
    columns = columns_of(found, rules, ranks, order)
    return [entry_line(found, rules, columns, place) for place in order.tolist()]


def entry_line(
    found: Answered, rules: Rules, columns: Columns, place: int
) -> RankedLine:
    low, high = int(columns.low[place]), int(columns.high[place])
    adjusted = float(columns.adjusted[place])
    line: RankedLine = {
        "entry": found.entries[place],
        "category": found.category or None,
        "group": found.category or "all",
        "n_judges": found.ballots[place],
        "raw": round(float(found.given[place]), 10),
        "adjusted": adjusted,
        "published": round(adjusted, rules.precision),
        "se": number(float(np.std(found.drawn[:, place]))),
        "rank": int(columns.rank[place]),
        "raw_rank": int(columns.raw_rank[place]),
        "rank_low": low,
        "rank_high": high,
        "p_first": number(float(columns.first[place])),
        "p_top": number(float(columns.top[place])),
        "p_levels": np.round(np.diff(columns.within[place]), 10).tolist(),
        "p_beats_next": number(columns.beats.get(place)),
        "decided": high <= rules.places or low > rules.places,
        "share_low": round(float(columns.least[place]), 10),
        "share_high": round(float(columns.most[place]), 10),
        "answers": found.counts[place],
        "steps": [],
    }
    if found.threshold is not None:
        passes = found.drawn[:, place] >= found.threshold
        line["p_pass"] = round(float(passes.mean()), 10)
    return line


def share_interval(drawn: Floats, content: float) -> tuple[Floats, Floats]:
    """(E,) bounds that leave (1 - content) / 2 of the draws out on each side."""
    if not drawn.shape[1]:
        return np.zeros(0), np.zeros(0)
    ordered = np.sort(drawn, axis=0, kind="stable")
    out = int(np.floor(len(drawn) * (1.0 - content) / 2.0 + 1e-9))
    return ordered[out], ordered[len(drawn) - 1 - out]


def group_figures(
    found: Answered, rules: Rules, ranks: Ranks, order: Ints
) -> GroupFigures:
    return {
        "group": found.category or "all",
        "category": found.category or None,
        "entries": len(found.entries),
        "judges": sum(one.n > 0 for one in found.judges.values()),
        "ballots": sum(one.n for one in found.judges.values()),
        "agreement": {"icc1": None, "icck": None, "alpha": None},
        "variance": {"entry": None, "judge": None, "residual": None},
        "reliability": {"before": None, "after": None},
        "connectivity": None,
        "allocation": None,
        "p_winners": number(ranks.exactly(order[: rules.places])),
        "draws": len(found.drawn),
        "criteria": {},
    }


def judge_lines(found: Answered) -> list[JudgeLine]:
    return [
        {
            "judge": name,
            "n": one.n,
            "shared": one.n,
            "severity": round(one.severity, 10) + 0.0,
            "severity_se": number(one.severity_se),
            "scale": 1.0,
            "fit": number(one.fit),
            "category": found.category or None,
            "group": found.category or "all",
        }
        for name, one in sorted(found.judges.items())
        if one.n
    ]


def ties_of(found: Answered, rules: Rules, lines: Sequence[RankedLine]) -> list[Tie]:
    """Equal to the published precision, and winners hardly surer than the next."""
    group = found.category or "all"
    ties: list[Tie] = []
    ranks = [line["rank"] for line in lines]
    for rank in sorted({one for one in ranks if ranks.count(one) > 1}):
        names = [line["entry"] for line in lines if line["rank"] == rank]
        value = next(line["published"] for line in lines if line["rank"] == rank)
        ties.append({
            "kind": "equal", "group": group, "adjusted": value, "entries": names,
            "steps": [], "shared": [names],
        })  # fmt: skip
    for above, below in pairwise(lines[: rules.places + 1]):
        chance = above["p_beats_next"]
        if chance is not None and chance < rules.practically_tied:
            names = [above["entry"], below["entry"]]
            ties.append({
                "kind": "practically_tied", "group": group, "entries": names, "p": chance,
            })  # fmt: skip
    return ties


def notes_of(found: Answered) -> list[Note]:
    group = found.category or "all"
    return [{"code": code, "group": group, "text": text} for code, text in found.notes]
