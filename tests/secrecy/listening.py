"""What the log would say: every line as a site writes it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def made(part: str, name: str) -> Any:
    return import_string(settings.LOGGING[part][name]["()"])()


class Listener(logging.Handler):
    """Formats as the site's own handler does, and keeps the lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(made("formatters", "line"))
        for name in settings.LOGGING["handlers"]["console"]["filters"]:
            self.addFilter(made("filters", name))
        self.lines: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.add(self.format(record))


@contextmanager
def listening() -> Iterator[set[str]]:
    """The lines of all loggers, while it lasts."""
    listener, root = Listener(), logging.getLogger()
    root.addHandler(listener)
    try:
        yield listener.lines
    finally:
        root.removeHandler(listener)
