"""A small process beside the server: starts it, and stops it when the last process that
uses it has ended.

Users hold a shared lock on one file. Trying for the exclusive lock therefore tells
whether any is left, and a user that was killed counts no longer. The watcher itself may
be killed too: the next start makes a new one, which adopts the running server.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from config.embedded import locks
from config.embedded.place import APPLICATION, PORT, ROLE, Place, place_of

INTERVAL = 0.2  # seconds between two looks
SHUTDOWN = 60.0  # seconds for an orderly stop before a hard one

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "max_wal_size": "512MB",
}


def main(checkout: str, state: str, programs: str) -> None:
    """Ends when the server is started; the child goes on as nobody's child, and as the
    server's parent.
    """
    place = place_of(Path(checkout), Path(state))
    started, report = os.pipe()
    if os.fork():
        os.close(report)
        sys.exit(not os.read(started, 1))
    with locks.take(place.watched):
        server = _start_unless_running(place, Path(programs))
        os.write(report, b"1")
        _detach(place)
        _watch(place)
        if server:
            server.wait()


def _start_unless_running(
    place: Place, programs: Path
) -> subprocess.Popen[bytes] | None:
    # A second of patience: somebody may just be looking at the lock.
    if alive := locks.try_take(place.alive, patience=1.0):
        with alive:
            return _start_server(place, programs, alive)
    return None


def _start_server(
    place: Place, programs: Path, alive: IO[bytes]
) -> subprocess.Popen[bytes]:
    _clear_leftovers(place)
    _write_access(place)
    files = {
        "hba_file": place.base / "hba.conf",
        "ident_file": place.base / "ident.conf",
    }
    settings = {**SETTINGS, **files, "unix_socket_directories": place.socket}
    options = [
        part for name, value in settings.items() for part in ("-c", f"{name}={value}")
    ]
    with open(place.log, "ab") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", place.data, *options],
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C in the terminal is not for the server
            pass_fds=[alive.fileno()],
            **place.as_server(),
        )


def _clear_leftovers(place: Place) -> None:
    """We hold the lock every server of ours holds, so a process-id file is a crash's,
    whoever has that id now.
    """
    pid = _server_id(place)
    if pid and _runs_on(pid, place.data):
        sys.exit(
            f"process {pid}, not started by this program, runs on {place.data}: stop it first"
        )
    socket = place.socket / f".s.PGSQL.{PORT}"
    for leftover in (
        place.data / "postmaster.pid",
        socket,
        socket.with_name(socket.name + ".lock"),
    ):
        leftover.unlink(missing_ok=True)
    if place.log.exists() and place.log.stat().st_size > 5_000_000:
        place.log.unlink()


def _write_access(place: Place) -> None:
    """Over the socket only, and only whom the kernel names: us and the account the
    server runs as.
    """
    names = sorted({_my_name(), place.account.pw_name})
    pairs = [
        f'us "{name}" "{role}"\n'
        for name in names
        for role in (ROLE, APPLICATION, "postgres")
    ]
    for file, text in (
        ("hba.conf", "local all all peer map=us\n"),
        ("ident.conf", "".join(pairs)),
    ):
        (place.base / file).write_text(text)
        (place.base / file).chmod(0o644)


def _my_name() -> str:
    import pwd

    return pwd.getpwuid(os.geteuid()).pw_name


def _detach(place: Place) -> None:
    """Out of the caller's folder, and off its streams: whoever reads them would wait for us."""
    os.chdir(place.base)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _watch(place: Place) -> None:
    while locks.is_held(place.alive):
        # Both without waiting: somebody who is just starting holds the first and will
        # want the second.
        if starting := locks.try_take(place.starting):
            with starting:
                if users := locks.try_take(place.users):
                    with users:
                        return _stop_server(place)
        time.sleep(INTERVAL)


def _stop_server(place: Place) -> None:
    # an orderly stop that ends sessions; then a hard one
    for how in (
        signal.SIGINT,
        signal.SIGQUIT,
    ):
        if pid := _server_id(place):
            _signal(pid, how)
        end = time.monotonic() + SHUTDOWN
        while locks.is_held(place.alive) and time.monotonic() < end:
            time.sleep(0.01)


def _signal(pid: int, how: signal.Signals) -> None:
    try:
        os.kill(pid, how)
    except ProcessLookupError:
        return


def _server_id(place: Place) -> int | None:
    try:
        return int((place.data / "postmaster.pid").read_text().split("\n")[0])
    except (FileNotFoundError, ValueError):
        return None


def _runs_on(pid: int, data: Path) -> bool:
    """Where there is no /proc, PostgreSQL's own check by process id has to do."""
    try:
        return os.fsencode(data) in Path(f"/proc/{pid}/cmdline").read_bytes().split(
            b"\0"
        )
    except OSError:
        return False


if __name__ == "__main__":
    main(*sys.argv[1:])
