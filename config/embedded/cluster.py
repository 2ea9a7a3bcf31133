"""Making the cluster, and starting and answering checks. Who counts its users is watcher.py."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.embedded import locks
from config.embedded.binaries import MAJOR, bin_folder
from config.embedded.place import (
    APPLICATION,
    CHECKOUT,
    DATABASE,
    PORT,
    ROLE,
    EmbeddedError,
    Place,
)

if TYPE_CHECKING:
    import psycopg

PATIENCE = 60.0  # seconds; a crashed server replays its log first
LAUNCHES = 5


def bring_up(place: Place) -> None:
    """With the starting lock held: when it returns, the server answers, is watched and
    has our database.
    """
    if not (place.data / "PG_VERSION").exists():
        _make_cluster(place)
    _check_version(place)
    with _answering(place) as connection:
        _ensure_database(connection)


def make_folders(place: Place) -> None:
    try:
        _make_folder(place.base, os.geteuid(), 0o755 if place.apart else 0o700)
        _make_folder(place.socket, place.account.pw_uid, 0o700)
    except OSError as problem:
        raise EmbeddedError(
            f"cannot prepare {problem.filename}: {problem.strerror}; set DATABASE_URL"
        ) from problem


def _make_folder(folder: Path, owner: int, mode: int) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        _check_folder(folder, owner)
    else:
        os.chown(folder, owner, -1)
        folder.chmod(mode)


def _check_folder(folder: Path, owner: int) -> None:
    """Somebody else may have put a folder or a link of this name into the shared
    temporary folder.
    """
    found = folder.lstat()
    if (
        not stat.S_ISDIR(found.st_mode)
        or found.st_uid != owner
        or found.st_mode & 0o022
    ):
        raise EmbeddedError(
            f"{folder} is not a folder of ours alone; remove it or set DATABASE_URL"
        )


def _make_cluster(place: Place) -> None:
    """Aside, then renamed: a start that was cut off leaves no half-made cluster behind."""
    fresh = place.base / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    os.chown(fresh, place.account.pw_uid, -1)
    options = [
        "-U",
        "postgres",
        "--locale=C",
        "--encoding=UTF8",
        "--auth=peer",
        "--no-instructions",
    ]
    done = subprocess.run(
        [bin_folder(place) / "initdb", "-D", fresh, *options],
        capture_output=True,
        text=True,
        **place.as_server(),
    )
    if done.returncode:
        raise EmbeddedError(f"initdb failed: {_last_line(done.stderr)}")
    fresh.rename(place.data)


def _check_version(place: Place) -> None:
    found = (place.data / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        raise EmbeddedError(
            f"{place.data} is of PostgreSQL {found}, the programs are of {MAJOR}: dump, move, load"
        )


def _answering(place: Place) -> psycopg.Connection[Any]:
    """A connection as the cluster's superuser; (re)starts server and watcher as often
    as that takes.
    """
    launches, end = 0, time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if not (locks.is_held(place.watched) and locks.is_held(place.alive)):
            if launches == LAUNCHES:
                break
            _launch(place)
            launches += 1
        if connection := _try_connect(place):
            return connection
        time.sleep(0.01)
    raise EmbeddedError(
        f"PostgreSQL did not start: {_last_line(_tail(place.log))} (more in {place.log})"
    )


def _launch(place: Place) -> None:
    """Returns when the watcher holds its lock and the server has been started."""
    arguments = [str(path) for path in (place.checkout, place.state, bin_folder(place))]
    command = [sys.executable, "-S", "-m", "config.embedded.watcher", *arguments]
    done = subprocess.run(
        command,
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
    )
    if done.returncode:
        raise EmbeddedError(f"PostgreSQL did not start: {_last_line(done.stderr)}")


def _try_connect(place: Place) -> psycopg.Connection[Any] | None:
    import psycopg  # here, because the watcher runs without the installed packages

    try:
        return psycopg.connect(
            host=str(place.socket),
            port=PORT,
            user="postgres",
            dbname="postgres",
            autocommit=True,
            connect_timeout=5,
        )
    except psycopg.OperationalError:
        return None


def _ensure_database(connection: psycopg.Connection[Any]) -> None:
    """Neither role is a superuser. The owner may make databases because the tests do,
    and become the application because they run as that.
    """
    if not _has_role(connection, ROLE):
        connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
    if not _has_role(connection, APPLICATION):
        connection.execute(f"CREATE ROLE {APPLICATION} LOGIN")
        connection.execute(f"GRANT {APPLICATION} TO {ROLE}")
    if not connection.execute(
        "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
    ).fetchone():
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")


def _has_role(connection: psycopg.Connection[Any], name: str) -> bool:
    asked = "SELECT 1 FROM pg_roles WHERE rolname = %s"
    return connection.execute(asked, [name]).fetchone() is not None


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-4000:] if log.exists() else ""


def _last_line(text: str) -> str:
    return next(
        (line.strip() for line in reversed(text.splitlines()) if line.strip()),
        "no message",
    )
