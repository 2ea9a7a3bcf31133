"""Pages that need every app, and those that need none."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request, override

from awards.accounts.models import User
from awards.models import Edition
from awards.outbox.models import Message
from config.desk import desk_cards
from config.health import reasons_not_ready


def choose_language(request: HttpRequest) -> HttpResponse:
    with override(get_language_from_request(request)):
        response = redirect("home")
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


def home(request: HttpRequest) -> HttpResponse:
    editions = Edition.objects.visible_to(request.user)
    return render(request, "config/home.html", {"editions": editions})


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "config/desk.html", {"cards": desk_cards(cast(User, request.user))})


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "config/privacy.html", {})


def demo_mails(request: HttpRequest) -> HttpResponse:
    """Mails written so far; exists in the demonstration only, where they go to files."""
    if not (settings.DEMO and settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")):
        raise Http404
    page = Paginator(Message.objects.order_by("-pk"), 50).get_page(request.GET.get("page"))
    return render(request, "config/demo_mails.html", {"page": page})


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    reasons = reasons_not_ready()
    return JsonResponse({"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200)
