"""Where answers and rate limits are kept: on Redis for all processes together, else in each process for itself."""

from __future__ import annotations

from typing import Any

MOST_KEPT = 2000  # answers in a process's own memory: some hundred megabytes at the very most


def cache_settings(redis_url: str | None) -> dict[str, Any]:
    """Django's settings of one cache. Without Redis every web process counts and keeps for itself."""
    if redis_url is None:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": MOST_KEPT}}
    patience = {"socket_timeout": 2, "socket_connect_timeout": 2}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": redis_url,
        "KEY_PREFIX": "awards",
        "OPTIONS": patience,
    }
