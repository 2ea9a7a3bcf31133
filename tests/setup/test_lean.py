"""What a process holds when nothing happens: no library that it does not use, nothing
twice that can be shared, and no more than it began with once a large job is done.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.celery import app
from config.queue.beat import BEAT
from config.queue.looking import look
from config.queue.sweep import GROWN, LARGE, MB, QUIET, Held

BASE_DIR = Path(__file__).resolve().parents[2]
# Libraries of single jobs: tens of megabytes and a second of each start together.
# ``cryptography`` is none: passkeys are checked with it.
HEAVY = {
    "PIL",
    "babel",
    "boto3",
    "fontTools",
    "openpyxl",
    "ortools",
    "pikepdf",
    "pyhanko",
    "pypdfium2",
    "redis",
    "segno",
    "thaibreak",
    "typst",
}
OF_REDIS = {"redis"}  # of a worker whose queue stands there
SHELL = {"prompt_toolkit", "pygments", "click_repl"}  # of Celery's command line
WEB = """
import json, sys
import config.wsgi
from django.urls import reverse
print(json.dumps([sorted(sys.modules), [reverse("home")]]))
"""
WORKER = """
import json, sys
from config.queue import workers
workers.load()
shared = set(sys.modules)
workers.worker_of("mail")
print(json.dumps([sorted(shared), sorted(set(sys.modules) - shared)]))
"""


def fresh(program: str) -> list[list[str]]:
    """What a program says that runs in an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    said: list[list[str]] = json.loads(done.stdout)
    return said


def packages(modules: list[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


@pytest.mark.slow
def test_workers_share_all_their_code_and_load_no_shell() -> None:
    shared, own = fresh(WORKER)
    assert own == []
    needed = OF_REDIS if app.conf.broker_url.startswith("redis") else set()
    assert packages(shared) & (HEAVY | SHELL) == needed


@pytest.mark.slow
def test_web_process_stands_ready_with_all_pages_and_no_library_of_single_jobs() -> (
    None
):
    loaded, _pages = fresh(WEB)
    assert {"awards.urls", "nominations.urls", "judging.urls"} <= set(loaded)
    assert packages(loaded) & (HEAVY | SHELL) == set()


@pytest.mark.django_db
def test_idle_site_asks_the_database_at_most_four_times_a_second() -> None:
    """Each task that the clock asks for, run once while there is nothing to do."""
    app.loader.import_default_modules()
    a_second = 0.0
    for task, seconds in BEAT.items():
        with CaptureQueriesContext(connection) as asked:
            app.tasks[task].run()
        a_second += len(asked) / seconds
    assert a_second <= 4


@pytest.mark.django_db
def test_one_look_at_all_kinds_of_work_is_one_statement() -> None:
    with CaptureQueriesContext(connection) as asked:
        look()
    assert len(asked) == 1


def test_worker_that_a_job_left_large_begins_afresh_once_it_is_quiet() -> None:
    held, large = Held(), 100 * MB + GROWN + MB
    held.begins(100 * MB)
    assert not held.is_too_much(large, now=100)
    held.begins(large)  # its first task was the large one
    assert not held.is_too_much(large, now=100 + QUIET)
    assert held.is_too_much(large, now=101 + QUIET)


def test_worker_that_still_grows_goes_on() -> None:
    held = Held()
    held.begins(100 * MB)
    for second in range(0, 10 * int(QUIET), 10):
        assert not held.is_too_much((100 + second // 5) * MB, now=second)


def test_worker_that_holds_very_much_waits_for_no_quiet() -> None:
    held = Held()
    held.begins(100 * MB)
    assert held.is_too_much(LARGE + 1, now=1)


def test_worker_that_grew_little_stays() -> None:
    held = Held()
    held.begins(100 * MB)
    assert not held.is_too_much(100 * MB + GROWN, now=1)
    assert not held.is_too_much(100 * MB + GROWN, now=10 * QUIET)
