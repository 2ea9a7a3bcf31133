"""Pages for what went wrong, in the reader's language. A lost CSRF token costs no text that was typed on our page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token, rotate_token
from django.shortcuts import render
from django.template.loader import render_to_string

from config.provenance import sent_by_our_page

SECRET_FIELDS = ("csrfmiddlewaretoken", "password")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands alone: no database, no session, no context processor, no style sheet that might be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)


class PoliteErrors:
    """Bytes that no text may hold are dropped from addresses, refused elsewhere; an answer without words gets some."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # PostgreSQL refuses NUL in any text: a search for it finds what it finds without.
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "").replace("\x00", "")
        request.path_info = request.path_info.replace("\x00", "\ufffd")
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            allowed = response.headers["Allow"]
            response = render(request, "405.html", status=405)
            response.headers["Allow"] = allowed
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """NUL in what was sent, past a form's own check: no page of ours sends it, and nothing was written."""
        known = isinstance(exception, DataError | ValueError) and "NUL (0x00)" in str(exception)
        return bad_request(request, exception) if known else None


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """All that was typed, but for passwords and the token: those are asked for again."""
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, str(value)) for name, value in pairs if not any(secret in name for secret in SECRET_FIELDS)]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token was lost (an expired login, cleared cookies): one press sends the same text again, freshly signed.

    Only where the form was our own page's: a stranger's would be made ours by that press.
    """
    if not sent_by_our_page(request):
        return render(request, "403_foreign.html", status=403)
    rotate_token(request)
    get_token(request)
    context: dict[str, Any] = {"fields": typed_fields(request), "files": bool(request.FILES)}
    return render(request, "403_csrf.html", context, status=403)
