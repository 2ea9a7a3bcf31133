"""How many questions the entrant's most frequent requests ask, whatever the form holds."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nominations.entries.content import content_hash, content_of
from nominations.models import Entry
from nominations.questions.services import add_standard_questions
from tests.factories import (
    make_answer,
    make_category,
    make_edition,
    make_organiser,
    make_rule,
    make_rule_answer,
)
from tests.nominations.makers import make_entry, make_question

pytestmark = pytest.mark.django_db


def asked(client: Client, name: str, entry: Entry, data: dict[str, str]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = client.post(
            reverse(f"nominations:{name}", args=[entry.reference]), data
        )
    assert response.status_code in (200, 302)
    # Outside of a test's own transaction there are no savepoints, but one beginning and one end.
    return [
        query["sql"]
        for query in captured.captured_queries
        if "SAVEPOINT" not in query["sql"]
    ]


def test_autosave_asks_little_and_not_more_for_a_longer_form() -> None:
    client, edition = Client(), make_edition()
    add_standard_questions(edition=edition, actor=None)
    entry = make_entry(edition, category=make_category(edition))
    client.force_login(entry.owner)
    asked(client, "entry-save", entry, {"only": "q-solution", "q-solution": "ครั้งแรก"})
    few = asked(
        client, "entry-save", entry, {"only": "q-solution", "q-solution": "ครั้งที่สอง"}
    )
    for number in range(12):
        make_question(edition, f"more-{number}")
    # the form has changed: it is read once more
    asked(client, "entry-save", entry, {"only": "q-solution", "q-solution": "อีกครั้ง"})
    many = asked(
        client, "entry-save", entry, {"only": "q-solution", "q-solution": "ครั้งที่สาม"}
    )
    assert len(few) == len(many)
    assert len(many) <= 8, "\n".join(many)


def test_autosaved_category_decides_at_once_which_questions_are_missing() -> None:
    edition = make_edition()
    client, only = Client(), make_category(edition, "energy")
    make_category(edition)
    make_question(edition, "megawatts", required=True).categories.add(only)
    entry = make_entry(edition)
    client.force_login(entry.owner)
    address = reverse("nominations:entry-save", args=[entry.reference])
    said = client.post(
        address, {"only": "categories", "categories": "mobility"}
    ).json()["missing"]
    assert "megawatts" not in said
    assert (
        "megawatts"
        in client.post(address, {"only": "categories", "categories": "energy"}).json()[
            "missing"
        ]
    )


def test_sending_in_asks_little_and_keeps_what_the_entry_says() -> None:
    client, edition = Client(), make_edition()
    add_standard_questions(edition=edition, actor=None)
    edition.questions.update(required=False)
    first, entry = (
        make_entry(edition, category=make_category(edition, code))
        for code in ("mobility", "energy")
    )
    make_answer(entry, edition.questions.get(code="solution"), "เซนเซอร์")
    make_rule_answer(entry, make_rule(edition), "no")
    for one in (first, entry):
        client.force_login(one.owner)
        count = asked(client, "entry-submit", one, {})
    assert len(count) <= 24, "\n".join(count)
    entry.refresh_from_db()
    receipt = entry.receipts.get()
    assert receipt.content == content_of(entry)
    assert receipt.sha256 == content_hash(entry)


def test_form_asks_at_most_twelve() -> None:
    client, edition = Client(), make_edition()
    add_standard_questions(edition=edition, actor=None)
    entry = make_entry(edition, category=make_category(edition))
    client.force_login(entry.owner)
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("nominations:entry-edit", args=[entry.reference]))
    assert len(captured) <= 12


def test_desk_of_what_is_lacking_asks_at_most_twelve() -> None:
    client, edition = Client(), make_edition()
    make_question(edition, required=True)
    make_entry(edition, category=make_category(edition), state="submitted")
    client.force_login(make_organiser(edition))
    address = reverse("nominations:manage-entries", args=[edition.code])
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address, {"missing": "any"})
    assert len(page.context["lines"]) == 1
    assert len(captured) <= 12
