"""What will be deleted next, when, and how many; and what was."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from awards.models import Edition, RetentionHold, RetentionRun
from config.privacy.retention.services import Line, lines_of, live_holds, said

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
    for line in lines_of():
        plan = by_edition.setdefault(line.edition.code, EditionPlan(line.edition, []))
        count = line.kind.rows(line.edition).count()
        if count:
            plan.lines.append(Planned(line, count, line.is_due(today)))
    return list(by_edition.values())


def reports() -> list[Report]:
    runs = RetentionRun.objects.filter(finished_at__isnull=False)[:MOST_RUNS]
    return [Report(run, [said(line) for line in run.lines]) for run in runs]


def holds() -> list[RetentionHold]:
    return list(live_holds().select_related("edition", "placed_by"))
