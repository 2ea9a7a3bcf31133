"""How the intake goes, as figures for charts drawn in SVG attributes (the policy allows
no style).

Two years' calls are laid side by side at their closing: what counts is how many days
are left, not which day it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from awards.accounts.asking import Visitor
from awards.editions.provinces_map import province_map
from awards.models import Edition
from awards.roles import Area
from nominations.statuses import EntryState

WIDTH, HEIGHT, MARGIN = 720, 200, 28
MOST_DAYS = 120


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its count, and the Smart whose colour it has."""

    label: str
    count: int
    smart: str = ""


@dataclass(frozen=True)
class Day:
    """A day of this call and the one of the earlier call that lay as far from closing.
    ``before`` is None without one.

    ``x`` to ``line_y`` are places in the drawing, in points.
    """

    day: date
    left: int  # days to closing
    count: int
    before: int | None
    x: float
    y: float
    width: float
    height: float
    middle: float
    line_y: float


def intake_charts(edition: Edition, earlier: Edition | None) -> dict[str, object]:
    sent_in = edition.entries.filter(state=EntryState.SUBMITTED)
    days = days_of(edition, earlier)
    return {
        "days": days,
        "most": max(
            [day.count for day in days] + [day.before or 0 for day in days] + [0]
        ),
        "line": " ".join(
            f"{day.middle},{day.line_y}" for day in days if day.before is not None
        ),
        "width": WIDTH,
        "height": HEIGHT,
        "base": HEIGHT - MARGIN,
        "marks": [day for day in days if day.left % 7 == 0],
        "earlier": earlier,
        "so_far": sum(day.count for day in days),
        "then": sum(day.before or 0 for day in days),
        "per_category": category_bars(edition),
        "per_smart": smart_bars(edition),
        "map": province_map(per_province(edition)),
        "total": sent_in.count(),
        "drafts": edition.entries.filter(state=EntryState.DRAFT).count(),
    }


def earlier_edition(user: Visitor, edition: Edition, code: str = "") -> Edition | None:
    """The one to compare with: of those that this person organises the chosen one, else
    the last before this one.
    """
    others = (
        Edition.objects.organised_by(user, Area.ENTRIES)
        .exclude(pk=edition.pk)
        .order_by("-closes_at")
    )
    if code:
        return others.filter(code=code).first()
    return others.filter(closes_at__lt=edition.closes_at, year__lt=edition.year).first()


def received_by_day(edition: Edition) -> dict[date, int]:
    """Entries that stand submitted, by the day in Bangkok on which they came in."""
    zone = timezone.get_current_timezone()
    received = edition.entries.filter(
        state=EntryState.SUBMITTED, submitted_at__isnull=False
    )
    rows = (
        received.annotate(day=TruncDate("submitted_at", tzinfo=zone))
        .values_list("day")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def days_of(edition: Edition, earlier: Edition | None) -> list[Day]:
    """From the opening to closing or today, whichever comes first; at most the last
    four months of it.
    """
    closes = timezone.localtime(edition.closes_at).date()
    dates = dates_of(edition)
    now, before = received_by_day(edition), left_before(earlier)
    found = [((closes - day).days, now.get(day, 0)) for day in dates]
    counts = [n for _left, n in found] + [before.get(left, 0) for left, _n in found]
    most = max([*counts, 1])
    return [
        drawn(
            day,
            place,
            len(dates),
            left,
            count,
            before.get(left, 0) if earlier else None,
            most,
        )
        for place, (day, (left, count)) in enumerate(zip(dates, found, strict=True))
    ]


def dates_of(edition: Edition) -> list[date]:
    opens = timezone.localtime(edition.opens_at).date()
    last = min(timezone.localtime(edition.closes_at).date(), timezone.localdate())
    first = max(opens, last - timedelta(days=MOST_DAYS))
    return [first + timedelta(days=n) for n in range(max((last - first).days, 0) + 1)]


def left_before(earlier: Edition | None) -> dict[int, int]:
    """Days left to closing → entries, of the earlier call."""
    if earlier is None:
        return {}
    closes = timezone.localtime(earlier.closes_at).date()
    return {(closes - day).days: n for day, n in received_by_day(earlier).items()}


def drawn(
    day: date,
    place: int,
    days: int,
    left: int,
    count: int,
    before: int | None,
    most: int,
) -> Day:
    step, tall = WIDTH / days, HEIGHT - MARGIN - 8
    height = tall * count / most
    return Day(
        day=day,
        left=left,
        count=count,
        before=before,
        x=round(place * step, 2),
        y=round(HEIGHT - MARGIN - height, 2),
        width=round(max(step - 1, 1), 2),
        height=round(height, 2),
        middle=round((place + 0.5) * step, 2),
        line_y=round(HEIGHT - MARGIN - tall * (before or 0) / most, 2),
    )


def category_bars(edition: Edition) -> list[Bar]:
    submitted = Count(
        "standings", filter=Q(standings__entry__state=EntryState.SUBMITTED)
    )
    categories = edition.categories.select_related("smart").annotate(n=submitted)
    return [
        Bar(category.name, category.n, category.smart.code if category.smart else "")
        for category in categories
    ]


def smart_bars(edition: Edition) -> list[Bar]:
    """Entries by the Smart of a category they stand in; one in two categories of a
    Smart counts once.
    """
    rows = edition.entries.filter(
        state=EntryState.SUBMITTED, standings__category__smart__isnull=False
    )
    counts = dict(
        rows.values_list("standings__category__smart").annotate(
            n=Count("pk", distinct=True)
        )
    )
    smarts = {c.smart for c in edition.categories.select_related("smart") if c.smart}
    return [
        Bar(s.name, counts.get(s.pk, 0), s.code)
        for s in sorted(smarts, key=lambda smart: smart.order)
    ]


def per_province(edition: Edition) -> dict[str, int]:
    rows = edition.entries.filter(
        state=EntryState.SUBMITTED, organisation__province__isnull=False
    )
    return dict(
        rows.values_list("organisation__province").annotate(n=Count("pk")).order_by()
    )
