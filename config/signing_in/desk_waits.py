"""Whose role needs a second factor and has none, or has not shown it in this session:
every page of their desk leads to the set-up or asks for it, and that leads back.

Asked by the first page of a desk in a session, which then remembers the answer: a role
that came since the sign-in is found out, and no other page asks the database for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from awards.accounts.models import User
from config.people.second_factors import (
    OPEN,
    WAITS,
    Demand,
    demand_factor,
    has_factor,
    must_have_factor,
)
from config.site.saved_post import Because, keep, may_keep

WAY = "way_after_set_up"
SHOW = "desk_wants_factor"  # nothing but a factor confirms, until one did
DESKS = re.compile(r"/(th|en)/(manage|operator|dsure/manage|desk/search)/", re.ASCII)


class DeskWaits:
    """Stands after ``KeptText``: what was typed waits there until there is a factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.SECOND_FACTOR_REQUIRED
            and settings.SESSION_COOKIE_NAME in request.COOKIES
            and DESKS.match(request.path_info)
            and (page := page_before_the_desk(request))
        ):
            if request.method == "POST" and may_keep(request):
                keep(request, Because.UNCONFIRMED)
            return redirect(page)
        return self.get_response(request)


def page_before_the_desk(request: HttpRequest) -> str:
    """Empty where the desk is open, or is nobody's that this person keeps."""
    session, user, path = request.session, request.user, request.get_full_path()
    if session.get(WAITS):
        return set_up_before(path)
    if session.get(OPEN) or not isinstance(user, User) or not must_have_factor(user):
        return ""
    if has_factor(user):
        return ask_factor(request, user, path)
    session[WAITS if demand_factor(user=user) is Demand.BEFORE_THE_DESK else OPEN] = (
        True
    )
    return set_up_before(path)


def ask_factor(request: HttpRequest, user: User, path: str) -> str:
    """Shown at the sign-in already, or now."""
    shown = {one["method"] for one in get_authentication_records(request, user)}
    if "mfa" in shown:
        request.session[OPEN] = True
        return ""
    request.session[SHOW] = True
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': path})}"


def set_up_before(path: str) -> str:
    return f"{reverse('factor-start')}?{urlencode({'next': path})}"


def keep_way(request: HttpRequest, path: str) -> None:
    if path:
        request.session[WAY] = path


def way_on(request: HttpRequest) -> str:
    return str(request.session.get(WAY) or reverse("desk"))


def desk_is_open(request: HttpRequest) -> None:
    """A factor was set up or shown in this session."""
    no_longer_waits(request)
    request.session.pop(SHOW, None)
    request.session[OPEN] = True


def no_longer_waits(request: HttpRequest) -> None:
    """There is a factor, whoever set it up: the desk asks for it."""
    request.session.pop(WAITS, None)
