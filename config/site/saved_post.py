"""A form sent after the login had run out, or before one has shown once more who one is:
what was typed waits in the session until then.

Kept for an hour, for the one address it was sent to, on the server; passwords and files
are not kept, and nothing that was not typed on a page of our own.
"""

from __future__ import annotations

import enum
import time
from collections.abc import Callable
from copy import copy
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render, resolve_url
from django.template.response import TemplateResponse

from awards.accounts.limits import TEXTS_KEPT, may_spend
from awards.accounts.visitors import client_address
from config.site.errors import LEFT_TOO_LONG, typed_fields
from config.site.form_labels import Typed, as_read, boxes_of
from config.site.provenance import sent_by_our_page

KEY = "kept_text"
SECONDS = 3600
MOST_CHARACTERS = 200_000
GetResponse = Callable[[HttpRequest], HttpResponse]
Fields = list[tuple[str, str]]


class Because(enum.Enum):
    SIGNED_OUT = "signed out"
    UNCONFIRMED = "unconfirmed"


class KeptText:
    def __init__(self, get_response: GetResponse) -> None:
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
                context = offered(request)
                page = kept.get("page", "")
                context["typed"] = self.named(request, context["fields"], page)
                return render(request, "kept_text.html", context)
        response = self.get_response(request)
        if turned_away(request, response) and may_keep(request):
            keep(request)
        return response

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        context = response.context_data
        if response.template_name == LEFT_TOO_LONG and context:
            page = own_page(request)
            context["typed"] = self.named(request, context["fields"], page)
        return response

    def named(self, request: HttpRequest, fields: Fields, page: str) -> list[Typed]:
        """As the address they were sent to calls them or, where it does not, the page
        that the form stood on.
        """
        names = {name for name, _value in fields}
        for one in dict.fromkeys(filter(None, (request.get_full_path(), page))):
            boxes = boxes_of(read_page(request, one, self.get_response))
            if names & boxes.keys():
                return as_read(fields, boxes)
        return as_read(fields, {})


def read_page(request: HttpRequest, page: str, get_response: GetResponse) -> str:
    """What this person would read at this address now; empty where that is no page."""
    path, _mark, query = page.partition("?")
    asked = copy(request)
    asked.method, asked.path, asked.path_info = "GET", path, path
    whole = (name for name in request.META if not name.startswith("HTTP_HX_"))
    asked.META = {name: request.META[name] for name in whole}
    asked.META |= {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
    asked.__dict__.pop("headers", None)  # as they were read from the table above
    asked.GET, asked.POST = QueryDict(query), QueryDict()
    asked.resolver_match = None
    response = get_response(asked)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if response.status_code != 200 or response.streaming or not is_page:
        return ""
    return response.content.decode()


def own_page(request: HttpRequest) -> str:
    """The page that the form stood on, as its browser says; empty for another site's."""
    said = urlsplit(request.headers.get("Referer", ""))
    if said.netloc != request.get_host():
        return ""
    return f"{said.path}?{said.query}" if said.query else said.path


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
            "page": own_page(request),
            "fields": fields,
            "files": bool(request.FILES),
            "because": because.value,
            "at": time.time(),
        }
        request.session[KEY] = kept
        if not request.user.is_authenticated:
            # a visitor's session is there for this text; swept with the others
            request.session.set_expiry(SECONDS)


def offered(request: HttpRequest) -> dict[str, Any]:
    """Offered once: taken out of the session as it is shown."""
    kept = request.session.pop(KEY)
    request.session.set_expiry(None)
    return {
        "fields": [tuple(pair) for pair in kept["fields"]],
        "files": kept["files"],
        "unconfirmed": kept.get("because") == Because.UNCONFIRMED.value,
    }
