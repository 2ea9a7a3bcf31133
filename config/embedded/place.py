"""Where the private PostgreSQL of a checkout lives, and as whom it runs. Computing it
touches nothing.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

CHECKOUT = Path(__file__).resolve().parents[2]
STATE = Path("/var/lib")
DATABASE = ROLE = "awards"
APPLICATION = "awards_app"  # the role of what serves; ROLE owns the tables
PORT = 5432  # only part of the socket's file name: nothing listens on the network


class EmbeddedError(RuntimeError):
    """The private PostgreSQL cannot run here; the message is one line for a person."""


@dataclass(frozen=True)
class Place:
    checkout: Path
    state: Path
    base: Path  # locks, log and data
    socket: (
        Path  # folder; its path stays short because the system allows about 107 bytes
    )
    account: pwd.struct_passwd  # who runs the server

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def log(self) -> Path:
        return self.base / "server.log"

    @property
    def starting(self) -> Path:
        """Lock: one at a time starts or stops the server."""
        return self.base / "starting.lock"

    @property
    def users(self) -> Path:
        """Lock: shared by every process that uses the server."""
        return self.base / "users.lock"

    @property
    def watched(self) -> Path:
        """Lock: held by the watcher."""
        return self.base / "watched.lock"

    @property
    def alive(self) -> Path:
        """Lock: inherited by the server and each of its children, so it is free when
        the last of them is gone.
        """
        return self.base / "alive.lock"

    @property
    def apart(self) -> bool:
        """Whether the server runs as somebody else than we do (it refuses to run as root)."""
        return self.account.pw_uid != os.geteuid()

    @property
    def url(self) -> str:
        return self.url_as(ROLE)

    def url_as(self, role: str) -> str:
        host = quote(str(self.socket), safe="")
        return f"postgresql://{role}@{host}:{PORT}/{DATABASE}"

    def as_server(self) -> dict[str, Any]:
        """Arguments for subprocess that run a program as the server's account, with a
        bare environment.
        """
        who = (
            {
                "user": self.account.pw_uid,
                "group": self.account.pw_gid,
                "extra_groups": [],
            }
            if self.apart
            else {}
        )
        # The working folder is ours: a server that cannot enter the caller's folder
        # would not start.
        return {
            **who,
            "cwd": self.base,
            "env": {"PATH": os.defpath, "LC_ALL": "C"},
            "stdin": subprocess.DEVNULL,
        }


def place_of(checkout: Path = CHECKOUT, state: Path = STATE) -> Place:
    digest = hashlib.sha256(os.fsencode(checkout)).hexdigest()[:10]
    if os.geteuid() == 0:
        name = (
            re.sub(r"[^A-Za-z0-9]+", "-", checkout.name)[:24].strip("-") or "checkout"
        )
        base = state / f"smart-city-awards-{name}-{digest}"
        return Place(checkout, state, base, base / "socket", _unprivileged())
    socket = _temporary() / f"smart-city-awards-{os.geteuid()}-{digest}"
    return Place(checkout, state, checkout / "var" / "pg", socket, _myself())


def _temporary() -> Path:
    """Not TMPDIR where /tmp exists: two processes of one checkout must agree."""
    return Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())


def _myself() -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(os.geteuid())
    except KeyError:
        raise EmbeddedError(
            f"user id {os.geteuid()} has no entry in the password file, which "
            "PostgreSQL needs; set DATABASE_URL"
        ) from None


def _unprivileged() -> pwd.struct_passwd:
    # Not "postgres": a server of ours must not be able to touch the files of the system's own.
    for name in ("nobody", "daemon"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedError("no account 'nobody' to run PostgreSQL as; set DATABASE_URL")
