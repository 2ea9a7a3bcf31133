"""Workers that look at one moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections, transaction

from awards.outbox.models import Message
from awards.reminders import clock
from tests.config.reminders.staged import call_closing, draft_of, noon, sweep

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_at_once_write_each_mail_once() -> None:
    edition = call_closing(timedelta(days=3))
    for _draft in range(3):
        draft_of(edition)
    ready = Barrier(2)

    def work(_number: int) -> int:
        try:
            ready.wait(60)
            with transaction.atomic():
                clock.hold()
                return sweep(noon())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        written = sorted(workers.map(work, range(2)))
    assert written == [0, 3]
    assert Message.objects.filter(event="reminder-digest").count() == 3


def test_one_of_two_workers_gets_the_turn() -> None:
    clock.take_turn()
    clock.look_soon()
    ready = Barrier(2)

    def ask(_number: int) -> bool:
        try:
            ready.wait(60)
            return clock.take_turn()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        assert sorted(workers.map(ask, range(2))) == [False, True]
