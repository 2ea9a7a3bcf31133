"""All winners of all editions: searched, filtered, on a map."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from awards.accounts.limits import SEARCHES, limited, searches
from awards.editions.provinces_map import province_map
from awards.language.bilingual import reader_language
from awards.models import Province, WinnerList
from awards.site.share_links import share
from awards.speed.published_pages import answer_published
from awards.winners.pages import cards_of
from awards.winners.published import (
    Wish,
    count_by_province,
    find_winners,
    standing_lists,
    standing_winners,
    versions_of,
)
from awards.winners.views import smart_names

A_PAGE = 24


@limited(SEARCHES, when=searches)
def gallery(request: HttpRequest) -> HttpResponse:
    lists = list(standing_lists())
    return answer_published(
        request, versions_of(lists), lambda: render_gallery(request, lists)
    )


def render_gallery(request: HttpRequest, lists: list[WinnerList]) -> HttpResponse:
    wish = Wish.of(request.GET)
    page = Paginator(find_winners(wish), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "wish": wish,
        "page": page,
        "cards": cards_of(page),
        "lists": lists,
        "smarts": smart_names(),
        "provinces": provinces_with_winners(),
        "levels": levels(),
        "share": share(_("All winners"), "", "awards:gallery"),
    }
    return render(request, "awards/winners/gallery.html", context)


def provinces_with_winners() -> list[Province]:
    return list(
        Province.objects.filter(
            code__in=standing_winners().order_by().values("province_code")
        )
    )


def levels() -> list[tuple[str, str]]:
    """Code and name of every prize level won, highest first."""
    name = f"level_{reader_language()}"
    rows = (
        standing_winners()
        .order_by("level_order")
        .values_list("level_code", name)
        .distinct()
    )
    return list({code: (code, label) for code, label in rows}.values())


@limited(SEARCHES, when=searches)
def winners_map(request: HttpRequest) -> HttpResponse:
    lists = list(standing_lists())
    return answer_published(request, versions_of(lists), lambda: render_map(request))


def render_map(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {
        "map": province_map(count_by_province(standing_winners())),
        "share": share(_("Map of winners"), "", "awards:winners-map"),
    }
    return render(request, "awards/winners/winners_map.html", context)
