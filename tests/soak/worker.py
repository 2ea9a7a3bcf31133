"""A family of workers on a machine whose clock is wrong: ``python -m tests.soak.worker
SECONDS QUEUE…``. Everything here that asks the machine for the time is told another.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta

from django.utils import timezone


def shift(seconds: float) -> None:
    of_the_machine, now = time.time, timezone.now

    def wrong_time() -> float:
        return of_the_machine() + seconds

    def wrong_now() -> datetime:
        return now() + timedelta(seconds=seconds)

    time.time, timezone.now = wrong_time, wrong_now


if __name__ == "__main__":
    shift(float(sys.argv[1]))
    from config.queue.workers import main

    sys.exit(main(sys.argv[2:]))
