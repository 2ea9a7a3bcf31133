from __future__ import annotations

import logging
import os
import time
from dataclasses import dataclass
from pathlib import Path

from celery import Task
from celery.worker import state
from django.db import InterfaceError, OperationalError, connections

from awards.outbox.seldom import Seldom
from config.queue.plan import AFRESH

MB = 1024 * 1024
LARGE = 256 * MB  # held by a worker that begins afresh as soon as its task is through
GROWN = 40 * MB  # since it began: a worker that begins afresh when it is quiet
QUIET = 60.0  # seconds in which it grew no more
database_line = Seldom(
    "The database does not answer; the sweeps try again", logging.getLogger(__name__)
)


@dataclass
class Held:
    """The memory of this process. What a job loaded (typesetting, spreadsheets) is given
    back by beginning afresh, which costs little where the worker is one of a family.
    """

    at_first: int | None = (
        None  # bytes, before the first task, which may be a large one
    )
    most: int = 0
    grew_at: float = 0.0  # of a clock that only goes on

    def begins(self, now_held: int) -> None:
        """Before each task; the first one counts."""
        if self.at_first is None:
            self.at_first = now_held

    def is_too_much(self, now_held: int, now: float) -> bool:
        """After a task: whether to begin afresh."""
        if now_held > self.most + MB:
            self.most, self.grew_at = now_held, now
        grown = self.at_first is not None and now_held > self.at_first + GROWN
        return now_held > LARGE or (grown and now > self.grew_at + QUIET)


held = Held()  # of each worker its own, since it is forked before its first task


class Sweep(Task):  # type: ignore[type-arg]
    """A task that comes again by itself: while the database is away it says so seldom,
    and not a page each second.
    """

    abstract = True

    def __call__(self, *args: object, **kwargs: object) -> object:
        held.begins(memory())
        try:
            result = super().__call__(*args, **kwargs)
        except (OperationalError, InterfaceError) as error:
            database_line.failed(
                f"{type(error).__name__}: {str(error).strip().splitlines()[0]}"
            )
            return None
        else:
            database_line.worked()
            return result
        finally:
            # Kept for the next sweep unless it broke or is old: Celery itself would
            # open one for every task.
            for connection in connections.all(initialized_only=True):
                if not connection.in_atomic_block:
                    connection.close_if_unusable_or_obsolete()
            if held.is_too_much(memory(), time.monotonic()):
                state.should_stop = AFRESH  # type: ignore[assignment]  # once this task is through


def memory() -> int:
    """Bytes that this process holds; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
