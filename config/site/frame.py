"""Which frame pages are made in, told to whatever keeps answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from awards.site.frame import site_frame


class FrameVersion:
    """``request.frame_version`` changes with the site's emblem, menu or contact."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told: Any = request
        told.frame_version = site_frame().version
        return self.get_response(request)
