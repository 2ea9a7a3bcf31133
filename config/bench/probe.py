"""What stands inside the measured server: the bare view that pages are compared with,
and the count of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines

from awards.speed.prepared_query import plainly

BARE = "<!doctype html><title>bare</title><p>{{ user.email }}</p>"


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    """Session, person and a template of one line: what any signed-in Django view costs at least."""
    return HttpResponse(
        engines["django"].from_string(BARE).render({"user": request.user}, request)
    )


class CountQueries:
    """``X-Queries`` in the answer, when ``X-Count`` is asked; the timed requests go without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "X-Count" not in request.headers:
            return self.get_response(request)
        count = 0

        def counting(
            execute: Callable[..., object],
            sql: str,
            params: object,
            many: bool,
            context: Mapping[str, object],
        ) -> object:
            nonlocal count
            count += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counting):
            response = self.get_response(request)
        response["X-Queries"] = str(count)
        return response


class PlainQuestions:
    """Where ``X-Plain`` is asked, nothing is prepared: what preparing is worth is
    measured so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "X-Plain" not in request.headers:
            return self.get_response(request)
        with plainly():
            return self.get_response(request)
