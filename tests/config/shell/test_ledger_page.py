"""The ledger as a page: who did what when, in words, and what is not told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards import acts
from awards.ledger.services import append
from awards.models import Edition
from judging.acts import BALLOT_SUBMITTED
from nominations.acts import (
    COLLABORATOR_INVITED,
    DECLARATION_AGREED,
    DECLARATION_SAVED,
    ENTRY_SUBMITTED,
    QUESTION_SAVED,
)
from nominations.declarations.services import write_declaration
from nominations.statuses import EntryState
from tests.factories import (
    make_category,
    make_declaration,
    make_edition,
    make_entry,
    make_organiser,
    make_question,
    make_rule,
    make_user,
)

pytestmark = pytest.mark.django_db


def run_edition(client: Client) -> Edition:
    edition = make_edition()
    make_category(edition)
    client.force_login(make_organiser(edition))
    return edition


def page(
    client: Client, edition: Edition, name: str = "edition-ledger", **asked: str
) -> str:
    address = reverse(name, args=[edition.code]).replace("/th/", "/en/")
    answer = client.get(address, asked)
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode()


def test_an_act_is_said_in_words_with_who_and_about_what(client: Client) -> None:
    edition = run_edition(client)
    entry = make_entry(edition)
    who = make_user("somchai@example.org", name_en="Somchai Rakthai")
    subject = f"entry:{entry.reference}"
    append(edition.code, ENTRY_SUBMITTED, who, {"reason": "ok"}, subject=subject)
    shown = page(client, edition)
    assert "Somchai Rakthai" in shown
    assert ">Submitted<" in shown
    assert entry.reference in shown


@pytest.mark.parametrize("name", ["edition-ledger", "ledger-csv"])
def test_no_act_names_anything_by_its_bare_code(client: Client, name: str) -> None:
    edition = run_edition(client)
    text = make_declaration(edition, "pictures")
    question = make_question(edition, "id-card", label_en="Copy of an identity card")
    rule = make_rule(edition, "in-thailand", label_en="Runs in Thailand")
    who, subject = make_user(), f"entry:{make_entry(edition).reference}"
    said = {"declaration": "pictures", "paper": "id-card", "fields": ["r-in-thailand"]}
    append(edition.code, DECLARATION_AGREED, who, said, subject=subject)
    write_declaration(text, DECLARATION_SAVED, who)
    for kind, code in (("question", question.code), ("rule", rule.code)):
        append(
            edition.code, QUESTION_SAVED, who, {"order": 1}, subject=f"{kind}:{code}"
        )
    shown = page(client, edition, name)
    assert [
        shown.count(words)
        for words in (
            "Declared",
            "Copy of an identity card",
            "Runs in Thailand",
        )
    ] == [3, 2, 2]
    assert not [
        code for code in ("pictures", "id-card", "in-thailand") if code in shown
    ]


@pytest.mark.parametrize("name", ["edition-ledger", "ledger-csv"])
def test_scores_and_drafts_are_not_told(client: Client, name: str) -> None:
    edition = run_edition(client)
    sent, draft = make_entry(edition), make_entry(edition, state=EntryState.DRAFT)
    scores = {"scores": {"impact": "7.77"}, "comment": "PLANTED"}
    append(edition.code, BALLOT_SUBMITTED, make_user(), scores,
           subject=f"entry:{sent.reference}")  # fmt: skip
    helper = {"email": "helper@planted.example"}
    append(edition.code, COLLABORATOR_INVITED, make_user(), helper,
           subject=f"entry:{draft.reference}")  # fmt: skip
    shown = page(client, edition, name)
    assert sent.reference in shown
    assert not [
        word
        for word in ("7.77", "PLANTED", "helper@planted.example", draft.reference)
        if word in shown
    ]


def test_filters_leave_what_was_asked_for(client: Client) -> None:
    edition = run_edition(client)
    one, other = make_user("one@example.org"), make_user("other@example.org")
    first, second = make_entry(edition), make_entry(edition)
    for who, entry in ((one, first), (other, second)):
        append(edition.code, ENTRY_SUBMITTED, who, {"reason": "x"},
               subject=f"entry:{entry.reference}")  # fmt: skip
    append(edition.code, acts.STAGE_PLANNED, one, {"rows": 3}, subject="stage")
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    asked = {
        "person": ({"person": "one@"}, 2),
        "act": ({"act": ENTRY_SUBMITTED.code}, 2),
        "entry": ({"entry": second.reference.lower()}, 1),
        "today": ({"until": timezone.localdate().isoformat()}, 3),
        "later": ({"since": tomorrow}, 0),
    }
    counted = {
        name: page(client, edition, "ledger-csv", **filters).count("\r\n") - 1
        for name, (filters, _rows) in asked.items()
    }
    assert counted == {name: rows for name, (_filters, rows) in asked.items()}


def test_a_day_that_cannot_be_read_is_said(client: Client) -> None:
    edition = run_edition(client)
    assert "Enter a valid date" in page(client, edition, since="soon")


def test_many_acts_cost_as_many_questions_as_few(client: Client) -> None:
    edition = run_edition(client)
    counts = []
    for _ in range(2):
        for _ in range(4):
            entry = make_entry(edition)
            append(edition.code, ENTRY_SUBMITTED, make_user(), {"reason": "x"},
                   subject=f"entry:{entry.reference}")  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            page(client, edition)
        counts.append(len(asked))
    assert counts[1] <= counts[0] <= 13


def test_csv_holds_no_formula(client: Client) -> None:
    edition = run_edition(client)
    who = make_user(name_en="=HYPERLINK(1)")
    append(edition.code, acts.STAGE_PLANNED, who, {"rows": 1})
    assert "'=HYPERLINK(1)" in page(client, edition, "ledger-csv")
