"""`make demo`: what it starts it stops, and it says what is wrong."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest

from config.demonstration.__main__ import Family, commands

pytestmark = [pytest.mark.slow, pytest.mark.once]  # starts servers of its own


BASE_DIR = Path(__file__).resolve().parents[2]
SLEEP = "import signal, time; {}print('on', flush=True); time.sleep(60)"


@pytest.fixture
def family(monkeypatch: pytest.MonkeyPatch) -> Iterator[Family]:
    monkeypatch.setattr("config.demonstration.__main__.PATIENCE", 3.0)
    monkeypatch.setattr("config.demonstration.__main__.STOP_SIGNALS", ())
    made = Family()
    yield made
    made.stop()


def start(family: Family, name: str, before: str = "") -> subprocess.Popen[str]:
    process = family.start(
        name, [sys.executable, "-c", SLEEP.format(before)], stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == "on\n"
    return process


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_stop_ends_every_process_even_a_deaf_one(family: Family) -> None:
    deaf = start(family, "deaf", "signal.signal(signal.SIGTERM, signal.SIG_IGN); ")
    polite = start(family, "polite")
    family.stop()
    assert (polite.returncode, deaf.returncode) == (-signal.SIGTERM, -signal.SIGKILL)


def test_process_that_ended_by_itself_is_named(family: Family) -> None:
    start(family, "web server")
    worker = start(family, "worker")
    assert family.ended() is None
    worker.kill()
    worker.wait()
    assert family.ended() == "worker"


def test_web_server_listens_on_this_machine_only() -> None:
    assert "127.0.0.1:8123" in commands(8123)["web server"]
    assert set(commands(8123)) == {"web server", "worker"}


def test_taken_port_is_said_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "config.demonstration"],
            cwd=BASE_DIR,
            env={**os.environ, "PORT": port},
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(
        f"PORT: cannot serve on 127.0.0.1:{port} (Address already in use)"
    )


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_demonstration_serves_and_leaves_nothing_behind(
    number: signal.Signals, checkout: Path
) -> None:
    port = free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "REDIS_URL"}
    }
    demo = subprocess.Popen(
        [sys.executable, "-m", "config.demonstration"],
        cwd=checkout,
        env={**environment, "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert demo.stdout
    said = list(takewhile(lambda line: line != "Ctrl-C stops it.\n", demo.stdout))
    assert any(f"http://127.0.0.1:{port}/" in line for line in said), said
    with urllib.request.urlopen(
        f"http://127.0.0.1:{port}/readyz", timeout=120
    ) as answer:
        assert answer.status == 200
    demo.send_signal(number)
    rest, _ = demo.communicate(timeout=120)
    assert (demo.returncode, "Traceback" in rest) == (0, False), rest
    assert processes_of(checkout) == []


def processes_of(checkout: Path) -> list[str]:
    """Command lines or working folders that name it; time is given to what is just
    ending: the database first writes down what it has, which a busy disk keeps waiting.
    """
    for _ in range(1200):
        if not (found := list(_processes_of(str(checkout)))):
            break
        time.sleep(0.1)
    return found


def _processes_of(checkout: str) -> Iterator[str]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (
                (process / "cmdline")
                .read_bytes()
                .replace(b"\0", b" ")
                .decode(errors="replace")
            )
            folder = os.readlink(process / "cwd")
        except OSError:
            continue
        if checkout in line or folder.startswith(checkout):
            yield line
