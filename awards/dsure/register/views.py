"""The register as anybody reads it."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from awards.accounts.limits import SEARCHES, VERIFICATIONS, limited, searches
from awards.dsure.models import Announcement, Certificate, Maker, Mark, number_key
from awards.dsure.permissions import can_keep_register
from awards.dsure.querysets import CertificateQuerySet
from awards.dsure.register.pages import register_version
from awards.dsure.statuses import CertificateState
from awards.language.thai import clean_text
from awards.speed.published_pages import answer_published, kept_part

PAGE = 30


def filters_of(request: HttpRequest) -> dict[str, str]:
    """What the reader asked for; unknown words are ignored, so an old link still works."""
    asked = {
        name: clean_text(request.GET.get(name, ""))[:200]
        for name in ("q", "mark", "state", "maker")
    }
    if asked["state"] not in CertificateState.values:
        asked["state"] = ""
    if not (
        asked["maker"].isascii()
        and asked["maker"].isdigit()
        and len(asked["maker"]) < 18
    ):
        asked["maker"] = ""
    return asked


def filtered(
    certificates: CertificateQuerySet, asked: dict[str, str]
) -> CertificateQuerySet:
    if asked["q"]:
        certificates = certificates.search(asked["q"])
    if asked["mark"]:
        certificates = certificates.filter(mark__code=asked["mark"])
    if asked["maker"]:
        certificates = certificates.filter(maker=int(asked["maker"]))
    return certificates.in_state(asked["state"]) if asked["state"] else certificates


@require_safe
@limited(SEARCHES, when=searches)
def register(request: HttpRequest) -> HttpResponse:
    """All announced certificates in Thai dictionary order, searched and filtered; the
    same for everybody.
    """
    version = register_version()
    return answer_published(request, version, lambda: render_register(request, version))


def render_register(request: HttpRequest, version: object) -> HttpResponse:
    asked, number = filters_of(request), clean_text(request.GET.get("page", ""))[:9]
    if any(asked.values()):
        html, count = register_part(asked, number)
    else:  # searches are too many to be kept
        html, count = kept_part(
            f"register {number}", version, lambda: register_part(asked, number)
        )
    pages = Paginator(range(count), PAGE).get_page(number)
    return render(request, "dsure/register.html", {"register": html, "page": pages})


def register_part(asked: dict[str, str], number: str) -> tuple[str, int]:
    """The form and a page of what was found as HTML, and how many there are in all."""
    announced = Certificate.objects.announced()
    page = Paginator(filtered(announced, asked).for_reading(), PAGE).get_page(number)
    maker = (
        Maker.objects.filter(pk=int(asked["maker"]), certificates__in=announced).first()
        if asked["maker"]
        else None
    )
    context: dict[str, Any] = {
        "page": page,
        "asked": asked,
        "any_filter": any(asked.values()),
        "marks": Mark.objects.filter(Exists(announced.filter(mark=OuterRef("pk")))),
        "states": CertificateState,
        "maker": maker,
    }
    return render_to_string("dsure/_register.html", context), page.paginator.count


@require_safe
@limited(SEARCHES, when=searches)
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """One certificate under its number, typed in any case and with any digits; unknown
    and unannounced look alike.

    Whoever is signed in may keep the register and gets a page of their own; all others
    the same one.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return render_certificate(request, number)
    return answer_published(
        request,
        register_version(),
        lambda: render_certificate(request, number, "public.html"),
    )


def render_certificate(
    request: HttpRequest, number: str, frame: str = "base.html"
) -> HttpResponse:
    found = certificate_numbered(request, number)
    if found is None:
        return render(
            request,
            "dsure/unknown.html",
            {"number": clean_text(number)[:60]},
            status=404,
        )
    if found.number != number:
        return redirect(found)
    keeper = frame == "base.html" and can_keep_register(request.user)
    context = {
        "frame": frame,
        "certificate": found,
        "events": found.events.all() if keeper else found.public_events(),
        "announcements": found.announcements.published().order_by("-published_at"),
        "keeps_register": keeper,
        "address": settings.SITE_URL + found.get_absolute_url(),
    }
    return render(request, "dsure/certificate.html", context)


def certificate_numbered(request: HttpRequest, number: str) -> Certificate | None:
    visible = (
        Certificate.objects.visible_to(request.user)
        .for_reading()
        .prefetch_related("mark__aspects")
    )
    return visible.filter(number_key=number_key(number)).first()


@require_safe
def certificate_picture(request: HttpRequest, pk: int) -> FileResponse:
    found = get_object_or_404(
        Certificate.objects.visible_to(request.user).exclude(picture=""), pk=pk
    )
    try:
        response = FileResponse(found.picture.open(), content_type="image/webp")
    except FileNotFoundError:
        raise Http404 from None
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=300"
    return response


@require_safe
@limited(VERIFICATIONS)
def certificate_qr(request: HttpRequest, pk: int) -> HttpResponse:
    """The address of the certificate's page as an SVG, for labels and leaflets."""
    import segno

    found = get_object_or_404(Certificate.objects.visible_to(request.user), pk=pk)
    code = segno.make(
        settings.SITE_URL + found.get_absolute_url(), error="m", micro=False
    )
    target = io.BytesIO()
    code.save(target, kind="svg", scale=4, border=4, light="#fff")
    return HttpResponse(target.getvalue(), content_type="image/svg+xml")


@require_safe
@limited(SEARCHES, when=searches)
def announcements(request: HttpRequest) -> HttpResponse:
    def make() -> HttpResponse:
        published = Announcement.objects.published().order_by("-published_at")
        page = Paginator(published, PAGE).get_page(request.GET.get("page"))
        return render(request, "dsure/announcements.html", {"page": page})

    return answer_published(request, register_version(), make)


@require_safe
@limited(SEARCHES, when=searches)
def announcement(request: HttpRequest, pk: int) -> HttpResponse:
    def make() -> HttpResponse:
        found = get_object_or_404(Announcement.objects.published(), pk=pk)
        certificates = found.certificates.announced().for_reading()
        page = Paginator(certificates, 100).get_page(request.GET.get("page"))
        return render(
            request, "dsure/announcement.html", {"announcement": found, "page": page}
        )

    return answer_published(request, register_version(), make)
