"""The workers of this machine in one family: ``python -m config.queue.workers [queue
…]``, a process for each name.

A queue that is named twice has two; names joined by a comma share one. The code is loaded
once and shared by forking. One that ends is started again after a pause that grows;
SIGTERM lets each finish what it has in hand.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import time
import traceback
from dataclasses import dataclass
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING

from config.queue.plan import AFRESH, MAIL, NOW, QUEUES, URGENT, WORK

if TYPE_CHECKING:
    from celery.apps.worker import Worker

USUAL = [NOW, URGENT, MAIL, WORK, WORK]
FIRST_PAUSE, LONGEST_PAUSE, STEADY = 1.0, 60.0, 120.0  # seconds
# What a worker or the clock would load for itself once it runs, each its own copy.
ONCE_RUNNING = (
    "billiard.connection",
    "billiard.dummy",
    "billiard.pool",
    "celery.app.amqp",
    "celery.app.control",
    "celery.app.events",
    "celery.app.log",
    "celery.apps.worker",
    "celery.backends.base",
    "celery.beat",
    "celery.concurrency.solo",
    "celery.events.dispatcher",
    "celery.events.receiver",
    "celery.worker.autoscale",
    "celery.worker.components",
    "celery.worker.consumer.delayed_delivery",
    "celery.worker.strategy",
    "config.queue.sweep",
    "kombu.mixins",
)
CLOCK = "clock"  # a queue's name that stands for the clock, where one family does everything


class Stop(Exception):
    """Somebody asked us to stop."""


def main(names: list[str]) -> int:
    names = names or USUAL
    if wrong := set(",".join(names).split(",")) - {*QUEUES, CLOCK}:
        print(
            f"no such queue: {', '.join(sorted(wrong))}; known are {', '.join(QUEUES)} and {CLOCK}",
            file=sys.stderr,
        )
        return 2
    load()
    from config.rights.checking import refuse_too_many_rights

    refuse_too_many_rights()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    family = Family()
    try:
        for name in names:
            family.start(name)
        family.tend()
    except Stop:
        family.stop()
    return 0


def load() -> None:
    """Everything that the workers share, and no connection to anything."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # Django's checks load every view, and tell a worker nothing: they are made before.
    os.environ.setdefault("CELERY_SKIP_CHECKS", "1")
    import django

    django.setup()
    from celery import current_app as app  # Django's start made it current

    for name in ONCE_RUNNING:
        import_module(name)
    app.loader.import_default_modules()
    app.finalize()
    app.connection_for_read().get_transport_cls()  # the library of the queue's server
    gc.collect()
    gc.freeze()  # what stands now is never looked at again, and so stays shared


@dataclass(frozen=True)
class Member:
    name: str
    started: float


class Family:
    def __init__(self) -> None:
        self.members: dict[int, Member] = {}  # by process id
        self.pause: dict[str, float] = {}  # by name

    def start(self, name: str) -> None:
        parent = os.getpid()
        if child := os.fork():
            self.members[child] = Member(name, time.monotonic())
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        code = 1
        try:
            _end_with(parent)
            run(name)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        except Exception:
            traceback.print_exc()
        finally:  # never back into what the head of the family does
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def tend(self) -> None:
        """Until somebody asks to stop."""
        while True:
            child, status = os.wait()
            member = self.members.pop(child)
            if os.waitstatus_to_exitcode(status) != AFRESH:
                self.rest(member)
            self.start(member.name)

    def rest(self, member: Member) -> None:
        steady = time.monotonic() - member.started > STEADY
        pause = FIRST_PAUSE if steady else self.pause.get(member.name, FIRST_PAUSE)
        self.pause[member.name] = min(pause * 2, LONGEST_PAUSE)
        print(
            f"worker {member.name} ended; again in {pause:.0f} s",
            file=sys.stderr,
            flush=True,
        )
        time.sleep(pause)

    def stop(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        for child in self.members:
            # not waited for yet, so the id is still ours
            os.kill(child, signal.SIGTERM)
        while self.members:
            child, _status = os.wait()
            self.members.pop(child, None)


def run(name: str) -> None:
    """Until it is asked to stop."""
    if name == CLOCK:
        from config.queue import clock

        clock.main()
        return
    worker = worker_of(name)
    worker.start()
    raise SystemExit(worker.exitcode)


def worker_of(name: str) -> Worker:
    """Not by way of Celery's command line, which loads a shell with colours: 20 MB in
    each worker.
    """
    from celery import current_app as app
    from celery.apps.worker import Worker

    return Worker(
        app=app,
        hostname=f"{name.replace(',', '-')}{os.getpid()}@{socket.gethostname()}",
        queues=name,
        pool_cls="solo",
        loglevel="WARNING",
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )


def _end_with(parent: int) -> None:
    """Where the kernel offers it: a family whose head is killed leaves nobody behind."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1: PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stop


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
