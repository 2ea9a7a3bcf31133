"""An entry's page tells its life: sent, checked, judged, announced, and what comes next."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from awards.models import Edition
from nominations.entries.life import life_of, outcome_of
from nominations.entries.status import status_of
from nominations.loading import page_rows
from nominations.models import Entry, Verdict
from tests.factories import (
    ago,
    ahead,
    make_credential,
    make_entry,
    make_full_edition,
    make_list,
    make_user,
    make_winner,
)

pytestmark = pytest.mark.django_db
CLOSED = {
    "opens_at": ago(days=9),
    "closes_at": ago(days=2),
    "announces_at": ahead(days=30),
}


def states(entry: Entry) -> list[str]:
    row = page_rows(entry.owner.pk, entry.owner.email, entry.reference).get()
    life = life_of(row, status_of(row, row.seen_at), row.seen_at)
    return [step.state for step in life.steps] if life else []


def entry_of(
    edition: Edition, state: str = "submitted", eligibility: str = "unchecked"
) -> Entry:
    entry = make_entry(edition, state=state)
    Entry.objects.filter(pk=entry.pk).update(eligibility=eligibility)
    return entry


@pytest.mark.parametrize(
    ("state", "eligibility", "closed", "steps"),
    [
        ("draft", "unchecked", False, ["now", "later", "later", "later"]),
        ("draft", "unchecked", True, ["ended", "later", "ended", "later"]),
        ("submitted", "unchecked", False, ["done", "later", "later", "later"]),
        ("submitted", "unchecked", True, ["done", "now", "later", "later"]),
        ("submitted", "refused", True, ["done", "ended", "ended", "later"]),
        ("withdrawn", "unchecked", True, []),
    ],
)
def test_steps_before_the_announcement(
    state: str, eligibility: str, closed: bool, steps: list[str]
) -> None:
    edition = make_full_edition(**(CLOSED if closed else {}))
    assert states(entry_of(edition, state, eligibility)) == steps


def test_eligible_entry_says_when_it_was_checked_and_that_it_is_being_judged() -> None:
    edition = make_full_edition(**CLOSED)
    entry = entry_of(edition, eligibility="eligible")
    edition.rounds.update(opens_at=ago(days=1), closes_at=ahead(days=3))
    Verdict.objects.create(
        entry=entry, number=1, outcome="eligible", given_at=ago(days=1)
    )
    row = page_rows(entry.owner.pk, entry.owner.email, entry.reference).get()
    with override("en"):
        life = life_of(row, status_of(row, row.seen_at), row.seen_at)
    assert life
    assert [step.state for step in life.steps] == ["done", "done", "now", "later"]
    assert life.steps[1].detail.endswith("Eligible")
    assert life.steps[1].detail[0].isdigit()


def announced(*, won: bool) -> Entry:
    entry = entry_of(make_full_edition(), eligibility="eligible")
    winner_list = make_list(entry.edition)
    winner = make_winner(winner_list, entry.reference if won else "ANOTHER-0001")
    make_credential(
        entry.edition,
        winner,
        holder=entry.owner,
        pdf="made.pdf",
        code="MINE-0000-0000-0001",
    )
    return entry


def test_winner_has_its_prize_its_page_and_its_certificate(client: Client) -> None:
    entry = announced(won=True)
    assert states(entry) == ["done"] * 4
    client.force_login(entry.owner)
    page = client.get(reverse("nominations:entry-detail", args=[entry.reference]))
    text = page.content.decode()
    assert (
        reverse("awards:winner-show", args=[entry.edition.code, entry.reference])
        in text
    )
    assert reverse("awards:credential-pdf", args=["MINE-0000-0000-0001"]) in text
    stranger = outcome_of(entry, status_of(entry), make_user())
    assert stranger
    assert stranger.certificates == ()


def test_who_did_not_win_reads_of_feedback_and_of_no_prize(client: Client) -> None:
    entry = announced(won=False)
    assert states(entry) == ["done"] * 4
    client.force_login(entry.owner)
    page = client.get(reverse("nominations:entry-detail", args=[entry.reference]))
    text = page.content.decode()
    assert reverse("judging:feedback-show", args=[entry.reference]) in text
    assert "outcome-prize" not in text
    assert "MINE-0000-0000-0001" not in text


def test_prize_of_a_list_that_is_not_published_stays_secret() -> None:
    entry = entry_of(make_full_edition(**CLOSED), eligibility="eligible")
    make_winner(make_list(entry.edition, published=False), entry.reference)
    assert outcome_of(entry, status_of(entry), entry.owner) is None
    assert states(entry)[3] == "later"


def test_nothing_is_called_checked_that_was_not() -> None:
    entry = entry_of(make_full_edition())
    make_winner(make_list(entry.edition), "ANOTHER-0001")
    assert states(entry) == ["done"] * 3  # submitted, judged, announced
