"""From ballots to tables: one total per ballot, in an order that depends on names only."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from math import isfinite
from operator import attrgetter, itemgetter

import numpy as np
from numpy.typing import NDArray

from .problems import InvalidInput, Problem
from .rules import Number, Rules

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
LIMIT = 1e6


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one judge said of one entry: a score per criterion (None: left out), or else one total.

    category is the comparison group: entries are ranked within it only. ranked: False for
    an entry that is out (withdrawn, ineligible): method 2 still learns from it what the
    judge is like, and nothing else.
    """

    judge: str
    entry: str
    scores: Mapping[str, Number | None] = field(default_factory=dict)
    total: Number | None = None
    category: str = ""
    ranked: bool = True


@dataclass(frozen=True)
class Table:
    """The ballots of one comparison group as columns, sorted by entry then judge (both
    by name).

    entry, judge: (n,) places in `entries` and `judges`. total: (n,) in the points of
    the scores. scores: (n, c), NaN where a criterion was left out. weights: (c,), as
    given. ranked: (E,) whether the entry is ranked.
    """

    category: str
    entries: tuple[str, ...]
    judges: tuple[str, ...]
    entry: Ints
    judge: Ints
    total: Floats
    criteria: tuple[str, ...]
    weights: Floats
    scores: Floats
    ranked: Bools

    def only(self, keep: Bools) -> "Table":
        """The same for some of the ballots; entries and judges left without a ballot disappear."""
        entries, entry = np.unique(self.entry[keep], return_inverse=True)
        judges, judge = np.unique(self.judge[keep], return_inverse=True)
        return Table(
            self.category,
            tuple(self.entries[i] for i in entries),
            tuple(self.judges[i] for i in judges),
            entry,
            judge,
            self.total[keep],
            self.criteria,
            self.weights,
            self.scores[keep],
            self.ranked[entries],
        )

    def only_ranked(self) -> "Table":
        """The entries that are ranked. Every judge keeps the place, with or without a ballot."""
        keep = self.ranked[self.entry]
        place = np.cumsum(self.ranked) - 1
        return replace(
            self,
            entries=tuple(
                name
                for name, ranked in zip(self.entries, self.ranked, strict=True)
                if ranked
            ),
            entry=place[self.entry[keep]],
            judge=self.judge[keep],
            total=self.total[keep],
            scores=self.scores[keep],
            ranked=self.ranked[self.ranked],
        )

    def reweighted(self, weights: Sequence[float] | Floats) -> "Table":
        """The same ballots under other weights, (c,)."""
        given = np.asarray(weights, dtype=np.float64)
        total = weighted_means(self.scores, given)
        table = replace(self, total=total, weights=given)
        return table.only(np.isfinite(total))


def sums_by(place: Ints, values: Floats, n: int) -> Floats:
    """(n,) sums of values that share a place."""
    return np.asarray(np.bincount(place, values, n), dtype=np.float64)


def weighted_means(scores: Floats, weights: Floats) -> Floats:
    """(n, c) scores and (c,) weights to (n,) totals; weights of what is missing are
    shared out; NaN if all is.
    """
    scored = np.isfinite(scores)
    load = (scored * weights).sum(axis=1)
    points = (np.where(scored, scores, 0.0) * weights).sum(axis=1)
    return np.where(load > 0, points / np.where(load > 0, load, 1.0), np.nan)


def tables(ballots: Iterable[Ballot], rules: Rules) -> list[Table]:
    """One table per category, by name. Ballots without any score are left out, and under
    method 1 those of entries that are not ranked. Raises InvalidInput.
    """
    ballots = [one for one in ballots if one.ranked or rules.pooled]
    problems = list(_problems(ballots, rules))
    if problems:
        raise InvalidInput(problems)
    by_category: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        by_category.setdefault(ballot.category, []).append(ballot)
    made = [
        _table(category, by_category[category], rules)
        for category in sorted(by_category)
    ]
    return [table for table in made if table.entries]


def _problems(ballots: Sequence[Ballot], rules: Rules) -> Iterator[Problem]:
    if not _names_sound(ballots):
        yield from _name_problems(ballots)
    if not _scores_sound(ballots, rules):
        for row, ballot in enumerate(ballots, start=1):
            yield from _score_problems(row, ballot, rules.weights_for(ballot.category))


def _names_sound(ballots: Sequence[Ballot]) -> bool:
    """The same as no problem from `_name_problems`, in a tenth of the time."""
    keys = {(one.category, one.judge, one.entry) for one in ballots}
    named = all(judge and entry for _, judge, entry in keys)
    both = any(one.scores and one.total is not None for one in ballots)
    return len(keys) == len(ballots) and named and not both


def _name_problems(ballots: Sequence[Ballot]) -> Iterator[Problem]:
    seen: set[tuple[str, str, str]] = set()
    for row, ballot in enumerate(ballots, start=1):
        key = (ballot.category, ballot.judge, ballot.entry)
        if not ballot.judge:
            yield Problem("no_judge", row)
        if not ballot.entry:
            yield Problem("no_entry", row)
        if key in seen:
            yield Problem("duplicate", row, params=_named(ballot))
        if ballot.scores and ballot.total is not None:
            yield Problem("total_and_criteria", row, params=_named(ballot))
        seen.add(key)


def _named(ballot: Ballot) -> dict[str, object]:
    return {"judge": ballot.judge, "entry": ballot.entry}


def _scores_sound(ballots: Sequence[Ballot], rules: Rules) -> bool:
    """The same as no problem from `_score_problems`, all scores at once (350,000 in a
    fiftieth of a second).
    """
    scored: dict[str, list[Mapping[str, Number | None]]] = {}
    for ballot in ballots:
        scored.setdefault(ballot.category, []).append(ballot.scores)
    for category, scores in scored.items():
        criteria = set[str]().union(*scores)
        if not criteria <= set(rules.weights_for(category) or criteria):
            return False
    given = list(chain.from_iterable(ballot.scores.values() for ballot in ballots))
    given += [ballot.total for ballot in ballots if ballot.total is not None]
    within = np.abs(np.array(given, dtype=np.float64)) <= LIMIT
    return all(given[place] is None for place in np.flatnonzero(~within).tolist())


def _score_problems(
    row: int, ballot: Ballot, weights: Mapping[str, Number] | None
) -> Iterator[Problem]:
    for criterion, score in ballot.scores.items():
        if weights is not None and criterion not in weights:
            yield Problem("unknown_criterion", row, params={"criterion": criterion})
        if score is not None and not (isfinite(score) and abs(float(score)) <= LIMIT):
            yield _bad_score(row, criterion, score)
    if ballot.total is not None and not (
        isfinite(ballot.total) and abs(float(ballot.total)) <= LIMIT
    ):
        yield _bad_score(row, "score", ballot.total)


def _bad_score(row: int, column: str, score: Number) -> Problem:
    return Problem(
        "out_of_range" if isfinite(score) else "not_a_number",
        row,
        column,
        {"value": str(score)},
    )


def _table(category: str, ballots: list[Ballot], rules: Rules) -> Table:
    ballots.sort(key=attrgetter("entry", "judge"))
    given = rules.weights_for(category)
    criteria = tuple(
        sorted(
            given
            if given is not None
            else {name for ballot in ballots for name in ballot.scores}
        )
    )
    weights = np.array(
        [1.0 if given is None else float(given[name]) for name in criteria]
    )
    scores = _scores(ballots, criteria)
    single = _numbers([[ballot.total] for ballot in ballots], 1)[:, 0]
    total = np.where(np.isfinite(single), single, weighted_means(scores, weights))
    entries, entry = _indexed([ballot.entry for ballot in ballots])
    judges, judge = _indexed([ballot.judge for ballot in ballots])
    ranked = np.zeros(len(entries), dtype=np.bool_)
    ranked[entry[[ballot.ranked for ballot in ballots]]] = True
    return Table(
        category,
        entries,
        judges,
        entry,
        judge,
        total,
        criteria,
        weights,
        scores,
        ranked,
    ).only(np.isfinite(total))


def _scores(ballots: Sequence[Ballot], criteria: Sequence[str]) -> Floats:
    """(n, c); most rounds have every score, and those are read in a third of the time."""
    size = (len(ballots), len(criteria))
    if len(criteria) > 1:
        of_ballot = map(itemgetter(*criteria), (one.scores for one in ballots))
        with suppress(KeyError, TypeError):
            given = np.fromiter(chain.from_iterable(of_ballot), np.float64)
            return given.reshape(size)
    rows = [[one.scores.get(name) for name in criteria] for one in ballots]
    return _numbers(rows, len(criteria))


def _numbers(rows: Sequence[Sequence[object]], width: int) -> Floats:
    """None becomes NaN; Decimal and int become the nearest float."""
    return np.array(rows, dtype=np.float64).reshape(len(rows), width)


def _indexed(names: list[str]) -> tuple[tuple[str, ...], Ints]:
    order = sorted(set(names))
    place = {name: i for i, name in enumerate(order)}
    return tuple(order), np.array([place[name] for name in names], dtype=np.int64)
