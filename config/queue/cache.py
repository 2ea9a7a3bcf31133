"""Where answers and limits are kept: on Redis for all processes together, else in each
process for itself.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

MOST_KEPT = (
    2000  # answers in a process's own memory: some hundred megabytes at the very most
)
MOST_COUNTED = 50_000  # counters of limits: some megabytes
PAUSE = 5.0  # seconds for which nobody waits for a Redis that did not answer
log = logging.getLogger(__name__)


def cache_settings(redis_url: str | None) -> dict[str, object]:
    """Django's settings of the cache of answers. Without Redis every web process keeps
    for itself.
    """
    return _settings(redis_url, "awards", MOST_KEPT)


def limit_settings(redis_url: str | None) -> dict[str, object]:
    """The cache of limits: apart, so that many pages asked for do not push out what was counted."""
    return _settings(redis_url, "limits", MOST_COUNTED)


def _settings(redis_url: str | None, name: str, most: int) -> dict[str, object]:
    if redis_url is None:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": name,
            "OPTIONS": {"MAX_ENTRIES": most},
        }
    patience = {"socket_timeout": 2, "socket_connect_timeout": 2}
    return {
        "BACKEND": "config.queue.cache.SpareCache",
        "LOCATION": redis_url,
        "KEY_PREFIX": name,
        "OPTIONS": patience,
    }


def either(act: str) -> Callable[..., Any]:
    """A method of Django's cache that asks Redis or what stands in for it."""

    def ask(self: SpareCache, *args: object, **kwargs: object) -> Any:
        return self.ask(act, *args, **kwargs)

    return ask


class SpareCache(RedisCache):
    """Redis; while it does not answer, this process's own memory: a sign-in is then
    slower to guess at, and no fault.

    Asked again after a pause, so that a Redis that is away costs one wait and not one
    for each request.
    """

    away_until: dict[
        str, float
    ] = {}  # by place, of the whole process: Django makes an instance for each thread

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        from redis.exceptions import RedisError

        super().__init__(server, params)
        self._failures = (RedisError, OSError)
        self._place = f"{server} {params.get('KEY_PREFIX', '')}"
        prefix = params.get("KEY_PREFIX", "")
        self._spare = LocMemCache(
            self._place, {"KEY_PREFIX": prefix, "OPTIONS": {"MAX_ENTRIES": MOST_KEPT}}
        )

    def ask(self, act: str, *args: object, **kwargs: object) -> Any:
        if time.monotonic() >= self.away_until.get(self._place, 0.0):
            try:
                return getattr(super(), act)(*args, **kwargs)
            except self._failures as error:
                self.away_until[self._place] = time.monotonic() + PAUSE
                log.warning(
                    "Redis does not answer (%s); each process counts and keeps for itself.",
                    error,
                )
        return getattr(self._spare, act)(*args, **kwargs)

    add = either("add")
    get = either("get")
    set = either("set")
    touch = either("touch")
    delete = either("delete")
    get_many = either("get_many")
    set_many = either("set_many")
    delete_many = either("delete_many")
    has_key = either("has_key")
    incr = either("incr")
    clear = either("clear")
