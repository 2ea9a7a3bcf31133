"""What the soak starts, kills and stops: each by its own id, each on loopback or in a
folder of the soak's own.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from config import embedded
from config.build.serving import free_port
from config.embedded.binaries import MAJOR, package_folder
from config.embedded.place import Place, place_of

BASE_DIR = Path(__file__).resolve().parents[2]
QUEUES = ("celery", "urgent", "mail", "work")
CLOCKS = (-3600.0, 7200.0)  # seconds by which the machines of the two families err
# of which one process takes each, as on two machines
START = 30.0  # seconds


def program(folder: str) -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", f"tests.soak.{folder}"]


@dataclass
class Database:
    """A PostgreSQL of the soak's own."""

    folder: Path
    place: Place = field(init=False)

    def __post_init__(self) -> None:
        self.folder.chmod(0o755)  # the server runs as somebody else where we are root
        self.place = place_of(self.folder, self.folder)

    def start(self) -> str:
        return embedded.ensure(self.place)

    def crash(self) -> None:
        """As if the machine had lost power, and up again."""
        first_line = (self.place.data / "postmaster.pid").read_text().split("\n")[0]
        os.kill(int(first_line), signal.SIGQUIT)
        end = time.monotonic() + START
        while embedded.locks.is_held(self.place.alive) and time.monotonic() < end:
            time.sleep(0.02)
        self.start()

    def load_schema(self, of: str) -> None:
        """The tables of another database, which is quicker than all migrations."""
        folder = package_folder() / f"pginstall{MAJOR}" / "bin"
        dump = [folder / "pg_dump", "--schema-only", "--no-owner", "--no-acl", of]
        with subprocess.Popen(dump, stdout=subprocess.PIPE) as given:
            load = [folder / "psql", "-qX", "-v", "ON_ERROR_STOP=1", self.place.url]
            subprocess.run(load, stdin=given.stdout, check=True, stdout=sys.stderr)
        if given.returncode:
            raise RuntimeError("pg_dump failed")

    def stop(self) -> None:
        embedded.release(self.place, wait=10)


@dataclass
class Queue:
    """A Redis of the soak's own; it keeps nothing on the disk."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        found = shutil.which("redis-server")
        assert found, "no Redis here"
        options = f"--port {self.port} --bind 127.0.0.1 --appendonly no".split()
        quiet = subprocess.DEVNULL
        command = [found, *options, "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
        end = time.monotonic() + START
        while not self.answers():
            if time.monotonic() > end:
                raise RuntimeError("Redis did not start")
            time.sleep(0.05)

    def answers(self) -> bool:
        import redis

        try:
            with redis.Redis(port=self.port, socket_timeout=1) as line:
                return bool(line.ping())
        except redis.RedisError:
            return False

    def flush(self) -> None:
        import redis

        with redis.Redis(port=self.port, socket_timeout=5) as line:
            line.flushall()

    def restart(self) -> None:
        self.stop()
        self.start()

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@dataclass
class Workers:
    """Two families with clocks of their own, started again as systemd would."""

    environment: dict[str, str]
    log: Path
    dice: random.Random
    families: dict[float, subprocess.Popen[bytes]] = field(default_factory=dict)
    clock: subprocess.Popen[bytes] | None = None
    kills: int = 0

    def start(self) -> None:
        for seconds in CLOCKS:
            self.families[seconds] = self.run(
                [*program("worker"), str(seconds), *QUEUES]
            )
        self.clock = self.run(
            [sys.executable, "-W", "ignore", "-m", "config.queue.clock"]
        )

    def run(self, command: list[str]) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=BASE_DIR,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def kill_one(self) -> None:
        """A worker that is at something, or the head of a family, which takes its
        workers along.
        """
        seconds = self.dice.choice(CLOCKS)
        head = self.families[seconds]
        children = children_of(head.pid)
        self.kills += 1
        if children and self.dice.random() < 0.5:
            os.kill(self.dice.choice(children), signal.SIGKILL)
            return
        for pid in (*children, head.pid):
            kill(pid)
        head.wait()
        self.families[seconds] = self.run([*program("worker"), str(seconds), *QUEUES])

    def stop(self) -> None:
        """Each finishes what it has in hand."""
        processes = [*self.families.values(), *([self.clock] if self.clock else [])]
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                for pid in (*children_of(process.pid), process.pid):
                    kill(pid)
                process.wait()
        self.families.clear()
        self.clock = None


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in listed.read_text().split()] if listed.exists() else []


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
