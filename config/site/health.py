from __future__ import annotations

from collections.abc import Callable

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from config.rights.checking import problems_of_role


class Health:
    """Answers those who watch the process on its own machine, whatever name they call
    it by: before the host is
    looked at, and before anything that may be what is broken.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = {"/healthz": healthz, "/readyz": readyz}.get(request.path_info)
        return view(request) if view else self.get_response(request)


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    reasons = reasons_not_ready()
    return JsonResponse(
        {"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200
    )


def reasons_not_ready() -> list[str]:
    return [*database_reasons(), *broker_reasons()]


def database_reasons() -> list[str]:
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            return ["migrations"]
        return ["rights"] if settings.SECURE and has_wrong_rights() else []
    except DatabaseError:
        return ["database"]


def has_wrong_rights() -> bool:
    """The role changed, or the database was away when this process started."""
    return bool(problems_of_role(connection))


def broker_reasons() -> list[str]:
    try:
        with current_app.connection_for_write(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except Exception:  # kombu raises each transport's own kinds
        return ["broker"]
    return []
