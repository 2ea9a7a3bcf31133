"""A web server of this checkout's own for a moment: for pictures of pages and for
measuring them.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
READY = 60.0  # seconds


@dataclass(frozen=True)
class Served:
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(
    application: str = "config.wsgi",
    *,
    workers: int = 1,
    threads: int = 4,
    **environment: str,
) -> Iterator[Served]:
    """gunicorn on a free port of loopback; stopped, by its own id, when the block ends."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        application,
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(workers),
    ]
    command += [
        "--worker-class",
        "gthread",
        "--threads",
        str(threads),
        "--log-level",
        "error",
        "--no-control-socket",
    ]
    command += ["--keep-alive", "75"]
    settings = {
        **os.environ,
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        **environment,
    }
    process = subprocess.Popen(
        command, cwd=BASE_DIR, env=settings, stdin=subprocess.DEVNULL
    )
    try:
        wait_for(port, process)
        yield Served(port, process)
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY
    while time.monotonic() < end and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError("the web server did not start")
