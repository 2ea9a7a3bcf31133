"""Winners are not published over entries that nobody checked, unless somebody says that
they know it.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from awards.ledger.models import Value
from awards.models import WinnerList
from awards.outbox.work import WorkState
from awards.refusals import ConfirmationNeeded
from awards.winners.services import schedule_list
from judging.decisions.services import prepare_list
from nominations.eligibility.unchecked import unchecked_in
from nominations.models import Entry
from nominations.statuses import Eligibility
from tests.factories import make_decision, make_entry, make_full_edition, make_organiser
from tests.kept import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def draft() -> WinnerList:
    """Three entries, two of them unchecked, one of which wins."""
    edition = make_full_edition()
    organiser = make_organiser(edition)
    entries = [make_entry(edition, state="submitted") for _ in range(3)]
    Entry.objects.filter(pk=entries[0].pk).update(eligibility=Eligibility.ELIGIBLE)
    make_decision(entries[1], edition.prize_levels.first())
    return prepare_list(edition=edition, actor=organiser)


def schedule(draft: WinnerList, known: int) -> WinnerList:
    return schedule_list(
        winner_list=draft,
        publish_at=None,
        actor=None,
        unchecked=unchecked_in(draft.edition_id),
        unchecked_known=known,
    )


def test_unchecked_entries_are_counted(draft: WinnerList) -> None:
    found = unchecked_in(draft.edition_id)
    assert (found.count, found.of) == (2, 3)


def test_scheduling_asks_for_the_number_that_is_true_now(draft: WinnerList) -> None:
    for known in (0, 1):
        with pytest.raises(ConfirmationNeeded):
            schedule(draft, known)
    made = schedule(draft, 2)
    assert (made.state, made.unchecked_known) == (WorkState.QUEUED, 2)
    assert Value.objects.get(name="unchecked").value == 2


def test_list_whose_entries_are_all_checked_asks_nothing(draft: WinnerList) -> None:
    Entry.objects.update(eligibility=Eligibility.ELIGIBLE)
    assert schedule(draft, 0).state == WorkState.QUEUED


def test_it_is_the_first_warning_and_publishing_needs_the_tick(
    client: Client, draft: WinnerList
) -> None:
    code = draft.edition.code
    client.force_login(draft.edition.organisers.get().user)
    page = client.get(f"/en/manage/{code}/lists/{draft.version}/").content.decode()
    warnings: Any = page[page.index("Check before publishing") :]
    assert warnings.index("2 of 3 entries were not checked") < warnings.index(
        "eligibility was not checked"
    )
    assert (
        "2 of 3 entries were not checked"
        in client.get(f"/en/manage/{code}/decisions/list/").content.decode()
    )
    address = f"/en/manage/{code}/lists/{draft.version}/schedule/"
    refused = client.post(address, {"now": "1"}).content.decode()
    assert "2 of 3 entries were not checked" in refused
    assert not WinnerList.objects.filter(state=WorkState.QUEUED).exists()
    done = client.post(
        address, {"now": "1", "unchecked_known": "2"}, follow=True
    ).content.decode()
    assert "Publishing now" in done
    assert WinnerList.objects.filter(state=WorkState.QUEUED).exists()
