"""What the desk asks prepared is what its querysets say, and nothing that is kept of an
edition outlives a change.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.accounts.models import User
from awards.models import Edition
from nominations.desk.filters import filtered_entries
from nominations.desk.reads import LASTING, numbers_of
from nominations.entries.search_text import keep_search_texts
from nominations.models import Entry, Note
from nominations.statuses import EntryState
from tests.factories import make_category, make_edition, make_organiser
from tests.kept import made_once
from tests.nominations.makers import make_entry, make_question

pytestmark = pytest.mark.django_db


@made_once
def make_desk() -> tuple[Edition, User, list[Entry]]:
    """Two categories, a tag, an entry that lacks its title, and a draft with all of it."""
    edition = make_edition()
    places = [make_category(edition), make_category(edition, code="living")]
    make_question(edition, "impact", required=True)
    made = [
        make_entry(
            edition,
            state=EntryState.DRAFT if number == 4 else EntryState.SUBMITTED,
            category=places[number % 2],
            title_th=f"ระบบน้ำ ที่ {number}" if number != 3 else " ",
        )
        for number in range(5)
    ]
    for entry in (made[1], made[4]):
        Note.objects.create(entry=entry, text="late", is_tag=True)
    keep_search_texts(entries=[entry.pk for entry in made])
    return edition, make_organiser(edition), made


VIEWS: list[dict[str, str]] = [
    {},
    {"q": "น้ำ"},
    {"q": "น้ำ 2"},
    {"q": "nothing like it"},
    {"sort": "title"},
    {"sort": "newest", "missing": "title_th"},
    {"missing": "any"},
    {"missing": "q-impact", "q": "น้ำ"},
    {"state": "submitted", "source": "web"},
    {"tag": "late"},
    {"eligibility": "unchecked", "files": "none"},
    {"province": "10", "kind": "company", "columns": "title"},
]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_prepared_numbers_are_those_of_the_queryset(view: dict[str, str]) -> None:
    edition, organiser, entries = make_desk()
    fitting = list(
        filtered_entries(organiser, edition, view).values_list("pk", flat=True)
    )
    assert entries[4].pk not in fitting
    found = numbers_of(organiser, edition, view, 0, 50)
    assert found == [(pk, len(fitting)) for pk in fitting]
    assert numbers_of(organiser, edition, view, 1, 2) == found[1:2]
    stranger = make_organiser(make_edition())
    assert numbers_of(stranger, edition, view, 0, 50) == []


def test_category_of_a_view_is_a_part_of_what_is_prepared() -> None:
    edition, organiser, entries = make_desk()
    for place, own in ((0, entries[0:3:2]), (1, entries[1:4:2])):
        code = edition.categories.order_by("pk")[place].code
        found = numbers_of(organiser, edition, {"category": code}, 0, 50)
        assert found == [(entry.pk, 2) for entry in own]


def test_view_that_hangs_on_the_day_or_the_register_is_asked_anew() -> None:
    edition, organiser, _entries = make_desk()
    assert numbers_of(organiser, edition, {"phase": "waits"}, 0, 50) is None
    assert numbers_of(organiser, edition, {"dsure": "held"}, 0, 50) is None
    assert not LASTING & {"phase", "dsure"}


def shown(client: Client, edition: Edition, **query: str) -> Any:
    address = reverse("nominations:manage-entries", args=[edition.code])
    return client.get(address, query)


def test_form_that_changes_is_seen_by_the_next_page(client: Client) -> None:
    """Questions and categories are kept by the form's stamp, which the database renews."""
    edition, organiser, entries = make_desk()
    client.force_login(organiser)
    missing = {"missing": "any"}
    assert len(shown(client, edition, **missing).context["lines"]) == 4
    edition.questions.update(required=False)
    [line] = shown(client, edition, **missing).context["lines"]
    assert line.entry == entries[3]
    place = edition.categories.order_by("pk")[0]
    place.name_th = "สาขาใหม่"
    place.save()
    page = shown(client, edition)
    assert page.content.decode().count("สาขาใหม่") == 3  # two entries, and the filter
    make_question(edition, "later", required=True)
    page = shown(client, edition, **missing)
    assert len(page.context["lines"]) == 4
    assert "q-later" in dict(page.context["missing_items"])
