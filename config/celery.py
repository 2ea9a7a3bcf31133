"""The queue. Celery only wakes work up: what is to be done is a row in the database, found by a sweep if need be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from celery import Celery, signals
from kombu.transport import TRANSPORT_ALIASES

from config.broker import transport_options
from config.environment import read_environment

BASE_DIR = Path(__file__).resolve().parents[1]

# Task name → seconds between two runs. A task is a leaf in its app's tasks.py that calls one service.
BEAT: dict[str, float] = {
    "awards.outbox.tasks.deliver_messages_task": 1,
    "awards.tasks.make_due_certificates_task": 2,
    "awards.tasks.pass_certificates_on_task": 2,
    "awards.dsure.tasks.publish_due_announcements_task": 1,
    "nominations.tasks.prepare_files_task": 10,
    "nominations.tasks.sweep_uploads_task": 3600,
    "awards.dsure.tasks.remind_of_expiry_task": 3600,
    "judging.tasks.publish_due_task": 1,
    "judging.tasks.remind_judges_task": 600,
    "nominations.tasks.make_due_exports_task": 2,
    "nominations.tasks.send_reminders_task": 60,
    "nominations.tasks.remind_of_corrections_task": 60,
    "nominations.tasks.let_submissions_stand_task": 20,
    "judging.tasks.compute_results_task": 1,
    "judging.tasks.make_bundles_task": 5,
    "judging.tasks.sweep_links_task": 3600,
    "awards.accounts.tasks.sweep_sessions_task": 3600,
}

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
TRANSPORT_ALIASES["folder"] = "config.broker:Transport"


def broker(redis_url: str | None, folder: Path) -> dict[str, Any]:
    if redis_url:
        # A page that wakes the worker up does not wait long for a queue that is away: the sweep finds the work.
        timeouts = {"socket_connect_timeout": 2, "socket_timeout": 5}
        return {"broker_url": redis_url, "broker_transport_options": timeouts}
    return {"broker_url": "folder://localhost", "broker_transport_options": transport_options(folder)}


def schedule(beat: dict[str, float]) -> dict[str, Any]:
    # A run that comes late is worth nothing: the next is on its way. So a stopped worker finds no heap of them.
    return {
        name: {"task": name, "schedule": seconds, "options": {"expires": max(5.0, seconds)}}
        for name, seconds in beat.items()
    }


app = Celery("awards")
app.conf.update(
    **broker(read_environment(BASE_DIR).redis_url, BASE_DIR / "var" / "broker"),
    beat_schedule=schedule(BEAT),
    beat_scheduler="celery.beat:Scheduler",  # in memory: nothing here is so rare that a restart would miss it
    broker_connection_retry_on_startup=True,
    task_ignore_result=True,
    task_publish_retry_policy={"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2},
    task_serializer="json",
    accept_content=["json"],
    timezone="Asia/Bangkok",
    worker_concurrency=2,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    worker_enable_remote_control=False,
    worker_send_task_events=False,
)
app.set_default()
app.autodiscover_tasks()


@signals.setup_logging.connect
def _leave_logging_to_django(**kwargs: Any) -> None:
    """Connected, so that Celery sets up none of its own."""
