"""Several people at the eligibility desk, and several who write one entry: who has what
open, who is told what.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.accounts.models import User
from awards.outbox.models import Message
from nominations.eligibility.corrections import send_correction
from nominations.eligibility.locks import SILENCE, hold_of, let_go, take_hold
from nominations.eligibility.queue import open_next
from nominations.eligibility.services import give_word
from nominations.models import Collaborator, Entry, Hold
from nominations.refusals import HeldError
from tests.factories import ago, make_organiser, make_user
from tests.nominations.eligibility.test_eligibility import (
    GOOD,
    closed_edition,
    returned,
    say,
    sent_in,
)

pytestmark = pytest.mark.django_db


def two_readers(entry: Entry) -> tuple[User, User]:
    return make_organiser(entry.edition), make_organiser(entry.edition)


def silent(entry: Entry) -> None:
    Hold.objects.filter(entry=entry).update(
        seen_at=timezone.now() - SILENCE - timedelta(seconds=1)
    )


def test_entry_open_with_one_reader_gets_no_word_of_another() -> None:
    entry = sent_in()
    first, second = two_readers(entry)
    assert take_hold(entry=entry, reader=first).reader == first
    assert take_hold(entry=entry, reader=second).reader == first
    with pytest.raises(HeldError, match=str(first)):
        say(entry, GOOD, second)
    assert take_hold(entry=entry, reader=second, over=True).reader == second
    with pytest.raises(HeldError):
        say(entry, GOOD, first)
    let_go(entry=entry, reader=first)
    assert say(entry, GOOD, second).eligibility == "eligible"
    assert hold_of(entry) is None


def test_hold_ends_by_itself_and_begins_anew_for_whoever_comes() -> None:
    entry = sent_in()
    first, second = two_readers(entry)
    take_hold(entry=entry, reader=first)
    silent(entry)
    assert hold_of(entry) is None
    hold = take_hold(entry=entry, reader=second)
    assert (hold.reader, hold.taken_at) == (second, hold.seen_at)
    since = take_hold(entry=entry, reader=second).taken_at
    assert since == hold.taken_at


def test_queue_gives_each_reader_another_entry_and_takes_back_what_is_passed_over() -> (
    None
):
    edition = closed_edition()
    early, late = (sent_in(edition, submitted_at=ago(days=day)) for day in (3, 2))
    first, second = two_readers(early)
    assert open_next(edition, first) == early
    assert open_next(edition, second) == late
    assert open_next(edition, make_organiser(edition)) is None
    assert open_next(edition, second, late.reference) == late
    assert open_next(edition, first, early.reference) == early
    silent(early)
    assert open_next(edition, second, late.reference) == early


def test_page_says_who_has_it_keeps_what_was_typed_and_lets_take_over(
    client: Client,
) -> None:
    entry = sent_in()
    first, second = two_readers(entry)
    page = reverse(
        "nominations:eligibility-check", args=[entry.edition.code, entry.reference]
    )
    desk = reverse("nominations:eligibility-desk", args=[entry.edition.code])
    hold = reverse(
        "nominations:eligibility-hold", args=[entry.edition.code, entry.reference]
    )
    client.force_login(first)
    assert 'name="outcome"' in client.get(page).content.decode()
    client.force_login(second)
    seen = client.get(page).content.decode()
    assert str(first) in seen
    assert 'name="outcome"' not in seen
    assert str(first) in client.get(desk).content.decode()
    refused = client.post(
        page, {"number": 1, "outcome": "not_eligible", "reason": "ส่งซ้ำ"}
    )
    assert refused.status_code == 422
    assert "ส่งซ้ำ" in refused.content.decode()
    assert 'name="over"' in refused.content.decode()
    client.post(hold, {"act": "keep"}, headers={"HX-Request": "true"})
    assert hold_of(entry).reader == first  # type: ignore[union-attr]
    client.post(hold, {"act": "over"})
    assert hold_of(entry).reader == second  # type: ignore[union-attr]
    client.force_login(first)
    client.post(page, {"number": 1, "outcome": "eligible", "over": "1"})
    entry.refresh_from_db()
    assert entry.eligibility == "eligible"


def test_desk_says_so_when_all_that_waits_is_open_elsewhere(client: Client) -> None:
    entry = sent_in()
    first, second = two_readers(entry)
    take_hold(entry=entry, reader=first)
    client.force_login(second)
    answer = client.get(
        reverse("nominations:eligibility-next", args=[entry.edition.code]), follow=True
    )
    assert "ผู้อื่นกำลังเปิดตรวจ" in answer.content.decode()


def test_putting_back_lets_go(client: Client) -> None:
    entry = sent_in()
    reader = make_organiser(entry.edition)
    take_hold(entry=entry, reader=reader)
    client.force_login(reader)
    client.post(
        reverse(
            "nominations:eligibility-hold", args=[entry.edition.code, entry.reference]
        ),
        {"act": "free"},
    )
    assert hold_of(entry) is None


def invite(entry: Entry, may: str, **about: Any) -> str:
    user = make_user(**about)
    Collaborator.objects.create(entry=entry, email=user.email, may=may)
    return user.email


def languages(event: str) -> dict[str, str]:
    return dict(Message.objects.filter(event=event).values_list("to_email", "language"))


def test_what_was_found_goes_to_all_who_may_write_in_their_own_language() -> None:
    entry = sent_in()
    writes, sends = (
        invite(entry, "edit", language="en"),
        invite(entry, "submit", language="th"),
    )
    invite(entry, "view")
    Collaborator.objects.create(entry=entry, email="new@example.org", may="edit")
    reader = make_organiser(entry.edition)
    say(entry, returned({"title_en": "แปลให้ตรง"}), reader)
    told = {
        entry.owner.email: entry.owner.language,
        writes: "en",
        sends: "th",
        "new@example.org": entry.owner.language,
    }
    assert languages("entry-returned") == told
    assert "Title in English" in Message.objects.get(to_email=writes).text
    entry.refresh_from_db()
    send_correction(entry=entry, user=entry.owner)
    assert languages("correction-received") == told
    assert set(languages("correction-to-read")) == {reader.email}


def test_word_given_before_a_hold_existed_is_kept() -> None:
    """Holds are a courtesy: who has none, of an entry that nobody holds, is not kept
    from their word.
    """
    entry = sent_in()
    reader = make_organiser(entry.edition)
    assert (
        give_word(entry=entry, reader=reader, number=1, word=GOOD).eligibility
        == "eligible"
    )
