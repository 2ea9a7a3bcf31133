"""Telling the worker that there are files. If the queue is away, the periodic sweep finds them all the same."""

from __future__ import annotations

import logging

from django.db.utils import OperationalError

log = logging.getLogger(__name__)


def wake_preparing() -> None:
    from nominations.tasks import prepare_files_task

    try:
        prepare_files_task.delay()
    except (OSError, OperationalError) as error:
        log.warning("The queue did not take the wake-up (%s); the sweep will look at the files.", error)
