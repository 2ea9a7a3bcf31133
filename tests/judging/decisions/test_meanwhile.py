"""Two organisers on the decisions of one category: nobody replaces what they did not see."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Category, Edition
from judging.decisions.meanwhile import decide_as_read, decisions_in, print_of_decisions
from judging.decisions.proposals import apply_proposals, propose_prizes
from judging.decisions.services import decide
from judging.models import Decision
from judging.refusals import DecidedMeanwhileError, ProposalChangedError
from nominations.models import EntryCategory
from tests.factories import make_entry, make_full_edition, make_organiser

pytestmark = pytest.mark.django_db


def stage() -> tuple[Edition, Category, EntryCategory]:
    edition = make_full_edition(organiser=None)
    category = edition.categories.all()[0]
    standing = make_entry(edition, category=category).standings.get()
    return edition, category, standing


def give(standing: EntryCategory, code: str, reason: str = "มติ") -> None:
    edition = standing.category.edition
    level = edition.prize_levels.get(code=code)
    decide(entry_category=standing, level=level, reason=reason,
           actor=make_organiser(edition))  # fmt: skip


def test_page_that_is_older_than_a_decision_does_not_replace_it(client: Client) -> None:
    edition, category, standing = stage()
    client.force_login(make_organiser(edition))
    where = reverse("judging:decision-edit", args=[edition.code, category.code])
    where = "/en" + where[3:]
    seen = seen_on(client.get(where).content.decode())
    give(standing, "excellent", "the jury's own words")
    answer = client.post(where, {"seen": seen, f"level-{standing.pk}": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Decided after you opened the page: Excellent · the jury&#x27;s own" in page
    assert Decision.objects.get().level.code == "excellent"
    again = {"seen": seen_on(page), f"level-{standing.pk}": ""}
    assert client.post(where, again).status_code == 302
    assert not Decision.objects.exists()


def seen_on(page: str) -> str:
    [seen] = re.findall(r'name="seen" value="(\w+)"', page)
    return str(seen)


@pytest.mark.parametrize("chosen", ["excellent", "good"])
def test_what_was_decided_alike_is_no_conflict(chosen: str) -> None:
    edition, category, standing = stage()
    seen = print_of_decisions(decisions_in(category))
    give(standing, "excellent")
    refused = decide_as_read(
        category=category,
        seen=seen,
        levels={standing.pk: edition.prize_levels.get(code=chosen)},
        reasons={standing.pk: "มติ"},
        actor=make_organiser(edition),
    )
    assert {pk: type(error) for pk, error in refused.items()} == (
        {} if chosen == "excellent" else {standing.pk: DecidedMeanwhileError}
    )
    assert Decision.objects.get().level.code == "excellent"


def test_proposal_replaces_no_decision_that_was_not_on_its_page() -> None:
    edition, category, standing = stage()
    proposals = propose_prizes(edition)
    read = {one.category.code: one.fingerprint for one in proposals}
    give(standing, "excellent")
    with pytest.raises(ProposalChangedError):
        apply_proposals(
            edition=edition,
            seen={category.code: read[category.code]},
            actor=make_organiser(edition),
        )
    assert Decision.objects.get().level.code == "excellent"
