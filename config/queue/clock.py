"""The clock: asks for each task at its pace, but for none whose queue holds enough
already.

A process of its own on one machine (``python -m config.queue.clock``) that imports no
Django: it needs a tenth of the memory, and it has nothing to say but names.
"""

from __future__ import annotations

import logging
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from celery import Celery, beat
from kombu import Producer
from kombu.transport import TRANSPORT_ALIASES

from awards.outbox.seldom import FIRST_GAP, Seldom
from awards.outbox.waking import ENOUGH, waiting
from config.environment import read_environment
from config.queue.beat import BEAT
from config.queue.plan import celery_settings

BASE_DIR = Path(__file__).resolve().parents[2]
log = logging.getLogger(__name__)


class Scheduler(beat.Scheduler):
    """In memory: nothing here is so rare that a restart would miss it. A queue that is
    away is said seldom.
    """

    away = Seldom("The clock cannot reach the queue", log)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full: dict[str, Seldom] = {}  # by task, those that are not asked for

    def apply_entry(
        self, entry: beat.ScheduleEntry, producer: Producer | None = None
    ) -> None:
        task = str(entry.task)
        try:
            if waiting(task) >= ENOUGH:
                self.skip(task)
                return
            self.apply_async(entry, producer=producer, advance=False)
        except Exception as error:  # each transport raises its own kinds
            self.away.failed(f"{type(error).__name__}: {error}")
        else:
            self.away.worked()
            self.full.pop(task, None)

    def skip(self, task: str) -> None:
        """A busy minute is nothing to speak of."""
        if task not in self.full:
            line = Seldom(
                f"{task} is not asked for: its queue is full. Is the worker running",
                log,
            )
            self.full[task] = line
            line.away, line.speak_at = True, time.monotonic() + FIRST_GAP
        self.full[task].failed("no free place")


def clock_app() -> Celery:
    app = Celery("clock", fixups=[])
    TRANSPORT_ALIASES["folder"] = "config.queue.folder_broker:Transport"
    app.conf.update(
        celery_settings(
            read_environment(BASE_DIR).redis_url, BASE_DIR / "var" / "broker", BEAT
        )
    )
    app.set_current()
    return app


def main() -> int:
    log_line = "[%(asctime)s +0000] %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(
        level=logging.WARNING, format=log_line, datefmt="%Y-%m-%d %H:%M:%S"
    )
    logging.Formatter.converter = time.gmtime
    service = beat.Service(clock_app(), max_interval=1, scheduler_cls=Scheduler)

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    try:
        service.start()
    except SystemExit:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
