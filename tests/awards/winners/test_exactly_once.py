"""Two workers at the same moment: one list, one publication, one set of mails."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from awards.ledger.models import Row
from awards.models import WinnerList
from awards.outbox.work import WorkState
from tests.awards.winners.publishing import publish_due_lists
from tests.factories import make_edition, make_list, make_winner, moment


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_moment_publish_once() -> None:
    due = make_list(
        make_edition(),
        published=False,
        state=WorkState.QUEUED,
        due_at=moment(seconds=-1),
    )
    make_winner(due)
    together, told, totals = threading.Barrier(3), list[int](), list[int]()

    def work() -> None:
        try:
            together.wait(timeout=60)
            totals.append(
                publish_due_lists(lambda winner_list: told.append(winner_list.pk))
            )
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=120)
    assert (sum(totals), told) == (1, [due.pk])
    assert WinnerList.objects.get(pk=due.pk).published_at is not None
    assert Row.objects.filter(act="list-published").count() == 1
