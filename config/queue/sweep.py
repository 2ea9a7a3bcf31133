from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from celery import Task
from celery.worker import state
from django.db import InterfaceError, OperationalError, connections

from awards.outbox.seldom import Seldom
from config.queue.plan import AFRESH

LARGE = (
    256 * 1024 * 1024
)  # bytes: what a large job took is given back by beginning afresh
database_line = Seldom(
    "The database does not answer; the sweeps try again", logging.getLogger(__name__)
)


class Sweep(Task):  # type: ignore[type-arg]
    """A task that comes again by itself: while the database is away it says so seldom,
    and not a page each second.
    """

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
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
            if memory() > LARGE:
                state.should_stop = AFRESH  # type: ignore[assignment]  # once this task is through


def memory() -> int:
    """Bytes that this process holds; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
