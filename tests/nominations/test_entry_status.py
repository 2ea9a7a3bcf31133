"""One function says where an entry is; pages, cards and mails ask it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from awards.models import Edition
from nominations.entries.status import Status, status_of, statuses_of
from nominations.models import Correction, Entry
from nominations.roof.desk_cards import desk_cards
from nominations.statuses import Eligibility
from tests.factories import (
    ago,
    ahead,
    make_entry,
    make_full_edition,
    make_list,
    make_receipt,
    make_winner,
)

pytestmark = pytest.mark.django_db


def entry_in(
    state: str = "submitted",
    eligibility: str = "unchecked",
    *,
    closed: bool = False,
    **fields: Any,
) -> Entry:
    times = (
        {
            "opens_at": ago(days=9),
            "closes_at": ago(days=2),
            "announces_at": ahead(days=30),
        }
        if closed
        else {}
    )
    entry = make_entry(make_full_edition(**times), state=state, **fields)
    Entry.objects.filter(pk=entry.pk).update(eligibility=eligibility)
    return Entry.objects.select_related("edition").get(pk=entry.pk)


def announced(entry: Entry, *, won: bool = False) -> Entry:
    winner_list = make_list(entry.edition)
    make_winner(winner_list, entry.reference if won else "ANOTHER-0001")
    return Entry.objects.select_related("edition").get(pk=entry.pk)


@pytest.mark.parametrize(
    ("state", "eligibility", "closed", "status"),
    [
        ("draft", "unchecked", False, Status.DRAFT),
        ("draft", "unchecked", True, Status.NOT_SENT),
        ("submitted", "unchecked", False, Status.SENT),
        ("submitted", "unchecked", True, Status.CHECKING),
        ("submitted", "second", True, Status.CHECKING),
        ("submitted", "eligible", True, Status.ELIGIBLE),
        ("submitted", "not_eligible", True, Status.NOT_ELIGIBLE),
        ("submitted", "answered", True, Status.ANSWERED),
        ("submitted", "refused", True, Status.REFUSED),
        ("withdrawn", "unchecked", False, Status.WITHDRAWN),
    ],
)
def test_before_the_announcement(
    state: str, eligibility: str, closed: bool, status: Status
) -> None:
    assert status_of(entry_in(state, eligibility, closed=closed)).status == status


@pytest.mark.parametrize(
    ("eligibility", "won", "status"),
    [
        ("unchecked", True, Status.WON),
        ("unchecked", False, Status.NOT_WON),
        ("eligible", False, Status.NOT_WON),
        ("returned", False, Status.NOT_WON),
        ("not_eligible", False, Status.NOT_ELIGIBLE),
        ("answered", False, Status.NOT_ELIGIBLE),
        ("refused", False, Status.REFUSED),
    ],
)
def test_once_the_list_is_out_nothing_is_being_checked_any_more(
    eligibility: str, won: bool, status: Status
) -> None:
    entry = announced(entry_in(eligibility=eligibility, closed=True), won=won)
    found = status_of(entry)
    assert (found.status, found.until) == (status, None)


def test_unchecked_entry_was_not_judged_where_only_eligible_ones_are() -> None:
    entry = entry_in(closed=True)
    Edition.objects.filter(pk=entry.edition_id).update(only_eligible_judged=True)
    assert status_of(announced(entry)).status == Status.NOT_JUDGED


def test_correction_shows_on_the_list_the_desk_and_the_page(client: Client) -> None:
    entry = entry_in(eligibility=Eligibility.RETURNED, closed=True)
    until = ahead(days=3)
    Correction.objects.create(
        entry=entry, number=1, fields={"title_th": "แก้"}, until=until
    )
    found = status_of(entry)
    assert (found.status, found.until) == (Status.CORRECTION, until)
    with override("en"):
        card = next(card for card in desk_cards(entry.owner) if card.act)
    assert (card.act, card.due) == ("Correct", until)
    assert entry.reference in card.text
    client.force_login(entry.owner)
    for address in ("/en/entries/", f"/en/entries/{entry.reference}/"):
        assert "Returned for correction" in client.get(address).content.decode()
    Correction.objects.update(until=ago(hours=1))
    assert status_of(entry).status == Status.CORRECTION_OVER


def test_reopened_entry_is_no_unsent_draft() -> None:
    entry = entry_in("draft")
    Entry.objects.filter(pk=entry.pk).update(fallback=make_receipt(entry))
    found = status_of(Entry.objects.select_related("edition").get(pk=entry.pk))
    assert found.status == Status.CHANGING
    assert [card.act for card in desk_cards(entry.owner)] == [""]


def test_closing_is_told_as_the_call_promises_it_not_with_its_grace(
    client: Client,
) -> None:
    entry = entry_in("draft")
    assert status_of(entry).until == entry.edition.closes_at
    later = entry.edition.closes_at + timedelta(days=2)
    entry.extended_until = later
    assert status_of(entry).until == later
    in_grace = entry_in("draft", closed=True)
    Edition.objects.filter(pk=in_grace.edition_id).update(
        closes_at=timezone.now() - timedelta(minutes=1)
    )
    client.force_login(in_grace.owner)
    page = client.get(f"/en/entries/{in_grace.reference}/").content.decode()
    assert "You can still submit what you have started until" in page


def test_page_after_the_announcement_says_the_result_and_links_to_feedback(
    client: Client,
) -> None:
    entry = announced(entry_in(closed=True))
    client.force_login(entry.owner)
    page = client.get(f"/en/entries/{entry.reference}/").content.decode()
    assert "Not among the winners" in page
    assert "is being checked" not in page
    assert "/feedback/" in page


def test_no_feedback_link_before_the_announcement_and_none_for_the_ineligible(
    client: Client,
) -> None:
    for entry in (entry_in(), announced(entry_in(eligibility="refused", closed=True))):
        client.force_login(entry.owner)
        assert (
            "/feedback/"
            not in client.get(f"/en/entries/{entry.reference}/").content.decode()
        )


def test_desk_counts_no_checks_of_an_announced_edition() -> None:
    from tests.factories import make_organiser

    entry = entry_in(closed=True)
    organiser = make_organiser(entry.edition)

    def counts() -> list[str]:
        with override("en"):
            return [str(card.title) for card in desk_cards(organiser)]

    assert "Check the eligibility of 1 entry" in counts()
    announced(entry)
    assert not counts()


def test_as_many_statements_for_one_as_for_many(django_assert_num_queries: Any) -> None:
    first = announced(entry_in(closed=True))
    entries = [first, *(make_entry(first.edition) for _ in range(4))]
    for some in (entries[:1], entries):
        with django_assert_num_queries(2):  # the clock and the winners
            statuses_of(some)
