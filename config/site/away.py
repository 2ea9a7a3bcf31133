"""What this site stands on may be away for a moment: the database, the store of files,
room on the disk.

Readers are told so at once, in both languages, and when to come again; that is no fault
of the code and no traceback.
"""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

RETRY_AFTER = 20  # seconds, for people and machines
REST = 2.0  # seconds for which a database that did not answer is not asked again
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# SQLSTATE classes: connection, no more connections or memory, the server starts or stops.
CONNECTION_STATES = ("08", "53", "57P")

_rest_until = 0.0


def is_database_away(error: BaseException | None) -> bool:
    """Whether no connection is to be had, as against a statement that failed."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(CONNECTION_STATES)


def is_storage_away(error: BaseException | None) -> bool:
    """Kept apart by name: the library is loaded only where files are in a bucket."""
    return type(error).__module__.startswith("botocore.") or isinstance(
        error, ConnectionError
    )


def has_no_room(error: BaseException | None) -> bool:
    return isinstance(error, OSError) and error.errno in NO_ROOM


def answer_for(error: BaseException | None) -> HttpResponse | None:
    """The page for what is away; None for a fault of ours."""
    if is_database_away(error):
        global _rest_until
        _rest_until = time.monotonic() + REST
        return away()
    if has_no_room(error):
        return HttpResponse(
            render_to_string("507.html"),
            status=507,
            headers={"Cache-Control": "no-store"},
        )
    if is_storage_away(error) or isinstance(error, OperationalError):
        return away()
    return None


def away() -> HttpResponse:
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)


def current_answer() -> HttpResponse | None:
    """For the handler of errors, which runs while the exception is being handled."""
    return answer_for(sys.exc_info()[1])


class DatabaseRests:
    """While the database is known to be away nobody waits to find that out again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return away() if time.monotonic() < _rest_until else self.get_response(request)
