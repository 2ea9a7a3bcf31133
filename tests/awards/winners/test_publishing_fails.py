"""A list that cannot be published at its moment is tried again for days, and its
organisers are told.
"""

from __future__ import annotations

import pytest
from django.db.models import F
from django.test import Client

from awards.models import WinnerList
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from awards.winners.publishing import (
    PATIENCE,
    PAUSE,
    QUICK_TRIES,
    TELL_AFTER,
)
from tests.awards.winners.publishing import publish_due_lists
from tests.factories import make_edition, make_list, make_organiser, make_winner, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def due() -> WinnerList:
    edition = make_edition()
    make_organiser(edition)
    made = make_list(
        edition, published=False, state=WorkState.QUEUED, due_at=moment(seconds=-1)
    )
    make_winner(made)
    return made


def broken(_list: WinnerList) -> None:
    raise OSError("disk-is-full")


def works(_list: WinnerList) -> None:
    pass


def wait(winner_list: WinnerList, seconds: float) -> None:
    """As if so much time had passed."""
    from datetime import timedelta

    rows = WinnerList.objects.filter(pk=winner_list.pk)
    span = timedelta(seconds=seconds)
    rows.update(tried_at=F("tried_at") - span, due_at=F("due_at") - span)


def test_list_that_fails_for_hours_is_published_once_the_fault_is_gone(
    due: WinnerList,
) -> None:
    for _second in range(QUICK_TRIES):
        publish_due_lists(broken)
    for _hour in range(6):
        wait(due, 3600)
        assert publish_due_lists(broken) == 0
    due.refresh_from_db()
    assert (due.state, due.attempts, due.published_at) == (
        WorkState.QUEUED,
        QUICK_TRIES + 6,
        None,
    )
    wait(due, PAUSE.total_seconds() + 1)
    assert publish_due_lists(works) == 1
    due.refresh_from_db()
    assert (due.state, due.last_error) == (WorkState.DONE, "")
    assert due.published_at


def test_after_a_minute_of_failures_it_is_tried_every_few_seconds_only(
    due: WinnerList,
) -> None:
    for _second in range(QUICK_TRIES + 5):
        publish_due_lists(broken)
    due.refresh_from_db()
    assert due.attempts == QUICK_TRIES
    wait(due, PAUSE.total_seconds() + 1)
    publish_due_lists(broken)
    due.refresh_from_db()
    assert due.attempts == QUICK_TRIES + 1


def test_organisers_are_told_once_and_again_when_it_is_given_up(
    due: WinnerList,
) -> None:
    mails = Message.objects.filter(event="publishing-failed")
    for _second in range(TELL_AFTER - 1):
        publish_due_lists(broken)
    assert not mails.exists()
    for _second in range(10):
        publish_due_lists(broken)
    assert mails.count() == 1
    assert "disk-is-full" in mails.get().text
    wait(due, PATIENCE.total_seconds() + 60)
    publish_due_lists(broken)
    due.refresh_from_db()
    assert due.state == WorkState.FAILED
    assert mails.count() == 2


def test_page_of_the_list_says_what_went_wrong_and_what_to_do(
    client: Client, due: WinnerList
) -> None:
    publish_due_lists(broken)
    client.force_login(due.edition.organisers.get().user)
    page = client.get(
        f"/en/manage/{due.edition.code}/lists/{due.version}/"
    ).content.decode()
    assert "disk-is-full" in page
    assert "tries again every few seconds" in page
