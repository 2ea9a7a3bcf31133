"""Search finds what the same person could open, and nothing else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.shell.search import Found, search_all
from nominations.entries.search_text import keep_search_texts
from nominations.statuses import EntryState
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_judge,
    make_organiser,
    make_user,
)

pytestmark = pytest.mark.django_db
SECRET = "PLANTED"


def kinds(found: list[Found]) -> dict[str, list[str]]:
    return {kind.icon: [result.url for result in kind.results] for kind in found}


def test_entries_people_organisations_and_pages_are_found() -> None:
    edition = make_edition(name_en="Planted edition")
    make_category(edition)
    user = make_organiser(edition)
    entry = make_entry(
        edition, make_user("planted@example.org"), title_en="Planted title"
    )
    entry.organisation.name_en = "Planted office"
    entry.organisation.save()
    keep_search_texts(entries=[entry.pk])
    judge = make_judge(edition, make_user("planted-judge@example.org"))
    found = kinds(search_all(user, "planted", edition))
    manage = f"/th/manage/{edition.code}/"
    assert found["inbox"] == [f"{manage}entries/{entry.reference}/"]
    assert found["users"] == [
        f"{manage}judges/{judge.pk}/",
        f"{manage}entries/{entry.reference}/",
    ]
    assert found["building-2"] == [f"{manage}entries/?q=Planted+office"] or found[
        "building-2"
    ][0].startswith(f"{manage}entries/?q=")
    assert found["trophy"] == [manage]


def test_pages_are_found_by_their_names(client: Client) -> None:
    edition = make_edition()
    client.force_login(make_organiser(edition))
    address = reverse("search").replace("/th/", "/en/")
    shown = client.get(address, {"q": "prize", "edition": edition.code})
    assert f"/en/manage/{edition.code}/prizes/" in shown.content.decode()


def test_others_editions_drafts_and_pages_are_not_found(client: Client) -> None:
    mine, theirs = make_edition(), make_edition(name_en=f"{SECRET} edition")
    user = make_organiser(mine)
    for edition, state in ((theirs, EntryState.SUBMITTED), (mine, EntryState.DRAFT)):
        make_category(edition)
        owner = make_user(name_en=f"{SECRET} {edition.code}")
        entry = make_entry(edition, owner, title_en=f"{SECRET} title", state=state)
        entry.organisation.name_en = f"{SECRET} office"
        entry.organisation.save()
        keep_search_texts(entries=[entry.pk])
    make_judge(theirs, make_user(name_en=f"{SECRET} judge"))
    assert search_all(user, SECRET, mine) == []
    client.force_login(user)
    asked = client.get(reverse("search"), {"q": SECRET, "edition": theirs.code})
    assert asked.context["edition"] is None
    assert asked.context["found"] == []


def test_the_operator_finds_editions_and_nothing_that_was_sent_in() -> None:
    edition = make_edition(name_en=f"{SECRET} edition")
    make_category(edition)
    entry = make_entry(edition, title_en=f"{SECRET} title")
    keep_search_texts(entries=[entry.pk])
    operator = make_user(is_operator=True)
    assert list(kinds(search_all(operator, SECRET, edition))) == ["trophy"]


def test_many_results_cost_as_many_questions_as_few() -> None:
    edition = make_edition(name_en="Planted edition")
    make_category(edition)
    user = make_organiser(edition)
    counts = []
    for _ in range(2):
        for _ in range(3):
            entry = make_entry(edition, title_en="Planted title")
            keep_search_texts(entries=[entry.pk])
            make_judge(edition, make_user(name_en="Planted judge"))
        with CaptureQueriesContext(connection) as asked:
            search_all(user, "planted", edition)
        counts.append(len(asked))
    assert counts[1] == counts[0] <= 6


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "\x00", "'", "ก" * 500])
def test_odd_words_find_nothing_and_break_nothing(typed: str, client: Client) -> None:
    edition = make_edition()
    client.force_login(make_organiser(edition))
    answer = client.get(reverse("search"), {"q": typed, "edition": edition.code})
    assert answer.status_code == 200
