"""How the intake goes, as figures for charts drawn in SVG attributes (the policy allows no style)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from awards.models import Edition, Province
from nominations.statuses import EntryState

WIDTH, HEIGHT = 720, 180
MOST_DAYS = 120


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its count, the Smart whose colour it has, and where it stands in the drawing."""

    label: str
    count: int
    smart: str = ""
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0


def intake_charts(edition: Edition) -> dict[str, Any]:
    sent_in = edition.entries.filter(state=EntryState.SUBMITTED)
    return {
        "days": days_of(edition),
        "width": WIDTH,
        "height": HEIGHT,
        "per_category": category_bars(edition),
        "per_province": province_bars(edition),
        "total": sent_in.count(),
        "drafts": edition.entries.filter(state=EntryState.DRAFT).count(),
    }


def days_of(edition: Edition) -> list[Bar]:
    """Entries received on each day of the call, in Bangkok's days."""
    zone = timezone.get_current_timezone()
    received = edition.entries.filter(state=EntryState.SUBMITTED, submitted_at__isnull=False)
    per_day = dict(
        received.annotate(day=TruncDate("submitted_at", tzinfo=zone)).values_list("day").annotate(n=Count("pk"))
    )
    first = timezone.localtime(edition.opens_at).date()
    last = min(timezone.localtime(edition.closes_at).date(), timezone.localdate())
    first = max(first, last - timedelta(days=MOST_DAYS))
    days = [first + timedelta(days=n) for n in range(max((last - first).days, 0) + 1)]
    most = max([per_day.get(day, 0) for day in days] + [1])
    step = WIDTH / len(days)
    return [
        Bar(
            label=day.isoformat(),
            count=(n := per_day.get(day, 0)),
            x=round(i * step, 2),
            y=round(HEIGHT - HEIGHT * n / most, 2),
            width=round(max(step - 1, 1), 2),
            height=round(HEIGHT * n / most, 2),
        )
        for i, day in enumerate(days)
    ]


def category_bars(edition: Edition) -> list[Bar]:
    submitted = Count("standings", filter=Q(standings__entry__state=EntryState.SUBMITTED))
    categories = edition.categories.select_related("smart").annotate(n=submitted)
    return [Bar(category.name, category.n, category.smart.code if category.smart else "") for category in categories]


def province_bars(edition: Edition) -> list[Bar]:
    """Provinces with an entry, most first."""
    here = Q(organisation__entries__edition=edition, organisation__entries__state=EntryState.SUBMITTED)
    provinces = Province.objects.annotate(n=Count("organisation__entries", filter=here, distinct=True)).filter(n__gt=0)
    return [Bar(province.name, province.n) for province in provinces.order_by("-n", "sort_key")]
