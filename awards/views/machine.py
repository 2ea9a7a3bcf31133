"""Machine-readable addresses: only what is published, without cookies, the same for everybody."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from awards import openapi
from awards.machines import absolute, edition_data, list_csv, list_data
from awards.models import Edition, WinnerList
from awards.published import find_list, published_lists


def as_json(data: Any) -> JsonResponse:
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def editions_json(request: HttpRequest) -> HttpResponse:
    announced = set(published_lists().values_list("edition_id", flat=True))
    editions = Edition.objects.public()
    return as_json({"editions": [edition_data(edition, edition.pk in announced) for edition in editions]})


def winners_json(request: HttpRequest, code: str) -> HttpResponse:
    winner_list = find_list(code)
    return as_json(list_data(winner_list, winner_list.winners.all()))


def winners_csv(request: HttpRequest, code: str) -> HttpResponse:
    winner_list = find_list(code)
    response = HttpResponse(list_csv(winner_list, winner_list.winners.all()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}-winners.csv"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def winners_atom(request: HttpRequest) -> HttpResponse:
    lists = published_lists().annotate(total=Count("winners")).order_by("-published_at")[:50]
    entries = [feed_entry(winner_list) for winner_list in lists]
    updated = entries[0]["list"].published_at if entries else None
    context = {"entries": entries, "self_url": absolute("winners-atom"), "updated": updated}
    return render(request, "awards/winners.atom", context, content_type="application/atom+xml; charset=utf-8")


def feed_entry(winner_list: WinnerList) -> dict[str, Any]:
    place = ("awards:winners-version", winner_list.edition.code, winner_list.version)
    urls = {f"url_{language}": absolute(*place, language=language) for language in ("th", "en")}
    return {"list": winner_list, **urls}


def openapi_json(request: HttpRequest) -> HttpResponse:
    parts = [(openapi.PATHS, openapi.SCHEMAS)]
    if find_spec("awards.dsure.openapi"):  # the register's part stands with the register
        dsure = import_module("awards.dsure.openapi")
        parts.append((dsure.PATHS, dsure.SCHEMAS))
    return as_json(openapi.document(*parts))
