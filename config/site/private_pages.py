"""What stays with one person: answers to those who are signed in, and pages whose
address or form holds a secret.

No cache keeps them, the browser's neither: the next person at a shared desk presses
"back" in vain. An address that is itself a key is told to nobody as the page that one
came from.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

# Parameters of addresses that are secrets: who has the address may act.
SECRET_PARAMETERS = {"token", "key", "uidb36"}
ORIGIN_ALONE = "strict-origin"  # not "no-referrer": a form's Origin would be null, which is refused


class PrivatePages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        own = is_ones_own(request, response) and not is_the_same_for_all(response)
        if has_secret_address(request):
            response.headers["Referrer-Policy"] = ORIGIN_ALONE
        if own or has_secret_address(request):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def has_secret_address(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and SECRET_PARAMETERS & match.kwargs.keys())


def is_ones_own(request: HttpRequest, response: HttpResponseBase) -> bool:
    """There is a session, or a form was signed for this browser. The user is not looked
    at: that may cost a query.
    """
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        or settings.CSRF_COOKIE_NAME in response.cookies
    )


def is_the_same_for_all(response: HttpResponseBase) -> bool:
    """As its view says (``awards.speed.published_pages``): it holds no word of whom it is shown to."""
    return (
        "public" in response.headers.get("Cache-Control", "") and not response.cookies
    )
