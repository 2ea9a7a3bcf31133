"""An organiser's own act is counted at once, not some seconds later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from config.shell.waiting import kept_under


class Recount:
    """After anything sent to a page of an edition, its numbers are counted again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match: Any = getattr(request, "resolver_match", None)
        code = match.kwargs.get("edition") if match else None
        if request.method == "POST" and code and request.user.is_authenticated:
            cache.delete(kept_under(str(code), request.user.pk))
        return response
