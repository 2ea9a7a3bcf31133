"""``python -m tests.soak [--mails N] [--kills N] [--seconds S] [--schema-from URL]``
prints what it measured as JSON, and ends with 1 where something does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.soak.services import BASE_DIR, START, Database, Queue, Workers, program

RECONNECT = 1.0  # seconds
END = 1200.0  # seconds after which mails that still wait are a fault


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=180, help="of faults")
    parser.add_argument("--faults", type=float, default=5, help="of a hundred mails")
    parser.add_argument(
        "--late", type=float, default=5, help="seconds for a link or a publication"
    )
    parser.add_argument(
        "--still",
        type=float,
        default=25,
        help="seconds without a mail, longer than a hang, after which minutes pass",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--schema-from", default="", help="instead of migrating")
    return parser.parse_args()


@contextmanager
def mail_server(log: Path, seed: int, faults: float) -> Iterator[str]:
    command = [*program("mail_server"), str(log), str(seed), str(faults)]
    with subprocess.Popen(command, cwd=BASE_DIR, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        try:
            yield f"smtp://127.0.0.1:{int(server.stdout.readline())}?from=soak@example.org"
        finally:
            server.kill()


def main() -> int:
    asked = arguments()
    # What tests save themselves, a power cut would show: commits that are not written.
    os.environ.pop("PGOPTIONS", None)
    folder = Path(tempfile.mkdtemp(prefix="soak-", dir="/tmp"))
    database, queue = Database(folder), Queue(folder)
    taken = folder / "taken.jsonl"
    taken.touch()
    try:
        with mail_server(taken, asked.seed, asked.faults) as server:
            environment = {
                "DATABASE_URL": database.start(),
                "REDIS_URL": queue.url,
                "EMAIL_URL": server,
                "SECRET_KEY": "soak " * 10,
                "DEMO": "0",
            }
            os.environ.update(environment)
            queue.start()
            say("tables")
            prepare(database, asked.schema_from)
            dice = random.Random(asked.seed)
            workers = Workers(environment, folder / "workers.log", dice)
            try:
                found = soak(asked, database, queue, workers, taken)
            finally:
                workers.stop()
        print(json.dumps(found, indent=1))
        return 1 if found["problems"] else 0
    finally:
        queue.stop()
        close_connections()
        database.stop()
        shutil.rmtree(folder, ignore_errors=True)


def say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def prepare(database: Database, schema_from: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    if schema_from:
        database.load_schema(schema_from)
    else:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)


def close_connections() -> None:
    from django.db import connections

    connections.close_all()


def soak(
    asked: argparse.Namespace,
    database: Database,
    queue: Queue,
    workers: Workers,
    log: Path,
) -> dict[str, object]:
    from tests.soak import judging, load

    say("workers start")
    workers.start()
    load.queue_many(0, asked.mails // 2)
    first_taken(log)
    begun, queued, turn = time.monotonic(), asked.mails // 2, 0
    outages: list[judging.Outage] = []

    def crash() -> None:
        """And a moment in which workers find that their connection is dead."""
        before = time.time()
        database.crash()
        outages.append(judging.Outage(before, time.time() + RECONNECT))

    faults = plan(asked, crash, queue, workers)
    while (past := time.monotonic() - begun) < asked.seconds or faults:
        while faults and faults[0][0] <= past:
            fault = faults.pop(0)[1]
            say(fault.__name__)
            fault()
        again(load.queue_link, turn)
        if turn % 5 == 0:
            again(load.list_to_publish, turn)
        due = asked.mails * (0.5 + 0.5 * min(1.0, past / asked.seconds))
        again(load.queue_many, queued, int(due) - queued)
        queued, turn = int(due), turn + 1
        time.sleep(1)
    again(load.queue_many, queued, asked.mails - queued)
    say("no more faults")
    settle(workers, asked.still)
    taken = judging.taken_in(log)
    found = judging.delays(taken, outages)
    interruptions = workers.kills + 2  # and the database, and the last stop
    problems = [*judging.problems(taken, interruptions), *found.problems(asked.late)]
    return {
        "mails": asked.mails,
        "kills": workers.kills,
        "taken": len(taken.ids),
        "copies": taken.copies,
        "unanswered": taken.unanswered,
        "links": len(found.links),
        "slowest_link": round(found.links[-1], 2),
        "publications": len(found.publications),
        "slowest_publication": round(found.publications[-1], 2),
        "seconds": round(time.monotonic() - begun, 1),
        "problems": problems[:20],
    }


def plan(
    asked: argparse.Namespace,
    crash: Callable[[], None],
    queue: Queue,
    workers: Workers,
) -> list[tuple[float, Callable[[], None]]]:
    """What fails when, in seconds from the start."""
    dice, span = workers.dice, asked.seconds
    faults: list[tuple[float, Callable[[], None]]] = [
        (dice.uniform(0.1, 0.9) * span, workers.kill_one) for _ in range(asked.kills)
    ]
    faults += [
        (0.2 * span, queue.flush),
        (0.35 * span, queue.restart),
        (0.5 * span, crash),
        (0.7 * span, queue.flush),
    ]
    return sorted(faults, key=lambda fault: fault[0])


def again(act: Callable[..., None], *values: int) -> None:
    """A page would say "try again" while the database starts; so does this."""
    from django.db import InterfaceError, OperationalError, connection

    end = time.monotonic() + 30
    while True:
        try:
            return act(*values)
        except (OperationalError, InterfaceError):
            connection.close()
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def first_taken(log: Path) -> None:
    """Faults before a worker stands would meet nobody."""
    end = time.monotonic() + END
    while not log.stat().st_size and time.monotonic() < end:
        time.sleep(0.1)


def settle(workers: Workers, still: float) -> None:
    """No more faults of ours, and the minutes that a mail waits for pass at once."""
    from tests.soak import load

    end = time.monotonic() + END
    while load.waiting() and time.monotonic() < end:
        if gets_on(load.waiting, still):
            continue
        workers.stop()
        load.let_time_pass()
        workers.start()
        gets_on(load.waiting, START)


def gets_on(waiting: Callable[[], int], seconds: float) -> bool:
    """Whether fewer wait than at first, within so many seconds."""
    before, end = waiting(), time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.2)
        if waiting() < before:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
