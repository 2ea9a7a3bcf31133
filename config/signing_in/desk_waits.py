"""Whose role needs a second factor and who has none: from the second sign-in on, every
page of their desk leads to the set-up, and that leads back.

Whether it waits is found once, at sign-in (``config.site.account_adapter``), and stands
in the session: no page asks the database for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from config.people.second_factors import WAITS
from config.site.saved_post import Because, keep, may_keep

WAY = "way_after_set_up"
DESKS = re.compile(r"/(th|en)/(manage|operator|dsure/manage|desk/search)/", re.ASCII)


class DeskWaits:
    """Stands after ``KeptText``: what was typed waits there until there is a factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            and DESKS.match(request.path_info)
            and request.session.get(WAITS)
        ):
            if request.method == "POST" and may_keep(request):
                keep(request, Because.UNCONFIRMED)
            return redirect(set_up_before(request.get_full_path()))
        return self.get_response(request)


def set_up_before(path: str) -> str:
    return f"{reverse('factor-start')}?{urlencode({'next': path})}"


def keep_way(request: HttpRequest, path: str) -> None:
    if path:
        request.session[WAY] = path


def way_on(request: HttpRequest) -> str:
    return str(request.session.get(WAY) or reverse("desk"))


def desk_is_open(request: HttpRequest) -> None:
    request.session.pop(WAITS, None)
