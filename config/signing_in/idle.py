"""A session that nobody uses ends: a computer is left, a phone is lost.

What was typed meanwhile waits (``config.site.saved_post``), and the sign-in page says
why one is asked again.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from awards.accounts.models import User
from awards.accounts.session_list import LISTED
from config.people.idle import idle_limit_of, is_idle, is_noted, note_use

# Asked by scripts on their own: whoever left does not use the site by it.
ASKED_BY_ITSELF = ("/judge/session/", "/clock/", "/progress/hints/")
SAYS_WHY = "ended=idle"


class IdleLimit:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if not has_session or not request.session.get(LISTED):
            return self.get_response(request)
        if is_idle(request.session):
            logout(request)
            return saying_why(self.get_response(request))
        if not is_noted(request.session) and not asked_by_itself(request):
            note(request)
        return self.get_response(request)


def asked_by_itself(request: HttpRequest) -> bool:
    return request.method == "GET" and request.path_info.endswith(ASKED_BY_ITSELF)


def note(request: HttpRequest) -> None:
    """Found anew each time: a role may have come since the sign-in."""
    if isinstance(request.user, User):
        judging_only = request.session.get("scope") == "judge"
        limit = settings.IDLE_OF_JUDGES if judging_only else idle_limit_of(request.user)
        note_use(request.session, limit)


def saying_why(response: HttpResponse) -> HttpResponse:
    place = response.headers.get("Location", "")
    if place.startswith(f"{resolve_url(settings.LOGIN_URL)}?"):
        response.headers["Location"] = f"{place}&{SAYS_WHY}"
    return response
