"""The figures of an edition for everybody, once its winners are published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.editions.provinces_map import province_map
from awards.models import Edition, WinnerList
from awards.speed.published_pages import answer_published
from awards.winners.published import find_list, version_of
from judging.models import Ballot
from nominations.models import Entry, EntryCategory

# With fewer entries a province would tell who entered without winning.
FEWEST_TOLD = 3


@dataclass(frozen=True)
class CategoryFigure:
    """``share``: of the fullest category, in percent, as the bar is drawn."""

    name: str
    smart_code: str
    entries: int
    share: int


@dataclass(frozen=True)
class Statistics:
    """Of the entries that were sent in and not withdrawn, and of the ballots that counted."""

    entries: int
    organisations: int
    provinces: int
    judges: int
    ballots: int
    prizes: int
    categories: list[CategoryFigure]
    map: dict[str, Any]
    provinces_told: int
    provinces_untold: int


def figures_by_category(edition: Edition) -> list[CategoryFigure]:
    submitted = Entry.objects.filter(edition=edition).submitted()
    counts = dict(
        EntryCategory.objects.filter(entry__in=submitted)
        .values_list("category")
        .annotate(total=Count("pk"))
    )
    most = max(counts.values(), default=1)
    return [
        CategoryFigure(
            name=category.name,
            smart_code=category.smart.code if category.smart else "",
            entries=counts.get(category.pk, 0),
            share=round(100 * counts.get(category.pk, 0) / most),
        )
        for category in edition.categories.select_related("smart")
    ]


def statistics_of(winner_list: WinnerList) -> Statistics:
    """Seven statements, whatever the number of entries."""
    edition = winner_list.edition
    submitted = Entry.objects.filter(edition=edition).submitted().order_by()
    totals = submitted.aggregate(
        entries=Count("pk"), organisations=Count("organisation", distinct=True)
    )
    by_province: dict[str, int] = dict(
        submitted.filter(organisation__province__isnull=False)
        .values_list("organisation__province")
        .annotate(total=Count("pk"))
    )
    told = {code: n for code, n in by_province.items() if n >= FEWEST_TOLD}
    counted = Ballot.objects.counted().filter(assignment__round__edition=edition)
    judged = counted.aggregate(
        ballots=Count("pk"), judges=Count("assignment__judge", distinct=True)
    )
    return Statistics(
        entries=totals["entries"],
        organisations=totals["organisations"],
        provinces=len(by_province),
        judges=judged["judges"],
        ballots=judged["ballots"],
        prizes=winner_list.winners.count(),
        categories=figures_by_category(edition),
        map=province_map(told),
        provinces_told=len(told),
        provinces_untold=len(by_province) - len(told),
    )


@require_safe
def statistics_show(request: HttpRequest, edition: str) -> HttpResponse:
    """Raises Http404 before publication. Named by the figures themselves: an entry
    withdrawn or a ballot that no longer counts changes them without another list.
    """
    winner_list = find_list(edition)
    figures = statistics_of(winner_list)

    def made() -> HttpResponse:
        context = {
            "edition": winner_list.edition,
            "list": winner_list,
            "figures": figures,
        }
        return render(request, "judging/publication/statistics.html", context)

    version = (version_of(winner_list), figures)
    return answer_published(request, version, made, query_matters=False, framed=True)
