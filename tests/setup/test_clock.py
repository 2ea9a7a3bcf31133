"""The clock on both brokers: asks for nothing where enough waits, and says seldom that
the queue is away.
"""

from __future__ import annotations

import logging
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery

from awards.outbox import waking
from awards.outbox.seldom import Seldom
from awards.outbox.waking import ENOUGH, waiting, wake
from config.celery import app as site
from config.queue.clock import Scheduler
from config.queue.folder_broker import Transport
from config.queue.plan import LOOK, celery_settings

pytestmark = pytest.mark.slow  # starts servers of its own


@pytest.fixture
def redis_port(tmp_path: Path) -> Iterator[int]:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        program,
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        str(tmp_path),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _ in range(3000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.02)
    yield port
    server.terminate()
    server.wait(60)


@pytest.fixture(params=["folder", "redis"])
def clock(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Celery]:
    url = (
        f"redis://127.0.0.1:{request.getfixturevalue('redis_port')}/0"
        if request.param == "redis"
        else None
    )
    with SiteOf(url, tmp_path) as app:
        yield app


class SiteOf:
    """An app on this broker, the current one for as long as the block lasts."""

    def __init__(self, url: str | None, folder: Path) -> None:
        self.app = Celery("tried", fixups=[])
        self.app.conf.update(celery_settings(url, folder / "broker", {LOOK: 1}))

    def __enter__(self) -> Celery:
        self.app.set_current()
        return self.app

    def __exit__(self, *exception: object) -> None:
        self.app.close()
        Transport.global_state.clear()  # a process knows one folder; here each test has its own
        site.set_current()


def ask(app: Celery, times: int) -> Scheduler:
    scheduler = Scheduler(app=app, lazy=True)
    entry: Any = scheduler.Entry(name=LOOK, task=LOOK, schedule=1, app=app)
    for _ in range(times):
        scheduler.apply_entry(entry)
    return scheduler


def test_stopped_worker_finds_no_heap(clock: Celery) -> None:
    ask(clock, ENOUGH * 3)
    assert waiting(LOOK) == ENOUGH
    wake(LOOK)
    assert waiting(LOOK) == ENOUGH


def test_message_says_nothing_of_any_clock(clock: Celery) -> None:
    ask(clock, 1)
    with (
        clock.connection_for_read() as connection,
        connection.SimpleQueue("celery") as queue,
    ):
        message = queue.get(timeout=60)
        message.ack()
    assert message.headers["task"] == LOOK
    assert message.headers["expires"] is None


def test_queue_that_is_away_fails_no_page_and_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setattr(waking, "_rest_until", 0.0)
    with (
        SiteOf(f"redis://127.0.0.1:{port}/0", tmp_path) as app,
        caplog.at_level(logging.WARNING),
    ):
        for _ in range(5):
            wake(LOOK)
        ask(app, 5)
    said = [record.message for record in caplog.records if "queue" in record.message]
    assert len(said) == 2, said
    assert not any(record.exc_info for record in caplog.records)
    monkeypatch.setattr(waking, "_rest_until", 0.0)


def test_what_is_away_is_said_after_growing_gaps_and_so_is_its_return(
    caplog: pytest.LogCaptureFixture,
) -> None:
    line = Seldom("The database", logging.getLogger("tried"))
    said = [second for second in range(3600) if line.failed("away", now=float(second))]
    assert said == [0, 60, 180, 420, 900, 1860]
    line.worked()
    line.worked()
    assert [record.message for record in caplog.records][
        -1
    ] == "The database: works again"
    assert len(caplog.records) == len(said) + 1


def test_clock_loads_no_django() -> None:
    asked = (
        "import sys, config.queue.clock; print('django.conf' in sys.modules, "
        "'django.db' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["False", "False"], done.stdout + done.stderr
