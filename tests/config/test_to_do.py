"""The first page of a signed-in person: what waits for them, by deadline, over all roles."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override

from awards.accounts.models import User
from config.site.desk_cards import to_do
from nominations.models import Correction
from nominations.statuses import Eligibility, EntryState
from tests.factories import (
    ago,
    ahead,
    make_assignment,
    make_category,
    make_edition,
    make_entry,
    make_judge,
    make_list,
    make_organiser,
    make_round,
    make_user,
)

pytestmark = pytest.mark.django_db


def waits(user: User) -> dict[str, list[str]]:
    with override("en"):
        return {
            group.label: [card.title for card in group.cards]
            for group in to_do(user).groups
        }


def test_every_role_of_a_person_stands_in_one_list_by_deadline() -> None:
    user, author = make_user(), make_user()
    sent = make_edition(closes_at=ago(days=1), announces_at=ahead(days=60))
    make_category(sent)
    entry = make_entry(sent, user, title_en="Canal", eligibility=Eligibility.RETURNED)
    Correction.objects.create(
        entry=entry, number=1, fields={"title_th": "x"}, until=ahead(days=2)
    )
    judged = make_edition(closes_at=ago(days=5))
    make_category(judged)
    online = make_round(judged, opens_at=ago(days=2), closes_at=ahead(days=5))
    judge = make_judge(judged, user)
    for cleared in (None, ago(hours=1)):
        make_assignment(judge, make_entry(judged), online, cleared_at=cleared)
    mine = make_edition(two_person_rule=True, announces_at=ahead(days=30))
    for organiser in (author, user):
        make_organiser(mine, organiser)
    make_list(mine, published=False, prepared_by=author)
    assert waits(user) == {
        "Within 3 days": ["Submit your correction of “Canal”"],
        "Within 7 days": [
            "Check 1 entry for conflicts of interest",
            "Submit 1 ballot",
        ],
        "Later": ["A winner list waits for your approval"],
    }
    assert "A winner list" not in str(waits(author))


def test_what_needs_nobody_is_not_listed(client: Client) -> None:
    user = make_user()
    edition = make_edition()
    make_category(edition)
    make_organiser(edition, user)
    make_entry(edition, user, state=EntryState.WITHDRAWN)
    assert waits(user) == {}
    client.force_login(user)
    shown = client.get("/en/desk/").content.decode()
    assert "Nothing waits for you." in shown
    assert f"/en/manage/{edition.code}/" in shown
