"""`make demo`: prepares, then runs web server, worker and beat side by side, and stops
them all together.
"""

from __future__ import annotations

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from config import embedded
from config.environment import Environment, read_environment
from config.environment.reading import fail
from config.queue.plan import ALL_MAIL, NOW, WORK
from config.queue.workers import CLOCK

BASE_DIR = Path(__file__).resolve().parents[2]
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 10.0  # seconds between asking a process to stop and killing it
READY = 60.0  # seconds for the web server to answer


class Stop(Exception):
    """Somebody asked us to stop."""


def main() -> int:
    os.environ.setdefault("DEMO", "1")
    _check_folder(BASE_DIR / "var")
    environment = read_environment(BASE_DIR)
    _check_port(environment.port)
    for number in STOP_SIGNALS:
        signal.signal(number, _raise_stop)
    family = Family()
    try:
        return _run(family, environment)
    except Stop:
        _say("\nStopping …")
        return 0
    except embedded.EmbeddedError as problem:
        return _failure(str(problem))
    finally:
        family.stop()
        if environment.database_url is None:
            embedded.release(wait=PATIENCE)


def _run(family: Family, environment: Environment) -> int:
    _say("Preparing")
    if environment.database_url is None:
        embedded.ensure()
    accounts = family.prepare()
    if accounts is None:
        return _failure("preparing failed, see above")
    for name, command in commands(environment.port).items():
        family.start(name, command, environment={"DATABASE_ROLE": "application"})
    if not _answers(family, environment.port):
        return _failure(
            f"{family.ended() or 'the web server'} did not start, see above"
        )
    _say(f"\nSmart City Solutions Awards, the demonstration: {environment.site_url}/\n")
    _say(
        f"{accounts.strip()}\n\nCtrl-C stops it."
        if accounts.strip()
        else "Ctrl-C stops it."
    )
    while (ended := family.ended()) is None:
        time.sleep(0.2)
    return _failure(f"{ended} ended by itself; stopping the others")


def commands(port: int) -> dict[str, list[str]]:
    web = [
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "2",
        "--worker-class",
        "gthread",
        "--threads",
        "4",
        "--preload",
    ]
    calm = ["--log-level", "warning", "--graceful-timeout", "5", "--no-control-socket"]
    queues = (NOW, ALL_MAIL, WORK)
    # Whoever tries the demonstration as root has decided so; on a server the units in
    # deploy/ name a user.
    hush = ["-W", "ignore:You're running the worker with superuser privileges"]
    return {
        "web server": [sys.executable, "-m", "gunicorn", "config.wsgi", *web, *calm],
        "worker": [sys.executable, *hush, "-m", "config.queue.workers", *queues, CLOCK],
    }


class Family:
    """The processes we started; each leads a group of its own, so that Ctrl-C reaches us alone."""

    def __init__(self) -> None:
        self.members: dict[str, subprocess.Popen[str]] = {}

    def start(
        self,
        name: str,
        command: list[str],
        *,
        stdout: int | None = None,
        environment: dict[str, str] | None = None,
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command,
            cwd=BASE_DIR,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            text=True,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
        self.members[name] = process
        return process

    def prepare(self) -> str | None:
        """What the last step says on standard output, or None when a step failed. The
        files of pages are made beside the data: neither needs the other.
        """
        steps = [sys.executable, "-m", "config.build.prepare"]
        files = self.start("files", [*steps, "assets"])
        data = self.start("data", [*steps, "words", "data"], stdout=subprocess.PIPE)
        said, _ = data.communicate()
        failed = bool(files.wait() or data.returncode)
        del self.members["files"], self.members["data"]
        return None if failed else said

    def ended(self) -> str | None:
        return next(
            (
                name
                for name, process in self.members.items()
                if process.poll() is not None
            ),
            None,
        )

    def stop(self) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        end = time.monotonic() + PATIENCE
        for process in self.members.values():
            if process.poll() is None:
                process.terminate()
        for process in self.members.values():
            _wait_or_kill(process, end)


def _wait_or_kill(process: subprocess.Popen[str], end: float) -> None:
    try:
        process.wait(max(0.0, end - time.monotonic()))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # still ours: it is not waited for yet
        process.wait()
    if process.stdout:
        process.stdout.close()


def _end_with_parent() -> None:
    """Where the kernel offers it: a supervisor that is killed leaves nothing running."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1: PR_SET_PDEATHSIG


def _answers(family: Family, port: int) -> bool:
    end = time.monotonic() + READY
    while time.monotonic() < end and family.ended() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status < 600
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    return False


def _check_folder(var: Path) -> None:
    """Everything that is made stands in var/: the database, files, mails, keys."""
    place = next(folder for folder in (var, *var.parents) if folder.exists())
    if not os.access(place, os.W_OK | os.X_OK):
        sys.exit(
            f"make demo: {place} is not writable for "
            f"{os.environ.get('USER') or os.geteuid()}; copy the checkout"
        )


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as problem:
            fail(
                "PORT",
                (
                    f"cannot serve on 127.0.0.1:{port} ({problem.strerror}); try "
                    f"PORT={port % 65535 + 1} make demo"
                ),
            )


def _raise_stop(number: int, frame: FrameType | None) -> None:
    raise Stop


def _say(text: str) -> None:
    print(text, flush=True)


def _failure(text: str) -> int:
    print(f"make demo: {text}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
