"""All winners of all editions: searched, filtered, on a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from awards.accounts.bilingual import reader_language
from awards.accounts.thai import sort_key
from awards.cached import answer_published
from awards.models import Province, WinnerList
from awards.provinces_map import TILES
from awards.published import (
    Wish,
    count_by_province,
    find_winners,
    standing_lists,
    standing_winners,
    versions_of,
)
from awards.sharing import share
from awards.views.public import smart_names

A_PAGE = 24
TILE = 46  # points


def gallery(request: HttpRequest) -> HttpResponse:
    lists = list(standing_lists())
    return answer_published(request, versions_of(lists), lambda: render_gallery(request, lists))


def render_gallery(request: HttpRequest, lists: list[WinnerList]) -> HttpResponse:
    wish = Wish.of(request.GET)
    page = Paginator(find_winners(wish), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "wish": wish,
        "page": page,
        "lists": lists,
        "smarts": smart_names(),
        "provinces": provinces_with_winners(),
        "levels": levels(),
        "share": share(_("All winners"), "", "awards:gallery"),
    }
    return render(request, "awards/gallery.html", context)


def provinces_with_winners() -> list[Province]:
    return list(Province.objects.filter(code__in=standing_winners().order_by().values("province_code")))


def levels() -> list[tuple[str, str]]:
    """Code and name of every prize level won, highest first."""
    name = f"level_{reader_language()}"
    rows = standing_winners().order_by("level_order").values_list("level_code", name).distinct()
    return list({code: (code, label) for code, label in rows}.values())


@dataclass(frozen=True)
class Cell:
    """One tile as it is drawn: corner and middle in points, share of the fullest tile from 0 to 1."""

    code: str
    name: str
    short: str
    total: int
    x: int
    y: int
    strength: str

    @property
    def middle(self) -> int:
        return self.x + TILE // 2 - 1

    @property
    def label_y(self) -> int:
        return self.y + TILE // 2 - 2

    @property
    def number_y(self) -> int:
        return self.y + TILE // 2 + 14


def cells() -> list[Cell]:
    counts = count_by_province(standing_winners())
    most = max(counts.values(), default=1)
    language = reader_language()
    made = []
    for province in Province.objects.all():
        tile, total = TILES[province.code], counts[province.code]
        short = tile.short_en if language == "en" else tile.short_th
        strength = f"{0.12 + 0.28 * total / most:.2f}" if total else "0"
        x, y = tile.column * TILE, tile.row * TILE
        made.append(Cell(province.code, str(province.name), short, total, x, y, strength))
    return made


def winners_map(request: HttpRequest) -> HttpResponse:
    lists = list(standing_lists())
    return answer_published(request, versions_of(lists), lambda: render_map(request))


def render_map(request: HttpRequest) -> HttpResponse:
    drawn = cells()
    context: dict[str, Any] = {
        "cells": drawn,
        "winning": sorted((cell for cell in drawn if cell.total), key=lambda cell: (-cell.total, sort_key(cell.name))),
        "width": max(tile.column + 1 for tile in TILES.values()) * TILE,
        "height": max(tile.row + 1 for tile in TILES.values()) * TILE,
        "side": TILE - 2,
        "share": share(_("Map of winners"), "", "awards:winners-map"),
    }
    return render(request, "awards/winners_map.html", context)
