"""Which task goes to which queue, and how often the clock asks for it. Plain data: the
clock knows no Django.

Four queues, so that none waits for another: ``celery`` for what must happen at its
moment, ``urgent`` for mails that somebody waits for, ``mail`` for all mails at the mail
server's pace, ``work`` for what takes its time.
"""

from __future__ import annotations

from pathlib import Path

from kombu import Queue

from awards.outbox.waking import DELIVER, DELIVER_LINE, DELIVER_URGENT
from config.queue.folder_broker import transport_options

NOW, URGENT, MAIL, WORK = "celery", "urgent", "mail", "work"
QUEUES = (NOW, URGENT, MAIL, WORK)
ALL_MAIL = f"{URGENT},{MAIL}"  # one worker for both
LOOK = "config.tasks.look_task"

# how a worker ends that has grown large and is to begin anew; 75: EX_TEMPFAIL of
# sysexits.h
AFRESH = 75

# What is not named here takes its time.
QUEUE_OF: dict[str, str] = {
    LOOK: NOW,
    "judging.roof.tasks.publish_due_task": NOW,
    "awards.dsure.roof.tasks.publish_due_announcements_task": NOW,
    DELIVER: MAIL,
    DELIVER_URGENT: URGENT,
    DELIVER_LINE: MAIL,
}


def queue_of(task: str) -> str:
    return QUEUE_OF.get(task, WORK)


def broker(redis_url: str | None, folder: Path) -> dict[str, object]:
    if redis_url:
        # A page that wakes the worker up does not wait long for a queue that is away:
        # the sweep finds the work.
        timeouts = {"socket_connect_timeout": 2, "socket_timeout": 5}
        return {"broker_url": redis_url, "broker_transport_options": timeouts}
    return {
        "broker_url": "folder://localhost",
        "broker_transport_options": transport_options(folder),
    }


def schedule(beat: dict[str, float]) -> dict[str, object]:
    """Without a moment after which a run is worth nothing: two machines' clocks differ,
    and all work would stop unseen.

    A stopped worker finds no heap, since the clock asks for nothing where enough waits already.
    """
    return {name: {"task": name, "schedule": seconds} for name, seconds in beat.items()}


def celery_settings(
    redis_url: str | None, folder: Path, beat: dict[str, float]
) -> dict[str, object]:
    return {
        **broker(redis_url, folder),
        "beat_schedule": schedule(beat),
        "beat_scheduler": "config.queue.clock:Scheduler",
        "broker_connection_retry_on_startup": True,
        "task_default_queue": WORK,
        # a worker told of none takes all
        "task_queues": [Queue(name, routing_key=name) for name in QUEUES],
        "task_routes": {task: {"queue": queue} for task, queue in QUEUE_OF.items()},
        "task_ignore_result": True,
        "task_publish_retry_policy": {
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0.2,
            "interval_max": 0.2,
        },
        "task_serializer": "json",
        "accept_content": ["json"],
        "timezone": "Asia/Bangkok",
        "CELERY_DB_REUSE_MAX": 10**9,  # config.queue.sweep closes what is broken or old
        "worker_concurrency": 1,
        "worker_prefetch_multiplier": 1,
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "worker_enable_remote_control": False,
        "worker_send_task_events": False,
    }
