from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from config.bench.memory import peak_of
from config.bench.rows import ENGINE, JOBS, PAGES

pytestmark = pytest.mark.once  # starts servers on a database of its own


def test_rows_have_names_of_their_own() -> None:
    names = [row.name for row in (*PAGES, *ENGINE, *JOBS)]
    assert len(set(names)) == len(names)


def test_memory_is_that_of_the_process_alone() -> None:
    """Whoever starts it may be larger."""
    command = [
        sys.executable,
        "-c",
        "import os; from config.bench.memory import peak_of; print(peak_of([os.getpid()]))",
    ]
    large = bytearray(200 * 2**20)
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, check=True
    )
    assert 1 < float(done.stdout) < 100
    assert peak_of([os.getpid()]) > len(large) / 2**20


@pytest.mark.slow
def test_bench_measures_on_a_database_of_its_own() -> None:
    """In a process of its own: it switches databases and starts a server."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("PYTEST")
    } | {"DEMO": "1"}
    command = [
        sys.executable,
        "manage.py",
        "bench",
        "--scale",
        "0.01",
        "--only",
        "first",
        "--json",
    ]
    done = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    [bare, page] = json.loads(done.stdout)["rows"]
    assert bare["queries"] == 2
    assert page["name"] == "first page"
    assert page["p50"] <= page["p95"]
