from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection

from awards.outbox.waking import DELIVER
from config.celery import app
from config.queue.beat import BEAT
from config.queue.folder_broker import transport_options
from config.queue.looking import due_rows
from config.queue.plan import (
    MAIL,
    NOW,
    QUEUE_OF,
    QUEUES,
    WORK,
    broker,
    queue_of,
    schedule,
)

pytestmark = pytest.mark.slow  # starts servers of its own


Channel = Any


@pytest.fixture
def channel(tmp_path: Path) -> Iterator[Channel]:
    with Connection(
        "folder://", transport_options=transport_options(tmp_path / "broker")
    ) as connection:
        yield connection.channel()


def messages(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "broker" / "messages").iterdir())


def test_messages_come_in_the_order_they_went(channel: Channel, tmp_path: Path) -> None:
    for number in range(20):
        channel._put("celery", {"number": number})
    channel._put("other.celery", {"number": 99})
    assert channel._size("celery") == 20
    assert [channel._get("celery")["number"] for _ in range(20)] == list(range(20))
    with pytest.raises(Empty):
        channel._get("celery")
    assert len(messages(tmp_path)) == 1


def test_readers_at_the_same_time_take_each_message_once_and_whole(
    channel: Channel,
) -> None:
    taken: list[int] = []

    def read() -> None:
        while len(taken) < 200:
            try:
                taken.append(channel._get("celery")["number"])
            except Empty:
                continue

    readers = [threading.Thread(target=read, daemon=True) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(200):
        channel._put("celery", {"number": number, "text": "ก" * 1000})
    for reader in readers:
        reader.join(120)
    assert sorted(taken) == list(range(200))


def test_folders_are_ours_alone(channel: Channel, tmp_path: Path) -> None:
    folder = tmp_path / "broker"
    assert {
        path.stat().st_mode & 0o777
        for path in (folder / "messages", folder / "control")
    } == {0o700}


def test_task_is_found_by_the_worker_through_its_queue(tmp_path: Path) -> None:
    with Connection(
        "folder://", transport_options=transport_options(tmp_path / "broker")
    ) as connection:
        with connection.SimpleQueue("celery") as queue:
            queue.put({"task": "sweep"})
        with connection.SimpleQueue("celery") as queue:
            message = queue.get(timeout=60)
            message.ack()
    assert message.payload == {"task": "sweep"}


def test_redis_is_the_broker_where_there_is_one(tmp_path: Path) -> None:
    assert broker("redis://h/0", tmp_path)["broker_url"] == "redis://h/0"
    assert broker(None, tmp_path)["broker_url"] == "folder://localhost"


def test_no_message_says_until_when_it_is_worth_something() -> None:
    """Two machines' clocks differ: with a moment in it every message would be thrown
    away, and nobody would see it.
    """
    assert schedule({"sweep": 1.0})["sweep"] == {"task": "sweep", "schedule": 1.0}


def test_every_task_is_asked_for_by_the_clock_or_by_the_look_at_due_rows() -> None:
    app.loader.import_default_modules()
    assert {name for name in app.tasks if not name.startswith("celery.")} == set(
        BEAT
    ) | set(due_rows())


def test_mail_and_what_takes_its_time_keep_nothing_from_its_moment() -> None:
    assert queue_of(DELIVER) == MAIL
    assert (
        queue_of("judging.roof.tasks.publish_due_task")
        == queue_of("config.tasks.look_task")
        == NOW
    )
    assert queue_of("judging.roof.tasks.make_due_exports_task") == WORK
    assert set(QUEUE_OF) <= set(BEAT) | set(due_rows())
    assert len(set(QUEUES)) == 4
