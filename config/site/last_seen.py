"""When each session was last seen, for its owner's list: written at most every ten
minutes, so that pages cost no more.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from awards.accounts.session_list import LISTED

SECONDS = 600


class LastSeen:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and request.session.get(LISTED):
            note(request.session.session_key)
        return self.get_response(request)


def note(key: str | None) -> None:
    if key and cache.add(f"seen:{key}", 1, SECONDS):
        UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now())
