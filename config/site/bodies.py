"""What may be sent to an address: forms to all, JSON or the bytes of a file where a table
says so. Anything else is refused before it is read (415).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
JSON = frozenset({"application/json"})
BYTES = frozenset({"application/octet-stream"})
# By the name of the address; None: whatever a provider of mail sends, whose signature
# is what counts.
OTHERS: dict[str, frozenset[str] | None] = {
    "judging:ballot-save": JSON,
    "judging:sample-save": JSON,
    "line-webhook": JSON,
    "mail-events": None,
    "nominations:upload-add": BYTES,
}


class FittingBodies:
    """A body that nobody here reads is told so, and not taken for an empty form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        taken = OTHERS.get(match.view_name, FORMS) if match else FORMS
        if taken is None or not has_body(request) or request.content_type in taken:
            return None
        response = render(request, "415.html", status=415)
        response.headers["Accept-Post"] = ", ".join(sorted(taken))
        return response


def has_body(request: HttpRequest) -> bool:
    """A length that is no number is the web server's to refuse."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    chunked = "HTTP_TRANSFER_ENCODING" in request.META
    return request.method != "GET" and (chunked or length != "0")
