"""Pages for what went wrong, in the reader's language. A lost CSRF token never costs the typed text."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token, rotate_token
from django.shortcuts import render

SECRET_FIELDS = ("csrfmiddlewaretoken", "password")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """All that was typed, but for passwords and the token: those are asked for again."""
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, str(value)) for name, value in pairs if not any(secret in name for secret in SECRET_FIELDS)]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token was lost (an expired login, cleared cookies): one press sends the same text again, freshly signed."""
    rotate_token(request)
    get_token(request)
    context: dict[str, Any] = {"fields": typed_fields(request), "files": bool(request.FILES)}
    return render(request, "403_csrf.html", context, status=403)
