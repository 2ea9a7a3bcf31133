"""Lock files. The kernel lets go of a lock when its holder dies, however it dies, so
nobody has to tidy up.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def _open(path: Path) -> IO[bytes]:
    return open(path, "ab")  # made if missing, never truncated, closed on exec


def take(path: Path, *, shared: bool = False) -> IO[bytes]:
    """Wait for the lock; it is held until the returned file is closed in this process
    and in those forked from it.
    """
    handle = _open(path)
    fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    return handle


def try_take(path: Path, *, patience: float = 0.0) -> IO[bytes] | None:
    """The exclusive lock, or None when somebody still holds it after `patience` seconds."""
    handle = _open(path)
    end = time.monotonic() + patience
    while not _lock_now(handle, fcntl.LOCK_EX):
        if time.monotonic() >= end:
            handle.close()
            return None
        time.sleep(0.005)
    return handle


def is_held(path: Path) -> bool:
    """Whether somebody holds it exclusively. Two who ask at the same time do not
    disturb each other.
    """
    with _open(path) as handle:
        return not _lock_now(handle, fcntl.LOCK_SH)


@contextmanager
def holding(path: Path) -> Iterator[None]:
    with take(path):
        yield


def _lock_now(handle: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
