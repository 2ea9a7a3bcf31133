"""Pages that need every app, and those that need none."""

from __future__ import annotations

from hmac import compare_digest
from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request, override
from django.views.decorators.gzip import gzip_page

from awards.accounts.models import User
from awards.outbox.models import Message
from awards.site.share_links import share
from awards.speed.published_pages import answer_published, is_signed_in
from config.site.desk_cards import to_do
from config.site.landing import Standing, landing_page, standing_for
from config.site.metrics import as_text


def choose_language(request: HttpRequest) -> HttpResponse:
    with override(get_language_from_request(request)):
        response = redirect("home")
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


@gzip_page
def home(request: HttpRequest) -> HttpResponse:
    """Kept for those who are not signed in: most of its readers."""
    if is_signed_in(request):
        return render_home(request, standing_for(request.user))
    standing = standing_for(AnonymousUser())
    return answer_published(
        request, standing.version, lambda: render_home(request, standing)
    )


def render_home(request: HttpRequest, standing: Standing) -> HttpResponse:
    context = {"page": landing_page(standing), "share": share("", "", "home")}
    return render(request, "config/home.html", context)


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    return render(
        request, "config/desk.html", {"todo": to_do(cast(User, request.user))}
    )


def demo_mails(request: HttpRequest) -> HttpResponse:
    """Mails written so far; exists in the demonstration only, where they go to files."""
    if not (
        settings.DEMO and settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")
    ):
        raise Http404
    page = Paginator(Message.objects.order_by("-pk"), 50).get_page(
        request.GET.get("page")
    )
    return render(request, "config/demo_mails.html", {"page": page})


def metrics(request: HttpRequest) -> HttpResponse:
    """Only with the token as a bearer; without one set there is no such page."""
    token = settings.ENVIRONMENT.metrics_token
    if not token:
        raise Http404
    if not compare_digest(
        request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode()
    ):
        return HttpResponse(
            "a bearer token is needed\n", status=401, content_type="text/plain"
        )
    return HttpResponse(
        as_text(), content_type="text/plain; version=0.0.4; charset=utf-8"
    )
