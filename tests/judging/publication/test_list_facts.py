"""What judging and the entries know of a list before it goes out, each with where it is mended."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Winner
from awards.roles import Role
from judging.decisions.services import decide, prepare_list
from judging.models import Conflict
from judging.publication.mending import findings_of
from judging.statuses import ConflictSource
from nominations.eligibility.unchecked import unchecked_in
from nominations.models import Entry
from nominations.statuses import Eligibility
from tests.factories import (
    ago,
    make_assignment,
    make_ballot,
    make_conflict,
    make_entry,
    make_full_edition,
    make_judge,
    make_user,
)

pytestmark = pytest.mark.django_db


def listed() -> tuple[Any, Any, Any]:
    """A prepared list: the first entry won the highest prize."""
    edition = make_full_edition(organiser=make_user())
    edition.categories.exclude(code="environment").delete()
    first, second = (
        make_entry(edition, eligibility=Eligibility.ELIGIBLE) for _ in range(2)
    )
    for judge in (make_judge(edition), make_judge(edition)):
        make_ballot(make_assignment(judge, first), [9, 9, 9])
        make_ballot(make_assignment(judge, second), [5, 5, 5])
    organiser = edition.organisers.get().user
    for entry, level in zip((first, second), edition.prize_levels.all(), strict=True):
        decide(entry_category=entry.standings.get(), level=level, actor=organiser)
    return edition, first, prepare_list(edition=edition, actor=organiser)


def found(edition: Any, winner_list: Any, role: Role = Role.OWNER) -> dict[str, str]:
    edition.own_role = role  # as the loader of its pages has it
    return {
        finding.kind: address
        for finding, address in findings_of(
            edition, list(winner_list.winners.all()), unchecked_in(edition.pk)
        )
    }


def test_a_sound_list_has_no_finding() -> None:
    edition, _first, winner_list = listed()
    assert found(edition, winner_list) == {}


def test_what_happened_since_is_found_with_where_to_mend_it() -> None:
    edition, first, winner_list = listed()
    Entry.objects.filter(pk=first.pk).update(title_th="ชื่อใหม่")
    assert found(edition, winner_list) == {
        "changed-since": reverse("judging:list-preview", args=[edition.code])
    }
    Entry.objects.filter(pk=first.pk).update(state="withdrawn")
    address = reverse("nominations:manage-entry", args=[edition.code, first.reference])
    assert found(edition, winner_list)["withdrawn"] == address
    assert found(edition, winner_list, Role.COMMUNICATIONS)["withdrawn"] == ""


def test_conflicts_and_missing_ballots_are_found() -> None:
    edition, first, winner_list = listed()
    one, two = edition.judges.all()
    conflict = make_conflict(one, first, source=ConflictSource.DOMAIN)
    edition.rounds.update(quorum=2)
    address = reverse("judging:result-entry", args=[edition.code, first.reference])
    assert found(edition, winner_list) == {"few-ballots": address}
    Conflict.objects.filter(pk=conflict.pk).update(
        overruled_at=ago(minutes=1), overrule_reason="ไม่เกี่ยวข้อง"
    )
    assert found(edition, winner_list) == {"overruled-conflict": address}
    assert two.conflicts.count() == 0


def test_a_prize_against_the_order_is_found_when_the_order_turned_afterwards() -> None:
    edition, first, winner_list = listed()
    for judge in edition.judges.all():
        judge.assignments.get(entry_category__entry=first).ballot.scores.update(value=1)
    address = reverse("judging:decision-edit", args=[edition.code, "environment"])
    assert found(edition, winner_list) == {"against-order": address}


def test_page_links_each_finding_and_asks_the_same_for_more_winners(
    client: Client,
) -> None:
    edition, first, winner_list = listed()
    Entry.objects.filter(pk=first.pk).update(state="withdrawn")
    client.force_login(edition.organisers.get().user)
    address, counts = (
        reverse("judging:list-show", args=[edition.code, winner_list.version]),
        [],
    )
    client.get(address)  # the side bar's numbers are kept from here on
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address).content.decode()
        counts.append(len(captured))
        assert f"/manage/{edition.code}/entries/{first.reference}/" in page
        line = winner_list.winners.first()
        for _more in range(9):
            number = winner_list.winners.count()
            line.pk, line.reference, line.order = None, f"X-{number}", 100 + number
            line.save()
    assert counts[0] == counts[1]
    assert Winner.objects.filter(winner_list=winner_list).count() > 10
