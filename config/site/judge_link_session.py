"""A session that began with a judge's link reaches the judging desk alone; elsewhere
the person is a visitor.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

DESK = re.compile(r"/(th|en)/(judge/|account/logout/)", re.ASCII)


class DeskSession:
    """Pages anybody may read stay readable; pages of one's other roles ask for the
    password first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if (
            has_session
            and not DESK.match(request.path_info)
            and request.session.get("scope") == "judge"
        ):
            request.user = AnonymousUser()
        return self.get_response(request)
