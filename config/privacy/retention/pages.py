"""What will be deleted next, when, and how many; and what was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Value
from django.utils import timezone

from awards.models import Edition, RetentionHold, RetentionRun
from awards.outbox.work import WorkState
from config.privacy.retention.lines import Line, lines_of, live_holds
from config.privacy.retention.services import said

MOST_RUNS = 30


@dataclass(frozen=True)
class Planned:
    """``count``: rows that stand now. ``due``: the next night deletes them."""

    line: Line
    count: int
    due: bool


@dataclass(frozen=True)
class EditionPlan:
    edition: Edition
    lines: list[Planned]


@dataclass(frozen=True)
class Report:
    run: RetentionRun
    lines: list[str]


def plans() -> list[EditionPlan]:
    """Of each edition the kinds of which something stands."""
    today = timezone.localdate()
    by_edition: dict[str, EditionPlan] = {}
    lines = lines_of()
    for line, count in zip(lines, counts_of(lines), strict=True):
        plan = by_edition.setdefault(line.edition.code, EditionPlan(line.edition, []))
        if count:
            plan.lines.append(Planned(line, count, line.is_due(today)))
    return list(by_edition.values())


def counts_of(lines: list[Line]) -> list[int]:
    """How many rows stand of each line; in one statement, however many editions."""
    parts = [counted(line, place) for place, line in enumerate(lines)]
    if not parts:
        return []
    found = dict(parts[0].union(*parts[1:], all=True))
    return [found.get(place, 0) for place in range(len(lines))]


def counted(line: Line, place: int) -> QuerySet[Any, tuple[int, int]]:
    rows = line.kind.rows(line.edition).order_by()
    placed = rows.annotate(place=Value(place, IntegerField())).values("place")
    numbers: QuerySet[Any, tuple[int, int]] = placed.annotate(
        n=Count("pk")
    ).values_list("place", "n")
    return numbers


def unfinished() -> list[RetentionRun]:
    """Nights that go on, or whose last attempt failed."""
    return list(RetentionRun.objects.exclude(state=WorkState.DONE))


def reports() -> list[Report]:
    runs = RetentionRun.objects.filter(state=WorkState.DONE)[:MOST_RUNS]
    return [Report(run, [said(line) for line in run.lines]) for run in runs]


def holds() -> list[RetentionHold]:
    return list(live_holds().select_related("edition", "placed_by"))
