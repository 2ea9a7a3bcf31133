"""An entry cites a dSURE certificate: checked when typed, shown with what it was on the
closing day.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from awards.dsure.models import Event
from awards.dsure.register.services import change_state
from awards.dsure.statuses import CertificateState, EventKind
from nominations.desk.filters import filtered_entries
from nominations.entries.reading import read_entry
from nominations.models import Question
from nominations.questions.answers import parse_answer
from nominations.statuses import QuestionKind
from tests.factories import (
    ago,
    ahead,
    make_answer,
    make_certificate,
    make_edition,
    make_entry,
    make_organiser,
    make_question,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def asked(**fields: Any) -> Question:
    edition = make_edition(
        opens_at=ago(days=30),
        closes_at=ago(days=5),
        announces_at=ahead(days=9),
        **fields,
    )
    edition.categories.create(code="energy", name_th="พลังงาน", name_en="Energy")
    return make_question(edition, "dsure", kind=QuestionKind.CERTIFICATE)


def test_number_is_found_however_it_is_typed_and_kept_as_the_register_has_it() -> None:
    question = asked()
    make_certificate("DS-2566-01")
    assert parse_answer(question, " ds-๒๕๖๖-01 ") == "DS-2566-01"
    assert parse_answer(question, "") == ""


@pytest.mark.parametrize("number", ["DS-9", "DS-SECRET", "'; drop table", "ก" * 300])
def test_unknown_and_unannounced_numbers_are_refused_alike(number: str) -> None:
    question = asked()
    make_certificate("DS-SECRET", announced=False)
    with pytest.raises(ValidationError, match=r"ไม่มีใบรับรอง|no certificate"):
        parse_answer(question, number)


def cited(question: Question, number: str, *, blind: bool = False) -> Any:
    entry = make_entry(question.edition)
    make_answer(entry, question, number)
    answers = read_entry(entry, blind=blind).answers
    return answers[0].details if answers else None


def test_certificate_that_was_suspended_after_closing_held_on_that_day() -> None:
    question, certificate = asked(), make_certificate("DS-1")
    change_state(
        actor=None,
        certificate=certificate,
        to_state=CertificateState.SUSPENDED,
        reason_th="ก",
        reason_en="a",
    )
    assert cited(question, "DS-1").held
    Event.objects.filter(kind=EventKind.STATE).update(at=ago(days=9))
    assert not cited(question, "DS-1").held


def test_expired_and_not_yet_issued_certificates_did_not_hold() -> None:
    question = asked()
    make_certificate("DS-OLD", expires_on=TODAY() - timedelta(days=6))
    make_certificate("DS-NEW", issued_on=TODAY() - timedelta(days=4))
    make_certificate("DS-THEN", expires_on=TODAY() - timedelta(days=4))
    assert [
        cited(question, number).held for number in ("DS-OLD", "DS-NEW", "DS-THEN")
    ] == [False, False, True]


def test_blind_reader_sees_no_certificate_whatever_the_question_says() -> None:
    question = asked()
    make_certificate("DS-1")
    assert cited(question, "DS-1", blind=True) is None


def test_desk_finds_entries_by_whether_their_certificate_held_on_the_closing_day(
    client: Client,
) -> None:
    question = asked()
    make_certificate("DS-HELD")
    make_certificate("DS-OLD", expires_on=TODAY() - timedelta(days=6))
    numbers = ("DS-HELD", "ds-๐ not there", "DS-OLD", "", "DS-HELD")
    entries = [make_entry(question.edition) for _ in numbers]
    for entry, number in zip(entries, numbers, strict=True):
        make_answer(entry, question, number)
    organiser = make_organiser(question.edition)
    found = {
        how: [
            entries.index(entry)
            for entry in filtered_entries(organiser, question.edition, {"dsure": how})
        ]
        for how in ("any", "held", "lapsed", "else")
    }
    assert found == {
        "any": [0, 1, 2, 4],
        "held": [0, 4],
        "lapsed": [1, 2],
        "else": [0, 1, 2, 3, 4],
    }
    client.force_login(organiser)
    page = client.get(f"/en/manage/{question.edition.code}/entries/?dsure=held").text
    assert entries[0].reference in page
    assert entries[2].reference not in page
    assert 'name="dsure"' in page
