"""Panels by category as organisers read them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count

from awards.models import Category, Edition
from judging.models import Judge
from nominations.models import in_running


@dataclass
class Panel:
    category: Category
    entries: int
    members: list[Judge] = field(default_factory=list)
    chairs: list[Judge] = field(default_factory=list)


def panels_of(edition: Edition) -> tuple[list[Panel], list[Judge]]:
    """Panels in the order of categories, and judges who sit on none (they judge every category)."""
    running = Count("standings", filter=in_running("standings__entry__"))
    panels = {
        row.pk: Panel(row, row.entries)
        for row in edition.categories.select_related("smart").annotate(entries=running)
    }
    judges = (
        edition.judges.accepted()
        .select_related("user")
        .prefetch_related("categories", "chairs")
        .order_by("pk")
    )
    sits: dict[int, int] = defaultdict(int)
    for judge in judges:
        for category in judge.categories.all():
            panels[category.pk].members.append(judge)
            sits[judge.pk] += 1
        for category in judge.chairs.all():
            panels[category.pk].chairs.append(judge)
    return list(panels.values()), [judge for judge in judges if not sits[judge.pk]]
