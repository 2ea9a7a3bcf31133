"""Hints for organisers, each with its numbers: nothing here is a finding against
anybody.

A judge who gives one value throughout, who took seconds per entry, or whose order of
entries runs against that of colleagues on the same entries. The thresholds are choices
of this software: they decide what is shown, nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import combinations
from statistics import fmean, median
from typing import Any

from django.utils.translation import gettext as _

from awards.models import Round, Weight
from judging.ballots.typed_scores import plain_decimal
from judging.models import Ballot, Score
from judging.ranking.weighted_mean import weighted_mean

FEW_BALLOTS = 3  # below this nothing is said about a judge
FEW_SCORES = 10
SAME_SHARE = 0.9
SECONDS = 60.0
FEW_PAIRS = 10
TAU = -0.2


@dataclass
class Given:
    """What one judge submitted in a round. ``totals``: (category, place) → weighted mean."""

    values: list[Decimal] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    totals: dict[tuple[int, int], float] = field(default_factory=dict)


@dataclass(frozen=True)
class Hint:
    """``kind``: "same", "fast" or "order"; ``numbers`` are what the sentence says."""

    judge: int
    kind: str
    numbers: dict[str, Any]

    @property
    def words(self) -> str:
        if self.kind == "same":
            return (
                _(
                    "Gave %(value)s for %(same)d of %(scores)d scores, on %(ballots)d "
                    "ballots."
                )
                % self.numbers
            )
        if self.kind == "fast":
            return (
                _(
                    "Took %(seconds)d seconds per entry (median of %(ballots)d "
                    "ballots). The median of all judges is %(usual)d."
                )
                % self.numbers
            )
        return (
            _(
                "Of %(pairs)d pairs of entries that colleagues also scored, "
                "%(against)d are in the opposite order (rank correlation %(tau)s, "
                "%(entries)d entries)."
            )
            % self.numbers
        )


def hints_of(round_: Round) -> list[Hint]:
    """All hints of a round, by judge."""
    given = gather(round_)
    pooled = [seconds for sheet in given.values() for seconds in sheet.seconds]
    usual = median(pooled) if pooled else 0.0
    centred = {judge: centred_totals(sheet.totals) for judge, sheet in given.items()}
    colleagues = means_of(centred)
    return [
        hint
        for judge in sorted(given)
        for hint in (
            same_value(judge, given[judge]),
            too_fast(judge, given[judge], usual),
            against(judge, centred[judge], colleagues),
        )
        if hint
    ]


def gather(round_: Round) -> dict[int, Given]:
    """Three statements, whatever the number of ballots."""
    ballots = Ballot.objects.counted().filter(assignment__round=round_)
    given: dict[int, Given] = defaultdict(Given)
    where: dict[int, tuple[int, int, int]] = {}
    place, category = (
        "assignment__entry_category_id",
        "assignment__entry_category__category_id",
    )
    for pk, judge, item, group, version, began, ended in ballots.values_list(
        "pk",
        "assignment__judge_id",
        place,
        category,
        "version",
        "started_at",
        "submitted_at",
    ):
        where[pk] = (judge, group, item)
        given[judge].seconds += seconds_of(version, began, ended)
    values: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = Score.objects.filter(ballot__in=ballots, value__isnull=False)
    for pk, criterion, value in rows.values_list("ballot_id", "criterion_id", "value"):
        assert value is not None
        values[pk][criterion] = value
        given[where[pk][0]].values.append(value)
    total_up(given, where, values, weights_of(round_))
    return dict(given)


def seconds_of(version: int, began: datetime, ended: datetime | None) -> list[float]:
    """Only a first submission tells a time, and only one that was scored here: imported
    ballots begin as they end.
    """
    if version != 1 or ended is None or ended <= began:
        return []
    return [(ended - began).total_seconds()]


def weights_of(round_: Round) -> dict[int, dict[str, Decimal]]:
    weights: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for category, criterion, percent in Weight.objects.filter(round=round_).values_list(
        "category_id", "criterion_id", "percent"
    ):
        weights[category][str(criterion)] = percent
    return weights


def total_up(
    given: Mapping[int, Given],
    where: Mapping[int, tuple[int, int, int]],
    values: Mapping[int, Mapping[int, Decimal]],
    weights: Mapping[int, Mapping[str, Decimal]],
) -> None:
    for pk, scores in values.items():
        judge, category, place = where[pk]
        total = weighted_mean(
            {str(criterion): value for criterion, value in scores.items()},
            weights.get(category, {}),
        )
        if total is not None:
            given[judge].totals[category, place] = float(total)


def centred_totals(
    totals: Mapping[tuple[int, int], float],
) -> dict[tuple[int, int], float]:
    """Totals about the judge's own mean in the category, so that a strict colleague
    does not bend the order.
    """
    groups: dict[int, list[float]] = defaultdict(list)
    for (category, _place), total in totals.items():
        groups[category].append(total)
    return {key: total - fmean(groups[key[0]]) for key, total in totals.items()}


Sums = Mapping[tuple[int, int], tuple[float, int]]


def means_of(centred: Mapping[int, Mapping[tuple[int, int], float]]) -> Sums:
    """Per entry: sum and number of all judges' centred totals."""
    sums: dict[tuple[int, int], tuple[float, int]] = {}
    for totals in centred.values():
        for key, total in totals.items():
            so_far, count = sums.get(key, (0.0, 0))
            sums[key] = (so_far + total, count + 1)
    return sums


def same_value(judge: int, sheet: Given) -> Hint | None:
    if len(sheet.values) < FEW_SCORES or len(sheet.totals) < FEW_BALLOTS:
        return None
    value, same = Counter(sheet.values).most_common(1)[0]
    if same < SAME_SHARE * len(sheet.values):
        return None
    numbers = {
        "value": plain_decimal(value),
        "same": same,
        "scores": len(sheet.values),
        "ballots": len(sheet.totals),
    }
    return Hint(judge, "same", numbers)


def too_fast(judge: int, sheet: Given, usual: float) -> Hint | None:
    if len(sheet.seconds) < FEW_BALLOTS or median(sheet.seconds) >= SECONDS:
        return None
    numbers = {
        "seconds": round(median(sheet.seconds)),
        "ballots": len(sheet.seconds),
        "usual": round(usual),
    }
    return Hint(judge, "fast", numbers)


def against(
    judge: int, own: Mapping[tuple[int, int], float], sums: Sums
) -> Hint | None:
    """Kendall's tau within categories: pairs in the same order less pairs in the
    opposite one, over all that differ.
    """
    shared = {
        key: (total, rest_of(sums[key], total))
        for key, total in own.items()
        if sums[key][1] > 1
    }
    agree = oppose = 0
    for (one, others), (two, rest) in pairs_of(shared):
        product = (one - two) * (others - rest)
        agree += product > 0
        oppose += product < 0
    if agree + oppose < FEW_PAIRS:
        return None
    tau = (agree - oppose) / (agree + oppose)
    if tau > TAU:
        return None
    numbers = {
        "pairs": agree + oppose,
        "against": oppose,
        "tau": f"{tau:.2f}".replace("-", "−"),
        "entries": len(shared),
    }
    return Hint(judge, "order", numbers)


def rest_of(sums: tuple[float, int], own: float) -> float:
    return (sums[0] - own) / (sums[1] - 1)


Point = tuple[float, float]


def pairs_of(shared: Mapping[tuple[int, int], Point]) -> Iterator[tuple[Point, Point]]:
    groups: dict[int, list[Point]] = defaultdict(list)
    for (category, _place), point in sorted(shared.items()):
        groups[category].append(point)
    for points in groups.values():
        yield from combinations(points, 2)


def by_judge(hints: Iterable[Hint]) -> dict[int, list[Hint]]:
    found: dict[int, list[Hint]] = defaultdict(list)
    for hint in hints:
        found[hint.judge].append(hint)
    return dict(found)
