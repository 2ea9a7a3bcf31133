"""Two workers at one message, each with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.db import connection, connections, transaction

from awards.ledger.testing import start_clean
from awards.models import Broadcast
from awards.models.broadcasts import Standing
from awards.outbox.models import Message
from config.broadcasts import sending
from config.broadcasts.sending import send_due, send_next
from config.broadcasts.services import plan_broadcast, stop_broadcast
from tests.factories import (
    make_broadcast,
    make_categories,
    make_edition,
    make_entry,
    make_organiser,
)

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 12


@pytest.fixture
def broadcast(monkeypatch: pytest.MonkeyPatch) -> Iterator[Broadcast]:
    monkeypatch.setattr(sending, "BATCH", 2)
    edition = make_edition()
    make_categories(edition)
    actor = make_organiser(edition)
    for _ in range(MANY):
        make_entry(edition)
    yield plan_broadcast(broadcast=make_broadcast(edition), actor=actor, seen=1)
    start_clean()


def test_two_at_once_write_to_nobody_twice(broadcast: Broadcast) -> None:
    begin = threading.Barrier(2)
    failures: list[BaseException] = []

    def work() -> None:
        try:
            begin.wait(timeout=120)
            for _turn in range(MANY):
                send_next(broadcast.pk)
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=120)
    assert failures == []
    send_due()
    readers = list(Message.objects.values_list("recipient", flat=True))
    assert len(readers) == len(set(readers)) == MANY
    assert broadcast.recipients.filter(standing=Standing.WRITTEN).count() == MANY


def test_one_passes_by_what_another_holds(broadcast: Broadcast) -> None:
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                Broadcast.objects.select_for_update().get(pk=broadcast.pk)
                held.set()
                done.wait(timeout=120)
        finally:
            connections.close_all()

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(timeout=120)
    assert not send_next(broadcast.pk)  # and does not wait for it
    done.set()
    other.join(timeout=120)
    assert send_next(broadcast.pk)


def test_stopping_meets_a_batch_in_hand_and_none_after_it(broadcast: Broadcast) -> None:
    """Whoever stops it waits for the batch; what it wrote is stopped with the rest."""
    send_next(broadcast.pk)
    written = threading.Event()
    actor = broadcast.planned_by
    assert actor

    def write() -> None:
        try:
            with transaction.atomic():
                send_next(broadcast.pk)
                written.set()
                wait_until_somebody_waits(broadcast)
        finally:
            connections.close_all()

    worker = threading.Thread(target=write)
    worker.start()
    assert written.wait(timeout=120)
    stopped = stop_broadcast(broadcast=broadcast, actor=actor)
    worker.join(timeout=120)
    assert (stopped.sent, stopped.kept) == (0, MANY)
    send_due()
    assert Message.objects.exclude(state="dropped").count() == 0


def wait_until_somebody_waits(broadcast: Broadcast) -> None:
    """For a lock of this database, as it says itself."""
    for _turn in range(3000):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_sleep(0.01), COUNT(*) FROM pg_locks WHERE NOT granted "
                "AND pid IN (SELECT pid FROM pg_stat_activity "
                "WHERE datname = current_database())"
            )
            row = cursor.fetchone()
        if row and row[1]:
            return
    raise AssertionError(f"nobody waited for broadcast {broadcast.pk}")
