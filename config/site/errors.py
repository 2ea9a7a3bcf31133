"""Pages for what went wrong, in the reader's language. A lost CSRF token costs no text
that was typed on our page.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token, rotate_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from awards.accounts.limits import MINUTE, TooMany
from awards.accounts.watching import Event, count, note
from config.site.away import current_answer
from config.site.faults import FAULT
from config.site.form_labels import as_read
from config.site.provenance import sent_by_our_page

SECRET_FIELDS = ("csrfmiddlewaretoken", "password")
LEFT_TOO_LONG = "403_csrf.html"


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def permission_denied(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    count(Event.FORBIDDEN)  # the line of the log is Django's
    return render(request, "403.html", status=403)


def page_not_found(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    return render(request, "404.html", status=404)


def too_many_requests(
    request: HttpRequest, exception: TooMany | None = None
) -> HttpResponse:
    """For scripts as the JSON they read; for people with when to come back."""
    wait = exception.wait if exception else MINUTE
    context = {"minutes": max(1, round(wait / MINUTE))}
    if asks_for_json(request):
        words = _("Too many requests at once. Wait %(seconds)s seconds.") % {
            "seconds": wait
        }
        response: HttpResponse = JsonResponse(
            {"message": words, "problem": words}, status=429
        )
    else:
        response = render(request, "429.html", context, status=429)
    response.headers["Retry-After"] = str(wait)
    return response


def asks_for_json(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "")
    return request.content_type == "application/json" or accepted.startswith(
        "application/json"
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands alone: no database, no session, no context processor, no style sheet that
    might be what failed. Its number stands in the log, too.
    """
    if (answer := current_answer()) is not None:
        return answer
    fault = request.META[FAULT] = secrets.token_hex(4)
    return HttpResponse(render_to_string("500.html", {"fault": fault}), status=500)


class PoliteErrors:
    """Bytes that no text may hold are dropped from addresses, refused elsewhere; an
    answer without words gets some.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # PostgreSQL refuses NUL in any text: a search for it finds what it finds without.
        request.META["QUERY_STRING"] = (
            request.META.get("QUERY_STRING", "").replace("%00", "").replace("\x00", "")
        )
        request.path_info = request.path_info.replace("\x00", "\ufffd")
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            allowed = response.headers["Allow"]
            response = render(request, "405.html", status=405)
            response.headers["Allow"] = allowed
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """What was sent past a form's own check: nothing was written of it."""
        if isinstance(exception, TooMany):
            return too_many_requests(request, exception)
        return bad_request(request, exception) if is_unstorable(exception) else None


# As psycopg, PostgreSQL's JSON columns and its numbers say it.
UNSTORABLE = (
    "NUL (0x00)",
    "unsupported Unicode escape sequence",
    "surrogate",
    "out of range",
)


def is_unstorable(exception: Exception) -> bool:
    """What no table can hold: NUL, half a letter, a number beyond the largest. No page
    of ours sends any of them.
    """
    words = str(exception)
    if isinstance(exception, UnicodeEncodeError):
        return "surrogates not allowed" in words
    return isinstance(exception, DataError | ValueError) and any(
        part in words for part in UNSTORABLE
    )


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """All that was typed, but for passwords and the token: those are asked for again."""
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    return [
        (name, str(value))
        for name, value in pairs
        if not any(secret in name for secret in SECRET_FIELDS)
    ]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token was lost (an expired login, cleared cookies): one press sends the same
    text again, freshly signed. ``config.site.saved_post`` names the fields.

    Only where the form was our own page's: a stranger's would be made ours by that press.
    """
    if not sent_by_our_page(request):
        note(Event.FORGED, request)
        return render(request, "403_foreign.html", status=403)
    rotate_token(request)
    get_token(request)
    fields = typed_fields(request)
    context: dict[str, Any] = {
        "fields": fields,
        "typed": as_read(fields, {}),
        "files": bool(request.FILES),
    }
    return TemplateResponse(request, LEFT_TOO_LONG, context, status=403)
