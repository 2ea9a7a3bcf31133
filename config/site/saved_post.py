"""A form sent after the login had run out, or before one has shown once more who one is:
what was typed waits in the session until then.

Kept for an hour, for the one address it was sent to, on the server; passwords and files
are not kept, and nothing that was not typed on a page of our own.
"""

from __future__ import annotations

import enum
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from awards.accounts.limits import TEXTS_KEPT, may_spend
from awards.accounts.visitors import client_address
from config.site.errors import typed_fields
from config.site.provenance import sent_by_our_page

KEY = "kept_text"
SECONDS = 3600
MOST_CHARACTERS = 200_000


class Because(enum.Enum):
    SIGNED_OUT = "signed out"
    UNCONFIRMED = "unconfirmed"


class KeptText:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.method == "GET"
            and has_session(request)
            and KEY in request.session
            and request.user.is_authenticated
        ):
            kept = request.session[KEY]
            if time.time() - kept["at"] > SECONDS:
                del request.session[KEY]
            elif kept["path"] == request.get_full_path():
                return render(request, "kept_text.html", offered(request))
        response = self.get_response(request)
        if turned_away(request, response) and may_keep(request):
            keep(request)
        return response


def has_session(request: HttpRequest) -> bool:
    """Asked before the session is touched: a visitor's page stays one for everybody's cache."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def turned_away(request: HttpRequest, response: HttpResponse) -> bool:
    """A POST answered by the way to the sign-in page."""
    # judges come in by a link
    ways = (
        resolve_url(settings.LOGIN_URL),
        resolve_url("judging:judge-link"),
    )
    return (
        request.method == "POST"
        and response.status_code == 302
        and not request.user.is_authenticated
        and response.headers["Location"].startswith(tuple(f"{way}?" for way in ways))
        and not request.path.startswith(ways)
    )


def may_keep(request: HttpRequest) -> bool:
    return sent_by_our_page(request) and may_spend(TEXTS_KEPT, client_address(request))


def keep(request: HttpRequest, because: Because = Because.SIGNED_OUT) -> None:
    fields = typed_fields(request)
    if fields and sum(len(value) for _name, value in fields) <= MOST_CHARACTERS:
        kept = {
            "path": request.get_full_path(),
            "fields": fields,
            "files": bool(request.FILES),
            "because": because.value,
            "at": time.time(),
        }
        request.session[KEY] = kept
        if not request.user.is_authenticated:
            # a visitor's session is there for this text; swept with the others
            request.session.set_expiry(SECONDS)


def offered(request: HttpRequest) -> dict[str, object]:
    """Offered once: taken out of the session as it is shown."""
    kept = request.session.pop(KEY)
    request.session.set_expiry(None)
    return {
        "fields": [tuple(pair) for pair in kept["fields"]],
        "files": kept["files"],
        "unconfirmed": kept.get("because") == Because.UNCONFIRMED.value,
    }
