"""An entry's way through the services."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from awards.ledger.models import Row
from awards.models import Edition
from awards.outbox.models import Message
from nominations.entries.missing import missing_items
from nominations.entries.saving import save_entry
from nominations.entries.services import (
    create_entry,
    reopen_entry,
    submit_entry,
    withdraw_entry,
)
from nominations.models import Answer, Entry
from nominations.organisations.services import register_organisation
from nominations.refusals import (
    CallNotOpenError,
    CategoryError,
    ClosedError,
    IncompleteError,
    NumberError,
    WrongStateError,
)
from tests.factories import (
    make_category,
    make_edition,
    make_organisation,
    make_user,
    moment,
)
from tests.nominations.makers import (
    CHECKLIST,
    declare_needed,
    make_entry,
    make_question,
)

pytestmark = pytest.mark.django_db

ANSWERS = {
    "problem": "ก",
    "solution": "ข",
    "technology": "ค",
    "results": "ง",
    "in-use-since": "2022-08-31",
}
FIELDS = {
    "title_th": "ไฟจราจร",
    "title_en": "Traffic lights",
    "summary_th": "ย่อ",
    "contact_name": "สมมุติ",
    "contact_phone": "0810000000",
}


def begin(edition: Edition) -> Entry:
    user = make_user()
    make_category(edition)
    organisation = make_organisation(user)
    return create_entry(
        user=user,
        edition=edition,
        organisation=organisation,
        category_codes=["mobility"],
    )


def test_entry_goes_from_draft_to_submitted_with_mail_and_ledger() -> None:
    edition = make_edition("scsa-9999")
    entry = begin(edition)
    assert entry.reference == "SCSA-9999-0001"
    save_entry(
        entry=entry, user=entry.owner, fields=FIELDS, answers=ANSWERS, rules=CHECKLIST
    )
    declare_needed(entry)
    sent = submit_entry(entry=entry, user=entry.owner)
    assert sent.state == "submitted"
    assert sent.submitted_at is not None
    mail = Message.objects.get(event="entry-received")
    assert "SCSA-9999-0001" in mail.subject
    assert "ไฟจราจร" in mail.text
    assert Row.objects.filter(chain="scsa-9999", act="entry submitted").count() == 1


def test_submitting_partial_entry_names_every_missing_field_in_order() -> None:
    entry = begin(make_edition())
    save_entry(
        entry=entry,
        user=entry.owner,
        fields={"title_th": "ก"},
        answers={"problem": "ข"},
    )
    with pytest.raises(IncompleteError) as refusal:
        submit_entry(entry=entry, user=entry.owner)
    wanted = ["title_en", "summary_th", "contact_name", "contact_phone"]
    wanted += ["q-solution", "q-technology", "q-results", "q-in-use-since"]
    wanted += [f"r-{code}" for code in CHECKLIST] + ["d-originality", "d-ai-use"]
    assert [item.field for item in refusal.value.missing] == wanted


def test_references_count_up_without_gaps() -> None:
    edition = make_edition("ref")
    make_category(edition, "living")
    user = make_user()
    organisation = make_organisation(user)
    args = {"user": user, "edition": edition, "organisation": organisation}
    found = [
        create_entry(**args, category_codes=["living"]).reference for _ in range(3)
    ]  # type: ignore[arg-type]
    assert found == ["REF-0001", "REF-0002", "REF-0003"]


@pytest.mark.parametrize(("opens", "closes"), [(1, 2), (-3, -2)])
def test_entry_outside_the_call_is_refused(opens: int, closes: int) -> None:
    with pytest.raises(CallNotOpenError):
        begin(make_edition(opens_at=moment(days=opens), closes_at=moment(days=closes)))


def close(entry: Entry) -> None:
    """The edition's closing passes, its grace, too."""
    Edition.objects.filter(pk=entry.edition_id).update(
        closes_at=timezone.now() - timedelta(minutes=6)
    )


def test_nothing_changes_after_the_closing_moment() -> None:
    entry = begin(make_edition())
    close(entry)
    args = {"entry": entry, "user": entry.owner}
    for act in (submit_entry, reopen_entry, withdraw_entry):
        with pytest.raises(ClosedError):
            act(**args)  # type: ignore[arg-type]
    with pytest.raises(ClosedError):
        save_entry(entry=entry, user=entry.owner, fields={"title_th": "ข"}, answers={})
    entry.refresh_from_db()
    assert (entry.state, entry.title_th) == ("draft", "")


def test_grace_and_extension_move_the_closing_moment() -> None:
    edition = make_edition(grace_minutes=5)
    entry = begin(edition)
    Edition.objects.filter(pk=edition.pk).update(
        closes_at=timezone.now() - timedelta(minutes=4)
    )
    save_entry(
        entry=entry, user=entry.owner, fields={"title_th": "ในเวลาผ่อนผัน"}, answers={}
    )
    close(entry)
    Entry.objects.filter(pk=entry.pk).update(
        extended_until=timezone.now() + timedelta(hours=1)
    )
    save_entry(
        entry=entry, user=entry.owner, fields={"title_th": "ในเวลาขยาย"}, answers={}
    )
    entry.refresh_from_db()
    assert entry.title_th == "ในเวลาขยาย"


def test_submitted_entry_is_changed_only_after_reopening() -> None:
    edition = make_edition()
    entry = make_entry(edition, state="submitted", category=make_category(edition))
    with pytest.raises(WrongStateError):
        save_entry(
            entry=entry, user=entry.owner, fields={"title_th": "ใหม่"}, answers={}
        )
    reopen_entry(entry=entry, user=entry.owner)
    save_entry(entry=entry, user=entry.owner, fields={"title_th": "ใหม่"}, answers={})
    assert submit_entry(entry=entry, user=entry.owner).title_th == "ใหม่"


def test_withdrawn_entry_may_be_opened_again() -> None:
    entry = make_entry(make_edition(), state="submitted")
    assert withdraw_entry(entry=entry, user=entry.owner).state == "withdrawn"
    assert Message.objects.filter(event="entry-withdrawn").count() == 1
    assert reopen_entry(entry=entry, user=entry.owner).state == "draft"


def test_category_of_another_edition_is_refused() -> None:
    entry = begin(make_edition())
    make_category(make_edition(), "energy")
    with pytest.raises(CategoryError):
        save_entry(
            entry=entry,
            user=entry.owner,
            fields={},
            answers={},
            category_codes=["energy"],
        )


def test_more_categories_than_the_edition_allows_are_refused() -> None:
    edition = make_edition(max_categories=1)
    entry = begin(edition)
    make_category(edition, "energy")
    both = ["energy", "mobility"]
    with pytest.raises(CategoryError):
        save_entry(
            entry=entry, user=entry.owner, fields={}, answers={}, category_codes=both
        )
    Edition.objects.filter(pk=edition.pk).update(max_categories=2)
    save_entry(
        entry=entry, user=entry.owner, fields={}, answers={}, category_codes=both
    )
    assert entry.standings.count() == 2


def test_saving_the_same_again_writes_nothing() -> None:
    entry = begin(make_edition())
    for _ in range(2):
        save_entry(
            entry=entry,
            user=entry.owner,
            fields={"title_th": "ก"},
            answers={"problem": "ข"},
        )
    assert entry.revisions.count() == 2
    assert Answer.objects.get(entry=entry).version == 1


def test_question_of_one_category_is_not_asked_of_others() -> None:
    edition = make_edition()
    energy, mobility = (
        make_category(edition, "energy"),
        make_category(edition, "mobility"),
    )
    make_question(edition, "megawatts", required=True).categories.add(energy)
    assert "q-megawatts" in [
        item.field for item in missing_items(make_entry(edition, category=energy))
    ]
    assert missing_items(make_entry(edition, category=mobility)) == []


@pytest.mark.parametrize(
    "typed",
    ["0105536112014", "๐๙๙๔๐๐๐๖๑๗๗๒๑", "3 1006 00445 63 5", "0-1055-36112-01-4"],
)
def test_organisation_number_is_read_however_it_is_typed(typed: str) -> None:
    user = make_user()
    names = {
        "name_th": "เทศบาลสมมุติ",
        "name_en": "",
        "kind": "municipality",
        "province_code": "TH-40",
    }
    organisation = register_organisation(user=user, number=typed, **names)
    assert len(organisation.number) == 13
    assert organisation.members.get().user == user


@pytest.mark.parametrize("typed", ["0994000617723", "12345", "๐๙๙๔๐๐๐๖๑๗๗๒๓", "abc"])
def test_wrong_organisation_number_is_refused(typed: str) -> None:
    names = {
        "name_th": "เทศบาลสมมุติ",
        "name_en": "",
        "kind": "municipality",
        "province_code": "TH-40",
    }
    with pytest.raises(NumberError):
        register_organisation(user=make_user(), number=typed, **names)
