"""Telling a worker that there is work, at a transaction's end. Work is a row: a wake-up
may be lost without harm.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from celery import current_app

from awards.outbox.seldom import Seldom

# The sweep of the outbox, as the queue calls it: done by whoever knows what mails carry.
DELIVER = "deliver-messages"
# The same for mails that somebody waits for, beside a sweep that is slow.
DELIVER_URGENT = "deliver-urgent-messages"
# The same for messages that go by LINE.
DELIVER_LINE = "deliver-line-messages"
ENOUGH = 20  # wake-ups of one queue that nobody has taken yet: one more would tell nothing new
REST = 10.0  # seconds for which a queue that is away is not asked again: no page waits for it twice

queue_line = Seldom(
    "The queue takes no wake-ups; the sweeps find the work", logging.getLogger(__name__)
)
_rest_until = 0.0


def wake(task: str) -> None:
    """By the task's full name. If the queue is away, the sweep finds the work within
    seconds all the same.
    """
    global _rest_until
    if time.monotonic() < _rest_until:
        return
    try:
        if waiting(task) < ENOUGH:
            current_app.send_task(task)
    except Exception as error:  # each transport raises its own kinds
        _rest_until = time.monotonic() + REST
        queue_line.failed(f"{type(error).__name__}: {error}")
    else:
        queue_line.worked()


def waiting(task: str) -> int:
    """How many messages wait in the queue that this task goes to."""
    queue = current_app.amqp.router.route({}, task)["queue"]
    connection: Any
    with current_app.pool.acquire(block=True) as connection:
        connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        return int(queue(connection.default_channel).queue_declare().message_count)
