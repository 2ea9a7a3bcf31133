"""The files of the site's face: the sheet of an accent, emblems, heroes, logos."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from awards.models import Edition, Identity, Partner
from awards.site.colours import COLOUR, reads, sheet
from awards.speed.published_pages import answer_published

FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}
# A drawing runs nothing and fetches nothing, also where somebody opens it by itself.
NOTHING = "default-src 'none'; img-src data:; sandbox"


def identity_sheet(request: HttpRequest, accent: str) -> HttpResponse:
    """The address names the colour, so the answer never changes. Only of colours that
    can be read: no other stands in a page of ours.
    """
    colour = f"#{accent}"
    if not COLOUR.fullmatch(colour) or not reads(colour):
        raise Http404
    response = HttpResponse(sheet(colour), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = FOR_EVER
    return response


def identity_emblem(request: HttpRequest, pk: int) -> HttpResponse:
    identity = get_object_or_404(Identity.objects.filter(known_to(request)), pk=pk)
    return artwork_answer(request, identity.emblem)


def identity_hero(request: HttpRequest, pk: int) -> HttpResponse:
    identity = get_object_or_404(Identity.objects.filter(known_to(request)), pk=pk)
    return artwork_answer(request, identity.hero)


def partner_logo(request: HttpRequest, pk: int) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.filter(known_to(request)), pk=pk)
    return artwork_answer(request, partner.logo)


def known_to(request: HttpRequest) -> Q:
    """The site's own, and those of editions that this reader may know of."""
    editions: QuerySet[Edition] = Edition.objects.visible_to(request.user)
    return Q(edition=None) | Q(edition__in=editions)


def artwork_answer(request: HttpRequest, file: FieldFile) -> HttpResponse:
    if not file:
        raise Http404
    kind = TYPES[str(file.name).rsplit(".", 1)[-1]]

    def make() -> HttpResponse:
        with file.open("rb") as opened:
            answer = HttpResponse(opened.read(), content_type=kind)
        answer.headers["Content-Security-Policy"] = NOTHING
        return answer

    return answer_published(request, file.name, make, query_matters=False)
