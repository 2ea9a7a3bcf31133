"""The cache is shared by all processes where there is Redis, and a page is read whether
it answers or not.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from awards.speed.published_pages import answer_published
from config.queue.cache import cache_settings


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    binary = shutil.which("redis-server")
    if binary is None:
        pytest.skip("no Redis here")
    place: Path = tmp_path_factory.mktemp("r") / "s"
    command = [
        binary,
        "--port",
        "0",
        "--unixsocket",
        str(place),
        "--save",
        "",
        "--dir",
        str(place.parent),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(1200):
            if place.exists():
                break
            time.sleep(0.05)
        yield f"unix://{place}?db=0"
    finally:
        server.terminate()
        server.wait(timeout=60)


def opened(settings: dict[str, Any]) -> BaseCache:
    """A connection of its own, as another process would have."""
    with override_settings(CACHES={"default": settings}):
        cache: BaseCache = caches.create_connection("default")
    return cache


def test_without_redis_each_process_keeps_for_itself() -> None:
    assert cache_settings(None)["BACKEND"].endswith("LocMemCache")
    cache = opened(cache_settings(None))
    cache.set("one", (b"bytes", {"a": "b"}))
    assert cache.get("one") == (b"bytes", {"a": "b"})


def test_with_redis_what_one_process_keeps_another_finds(redis_url: str) -> None:
    one, other = (opened(cache_settings(redis_url)) for _ in range(2))
    one.set("page", (b"bytes", {"Content-Type": "text/html"}), 60)
    assert other.get("page") == (b"bytes", {"Content-Type": "text/html"})
    other.add("attempts", 1, 60)
    other.incr("attempts")
    assert one.get("attempts") == 2


@pytest.mark.parametrize("url", [None, "redis", "unix:///nowhere/at/all?db=0"])
def test_published_page_is_answered_from_either_and_without(
    url: str | None, request: pytest.FixtureRequest
) -> None:
    address = request.getfixturevalue("redis_url") if url == "redis" else url
    made: list[int] = []

    def make() -> HttpResponse:
        made.append(1)
        return HttpResponse("page")

    with override_settings(CACHES={"default": cache_settings(address)}):
        asked = RequestFactory().get(f"/kept/{url}/")
        answers = [answer_published(asked, "version 1", make) for _ in range(3)]
    assert {answer.content for answer in answers} == {b"page"}
    assert len(made) == (3 if url and url.startswith("unix") else 1)
