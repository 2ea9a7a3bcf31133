from __future__ import annotations

from collections import Counter

import pytest
from django.conf import settings
from django.urls import reverse

from awards.ledger.verifying import verify
from awards.outbox.models import Message
from judging.assigning.services import assign_judges
from judging.conflicts.findings import refresh_conflicts
from judging.conflicts.services import declare_conflict
from judging.jury.invitations import accept_invitation, invite_judge
from judging.models import Assignment, Conflict
from judging.statuses import ConflictSource
from tests.judging.stage import (
    edition_in_judging,
    entry_in,
    judge_of,
    organisation,
    person,
)

pytestmark = pytest.mark.django_db


def test_assign_fills_every_seat_evenly() -> None:
    edition = edition_in_judging()
    for i in range(10):
        entry_in(edition, f"area-{i % 2}")
    for _ in range(4):
        judge_of(edition)
    round_ = edition.rounds.get()
    document = assign_judges(edition=edition, round_=round_, per_entry=2)
    assert document["assignments"] == 20
    assert document["unfilled"] == []
    assert document["load"] == {"min": 5, "max": 5}
    assert set(
        Counter(Assignment.objects.values_list("entry_category", flat=True)).values()
    ) == {2}
    assert Message.objects.filter(event="judge_assigned").count() == 4
    assert verify(edition.code) == []


def test_assign_again_adds_only_what_is_missing() -> None:
    edition = edition_in_judging()
    entry_in(edition)
    judge_of(edition), judge_of(edition)
    round_ = edition.rounds.get()
    assign_judges(edition=edition, round_=round_, per_entry=1)
    first = Assignment.objects.get().pk
    assert (
        assign_judges(edition=edition, round_=round_, per_entry=2)["assignments"] == 1
    )
    assert Assignment.objects.filter(pk=first).exists()


def test_dry_run_stores_nothing() -> None:
    edition = edition_in_judging()
    entry_in(edition)
    judge_of(edition)
    document = assign_judges(
        edition=edition, round_=edition.rounds.get(), per_entry=1, dry_run=True
    )
    assert document["assignments"] == 1
    assert not Assignment.objects.exists()


def test_conflicts_by_number_name_domain_and_own_entry_are_never_assigned() -> None:
    edition = edition_in_judging()
    owner = person("officer@city.example.go.th")
    town = organisation(owner, number="0994000617721", name_th="เทศบาลสมมุติเอ")
    entry = entry_in(edition, owner=owner, organisation=town)
    by_number = judge_of(edition, organisation_number="0994000617721")
    by_name = judge_of(edition, organisation="เทศบาล สมมุติเอ")
    by_domain = judge_of(edition, "someone@city.example.go.th")
    judge_of(edition, "gmail@gmail.com")
    document = assign_judges(edition=edition, round_=edition.rounds.get(), per_entry=4)
    assert document["unfilled"][0]["missing"] == 3
    assert Assignment.objects.get().judge.user.email == "gmail@gmail.com"
    found = {
        (row.judge_id, row.source) for row in Conflict.objects.filter(entry=entry.entry)
    }
    assert found == {
        (by_number.pk, ConflictSource.ORGANISATION),
        (by_name.pk, ConflictSource.ORGANISATION),
        (by_domain.pk, ConflictSource.DOMAIN),
    }


def test_entrant_never_judges_the_category_of_the_own_entry() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    entry_in(edition, "area-0", owner=judge.user)
    rival, elsewhere = entry_in(edition, "area-0"), entry_in(edition, "area-1")
    assign_judges(edition=edition, round_=edition.rounds.get(), per_entry=1)
    assert [row.entry_category for row in Assignment.objects.all()] == [elsewhere]
    assert Conflict.objects.filter(
        judge=judge, entry=rival.entry, source=ConflictSource.CATEGORY
    ).exists()


def test_recused_judge_does_not_get_the_entry_back() -> None:
    edition = edition_in_judging()
    judge, entry = judge_of(edition), entry_in(edition)
    round_ = edition.rounds.get()
    assign_judges(edition=edition, round_=round_, per_entry=1)
    declare_conflict(judge=judge, entry=entry.entry, reason="ญาติ")
    document = assign_judges(edition=edition, round_=round_, per_entry=1)
    assert document["unfilled"] == [
        {"entry": entry.entry.reference, "category": "area-0", "missing": 1}
    ]
    told = Message.objects.get(event="judge_recused")
    seat = reverse("judging:entry-watch", args=[edition.code, entry.pk])
    assert f"{settings.SITE_URL}{seat}?round={round_.code}" in told.text


def test_invited_judge_gets_nothing_before_accepting() -> None:
    edition = edition_in_judging()
    entry_in(edition)
    judge = invite_judge(
        edition=edition,
        email="Judge.New@example.org",
        name_th="กรรมการสมมุติ",
        actor=None,
    )
    assert (
        assign_judges(edition=edition, round_=edition.rounds.get(), per_entry=1)[
            "assignments"
        ]
        == 0
    )
    accept_invitation(judge=judge)
    assert (
        assign_judges(edition=edition, round_=edition.rounds.get(), per_entry=1)[
            "assignments"
        ]
        == 1
    )


def test_refresh_twice_finds_nothing_new() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    entry_in(edition, owner=judge.user)
    assert refresh_conflicts(edition=edition) == 1
    assert refresh_conflicts(edition=edition) == 0
