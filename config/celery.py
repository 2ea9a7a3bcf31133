"""The queue. Celery only wakes work up: what is to be done is a row in the database,
found by a sweep if need be.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

from celery import Celery, signals
from kombu.transport import TRANSPORT_ALIASES

from config.environment import read_environment
from config.queue.beat import BEAT
from config.queue.plan import celery_settings

BASE_DIR = Path(__file__).resolve().parents[1]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
TRANSPORT_ALIASES["folder"] = "config.queue.folder_broker:Transport"

app = Celery("awards", task_cls="config.queue.sweep:Sweep")
app.conf.update(
    celery_settings(
        read_environment(BASE_DIR).redis_url, BASE_DIR / "var" / "broker", BEAT
    )
)
app.set_default()
app.autodiscover_tasks(
    [
        "awards.accounts",
        "awards.certificates",
        "awards.dsure.roof",
        "config",
        "judging.roof",
        "nominations.roof",
    ]
)


@signals.setup_logging.connect
def _only_the_level(loglevel: int = logging.WARNING, **kwargs: object) -> None:
    """Connected, so that Celery sets up no logging of its own: lines go as Django
    writes them, from this level on.
    """
    logging.getLogger().setLevel(loglevel)
