"""Machine-readable addresses: only what is published, without cookies, the same for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from awards.models import Edition, Winner, WinnerList
from awards.site.share_links import absolute
from awards.speed.published_pages import answer_published
from awards.winners import openapi, openapi_record, openapi_register
from awards.winners.issuer import ISSUER_EN, ISSUER_TH
from awards.winners.machine_data import edition_data, list_csv, list_data
from awards.winners.published import (
    find_list,
    published_lists,
    standing_lists,
    standing_winners,
    version_of,
    versions_of,
)

if TYPE_CHECKING:  # types alone: the package is no part of what runs
    from django_stubs_ext import WithAnnotations


def as_json(data: object) -> HttpResponse:
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def editions_json(request: HttpRequest) -> HttpResponse:
    announced = set(published_lists().values_list("edition_id", flat=True))
    data = {
        "editions": [
            edition_data(edition, edition.pk in announced)
            for edition in Edition.objects.public()
        ]
    }
    return answer_published(request, data, lambda: as_json(data), query_matters=False)


def winners_json(request: HttpRequest, code: str) -> HttpResponse:
    found = find_list(code)

    def make() -> HttpResponse:
        return as_json(list_data(found, found.winners.all()))

    return answer_published(request, version_of(found), make, query_matters=False)


def winners_csv(request: HttpRequest, code: str) -> HttpResponse:
    found = find_list(code)
    headers = {
        "Content-Disposition": f'attachment; filename="{code}-winners.csv"',
        "Access-Control-Allow-Origin": "*",
    }

    def make() -> HttpResponse:
        text = list_csv(found, found.winners.all())
        return HttpResponse(
            text, content_type="text/csv; charset=utf-8", headers=headers
        )

    return answer_published(request, version_of(found), make, query_matters=False)


def winner_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of one winner of a published list."""
    winner = (
        Winner.objects.filter(pk=pk, winner_list__published_at__isnull=False)
        .exclude(picture="")
        .first()
    )
    if winner is None:
        raise Http404

    def make() -> HttpResponse:
        with winner.picture.open("rb") as file:
            return HttpResponse(file.read(), content_type="image/jpeg")

    return answer_published(
        request, (pk, winner.picture.name), make, query_matters=False
    )


class Total(TypedDict):
    """How many prizes the list names."""

    total: int


CountedList: TypeAlias = "WithAnnotations[WinnerList, Total]"


def winners_atom(request: HttpRequest) -> HttpResponse:
    counted = published_lists().annotate(total=Count("winners"))
    lists = list(counted.order_by("-published_at")[:50])
    updated = lists[0].published_at if lists else None

    def make() -> HttpResponse:
        entries = [feed_entry(winner_list) for winner_list in lists]
        context = {
            "entries": entries,
            "issuer_th": ISSUER_TH,
            "issuer_en": ISSUER_EN,
            "self_url": absolute("winners-atom"),
            "archive_th": absolute("awards:winners-archive", language="th"),
            "archive_en": absolute("awards:winners-archive", language="en"),
            "updated": updated,
        }
        return render(
            request,
            "awards/winners/winners.atom",
            context,
            content_type="application/atom+xml; charset=utf-8",
        )

    return answer_published(request, versions_of(lists), make, query_matters=False)


def feed_entry(winner_list: CountedList) -> dict[str, object]:
    place = ("awards:winners-version", winner_list.edition.code, winner_list.version)
    urls = {
        f"url_{language}": absolute(*place, language=language)
        for language in ("th", "en")
    }
    edition = winner_list.edition
    title = joined(edition.name_th, edition.name_en)
    return {
        "list": winner_list,
        "title": title,
        "summary": feed_summary(winner_list),
        **urls,
    }


def feed_summary(winner_list: CountedList) -> str:
    """Both languages, as everything in this feed: what was corrected, and how many
    prizes the list names.
    """
    total = winner_list.total
    prizes = f"{total} prize" if total == 1 else f"{total} prizes"
    thai = " ".join(filter(None, (winner_list.erratum_th, f"รางวัลทั้งหมด {total} รางวัล")))
    english = " ".join(filter(None, (winner_list.erratum_en, f"{prizes} in total.")))
    return joined(thai, english)


def joined(thai: str, english: str) -> str:
    return " · ".join(dict.fromkeys(filter(None, (thai, english))))


def openapi_json(request: HttpRequest) -> HttpResponse:
    parts = (
        (openapi.PATHS, openapi.SCHEMAS),
        (openapi_record.PATHS, openapi_record.SCHEMAS),
        (openapi_register.PATHS, openapi_register.SCHEMAS),
    )
    return as_json(openapi.document(*parts))


def sitemap(request: HttpRequest) -> HttpResponse:
    lists = list(standing_lists())

    def make() -> HttpResponse:
        places: list[tuple[Any, ...]] = [
            ("home",),
            ("awards:winners-archive",),
            ("awards:gallery",),
            ("dsure:register",),
        ]
        places += [
            ("awards:winners-show", winner_list.edition.code) for winner_list in lists
        ]
        winners = standing_winners().values_list(
            "winner_list__edition__code", "reference"
        )
        places += [("awards:winner-show", *pair) for pair in dict.fromkeys(winners)]
        pages = [
            {language: absolute(*place, language=language) for language in ("th", "en")}
            for place in places
        ]
        return render(
            request,
            "awards/winners/sitemap.xml",
            {"pages": pages},
            content_type="application/xml; charset=utf-8",
        )

    return answer_published(request, versions_of(lists), make, query_matters=False)


def robots(request: HttpRequest) -> HttpResponse:
    closed = "".join(
        f"Disallow: /{language}/{part}/\n"
        for language in ("th", "en")
        for part in ("account", "manage")
    )
    text = f"User-agent: *\n{closed}Sitemap: {absolute('sitemap')}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
