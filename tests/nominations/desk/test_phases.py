"""The filter of the entries desk knows every part of an entry's life."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.models import Edition
from judging.entry_desk.phases import phases_of
from nominations.desk.filters import filtered_entries
from nominations.models import Correction, Entry
from tests.factories import (
    ago,
    make_assignment,
    make_ballot,
    make_decision,
    make_full_edition,
    make_judge,
    make_level,
    make_list,
    make_organiser,
    make_winner,
)
from tests.nominations.eligibility.test_eligibility import BAD, GOOD, returned, say
from tests.nominations.makers import make_entry

pytestmark = pytest.mark.django_db


def sent(edition: Edition) -> Entry:
    return make_entry(edition, category=edition.categories.first(), state="submitted")


def found(edition: Edition, user: object, phase: str) -> set[str]:
    entries = filtered_entries(user, edition, {"phase": phase}, phases_of(edition))
    return set(entries.values_list("reference", flat=True))


def test_each_phase_finds_its_entries() -> None:
    edition = make_full_edition()
    round_ = edition.rounds.get()
    organiser = make_organiser(edition)
    fresh, back, late, out, judged, scored, won = (sent(edition) for _ in range(7))
    gone = make_entry(
        edition,
        category=edition.categories.first(),
        state="withdrawn",
        submitted_at=ago(hours=1),
    )
    make_entry(edition)
    say(back, returned(), organiser)
    say(late, returned(), organiser)
    Correction.objects.filter(entry=late).update(
        until=timezone.now() - timedelta(seconds=1)
    )
    say(out, BAD, organiser)
    for entry in (judged, scored, won):
        say(entry, GOOD, organiser)
    first, second = make_judge(edition), make_judge(edition)
    for entry in (judged, scored, won):
        make_ballot(make_assignment(first, entry, cleared_at=ago(minutes=5)))
    make_assignment(second, judged, cleared_at=ago(minutes=5))
    level = edition.prize_levels.first() or make_level(edition)
    make_decision(won, level=level)
    make_winner(make_list(edition), reference=won.reference)
    wanted = {
        "waits": {fresh},
        "returned": {back},
        "overdue": {late},
        "out": {out},
        "checked": {out, judged, scored, won},
        "unassigned": {fresh, back, late},
        f"with-{round_.code}": {judged},
        f"scored-{round_.code}": {scored, won},
        "chosen": {won},
        "winner": {won},
        "without": {fresh, back, late, judged, scored},
        "withdrawn": {gone},
    }
    assert {phase: found(edition, organiser, phase) for phase in wanted} == {
        phase: {entry.reference for entry in entries}
        for phase, entries in wanted.items()
    }
    offered = {phase.code for group in phases_of(edition) for phase in group.phases}
    assert offered == {*wanted, "call", "grace", "extension"}
    assert len(found(edition, organiser, "no-such")) == 8


def test_nobody_has_gone_without_a_prize_before_a_list_is_published() -> None:
    edition = make_full_edition()
    organiser = make_organiser(edition)
    entry = sent(edition)
    make_winner(make_list(edition, published=False), reference=entry.reference)
    assert (
        found(edition, organiser, "winner")
        == found(edition, organiser, "without")
        == set()
    )


def test_phases_are_offered_in_the_order_of_an_entrys_life(client: Client) -> None:
    edition = make_full_edition()
    client.force_login(make_organiser(edition))
    page = client.get(
        reverse("nominations:manage-entries", args=[edition.code]),
        {"phase": "unassigned"},
    )
    assert '<option value="unassigned" selected>' in page.content.decode()
    assert [group.place for group in phases_of(edition)] == [1, 2, 3, 4, 9]
