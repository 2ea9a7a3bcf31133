"""What an organiser does in an entrant's place: sends in, opens again, adds a file;
each marked, written down, told.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.ledger.verifying import verify
from awards.models import Edition
from awards.outbox.models import Message
from judging.acts import VOCABULARY
from nominations.desk.on_behalf import (
    attach_for_entrant,
    change_for_entrant,
    reopen_for_entrant,
    submit_for_entrant,
)
from nominations.entries.history import events_of, submissions_of
from nominations.entries.services import withdraw_entry
from nominations.models import Correction, Entry
from nominations.refusals import (
    ClosedError,
    CorrectFirstError,
    CorrectionOverError,
    FieldLockedError,
    FileRefusedError,
    IncompleteError,
    ReasonError,
    WrongStateError,
)
from tests.factories import ago, make_category, make_edition, make_organiser
from tests.kept import made_once
from tests.nominations.eligibility.test_eligibility import (
    BAD,
    closed_edition,
    png,
    returned,
    say,
    sent_in,
)
from tests.nominations.makers import make_entry

pytestmark = pytest.mark.django_db
WHY = "ผู้ส่งขอทางโทรศัพท์ เพราะเน็ตล่ม"


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@made_once
def make_desk(state: str = "draft") -> tuple[Edition, Any, Entry]:
    edition = make_edition()
    entry = make_entry(edition, category=make_category(edition), state=state)
    return edition, make_organiser(edition), entry


def url(name: str, *args: object) -> str:
    return reverse(f"nominations:{name}", args=args)


def told(act: str, entry: Entry) -> None:
    mail = Message.objects.get(event=f"entry-{act}-on-behalf")
    assert mail.to_email == entry.owner.email
    assert WHY in mail.text


def test_draft_is_sent_in_unread_marked_written_down_and_told() -> None:
    edition, organiser, entry = make_desk()
    submit_for_entrant(entry=entry, reason=WHY, actor=organiser)
    entry.refresh_from_db()
    assert entry.state == "submitted"
    assert {event.act: event.on_behalf for event in events_of(entry, VOCABULARY)} == {
        "entry submitted on behalf": True,
        "entry submitted": False,
    }
    assert all(event.who == str(organiser) for event in events_of(entry, VOCABULARY))
    told("submitted", entry)
    assert Message.objects.filter(
        event="entry-received", to_email=entry.owner.email
    ).exists()
    assert verify(edition.code) == []


def test_draft_is_not_sent_in_without_reason_in_part_or_too_late() -> None:
    edition, organiser, entry = make_desk()
    with pytest.raises(ReasonError):
        submit_for_entrant(entry=entry, reason=" ", actor=organiser)
    Entry.objects.filter(pk=entry.pk).update(contact_name="")
    with pytest.raises(IncompleteError):
        submit_for_entrant(entry=entry, reason=WHY, actor=organiser)
    Edition.objects.filter(pk=edition.pk).update(
        closes_at=ago(hours=1), grace_minutes=0
    )
    with pytest.raises(ClosedError):
        submit_for_entrant(entry=entry, reason=WHY, actor=organiser)
    entry.refresh_from_db()
    assert entry.state == "draft"
    assert not Message.objects.exists()


def test_page_for_drafts_shows_nothing_of_the_draft(client: Client) -> None:
    edition, organiser, entry = make_desk()
    client.force_login(organiser)
    address = url("draft-behalf", edition.code)
    page = client.get(address, {"reference": entry.reference.lower()}).content.decode()
    assert entry.reference in page
    for secret in (
        entry.title_th,
        entry.title_en,
        entry.owner.email,
        str(entry.organisation),
        entry.contact_name,
    ):
        assert secret not in page
    Entry.objects.filter(pk=entry.pk).update(summary_th="")
    refused = client.post(address, {"reference": entry.reference, "reason": WHY})
    assert refused.status_code == 422
    assert entry.title_th not in refused.content.decode()
    assert (
        client.post(address, {"reference": entry.reference, "reason": ""}).status_code
        == 422
    )
    assert (
        client.post(address, {"reference": "NO-SUCH", "reason": WHY}).status_code == 200
    )
    Entry.objects.filter(pk=entry.pk).update(summary_th="ครบแล้ว")
    assert (
        client.post(address, {"reference": entry.reference, "reason": WHY}).status_code
        == 302
    )
    assert client.get(address, {"reference": entry.reference}).status_code == 302


def test_opened_again_it_is_the_entrants_and_out_of_the_organisers_sight(
    client: Client,
) -> None:
    edition, organiser, entry = make_desk("submitted")
    client.force_login(organiser)
    address = url("entry-behalf", edition.code, entry.reference)
    assert client.post(address, {"act": "reopen", "reason": ""}).status_code == 422
    assert client.post(address, {"act": "reopen", "reason": WHY}).status_code == 302
    entry.refresh_from_db()
    assert (entry.state, entry.fallback is not None) == ("draft", True)
    told("reopened", entry)
    assert client.get(address).status_code == 404
    submit_for_entrant(entry=entry, reason=WHY, actor=organiser)
    withdraw_entry(entry=entry, user=entry.owner)
    assert client.get(address).status_code == 200
    reopen_for_entrant(entry=entry, reason=WHY, actor=organiser)
    entry.refresh_from_db()
    assert (entry.state, entry.fallback) == ("draft", None)


def test_entry_found_not_eligible_is_not_opened_around_its_check() -> None:
    entry = sent_in(make_full())
    say(entry, BAD)
    with pytest.raises(CorrectFirstError):
        reopen_for_entrant(entry=entry, reason=WHY, actor=make_organiser(entry.edition))


def make_full() -> Edition:
    edition = make_edition()
    make_category(edition)
    return edition


def picture(name: str = "a.png") -> ContentFile[bytes]:
    return ContentFile(png(), name)


def test_file_joins_what_was_sent_in_with_a_new_receipt(client: Client) -> None:
    edition, organiser, entry = make_desk("submitted")
    client.force_login(organiser)
    address = url("entry-behalf", edition.code, entry.reference)
    assert client.post(address, {"act": "attach", "reason": WHY}).status_code == 422
    assert (
        client.post(
            address, {"act": "attach", "reason": WHY, "file": picture()}
        ).status_code
        == 302
    )
    [attachment] = entry.attachments.all()
    assert attachment.created_by == organiser
    [sent] = submissions_of(entry)
    assert sent.sha256 == entry.receipts.get().sha256
    told("changed", entry)
    with pytest.raises(FileRefusedError):
        attach_for_entrant(
            entry=entry, upload=picture(), question=None, reason=WHY, actor=organiser
        )
    assert entry.receipts.count() == 1
    assert client.post(address, {"act": "nonsense", "reason": WHY}).status_code == 404


def test_file_is_refused_where_the_entrant_could_not_add_it() -> None:
    edition, organiser, draft = make_desk()
    said: dict[str, Any] = {"question": None, "reason": WHY, "actor": organiser}
    with pytest.raises(WrongStateError):
        attach_for_entrant(entry=draft, upload=picture(), **said)
    sent = make_entry(edition, category=edition.categories.first(), state="submitted")
    Edition.objects.filter(pk=edition.pk).update(
        closes_at=ago(hours=1), grace_minutes=0
    )
    with pytest.raises(ClosedError):
        attach_for_entrant(entry=sent, upload=picture(), **said)


def test_correction_is_made_and_sent_for_the_entrant_in_the_marked_fields(
    client: Client,
) -> None:
    entry = sent_in(closed_edition())
    organiser = make_organiser(entry.edition)
    say(entry, returned({"title_en": "แปลให้ตรง", "files": "แนบหนังสือรับรอง"}), organiser)
    entry.refresh_from_db()
    client.force_login(organiser)
    address = url("entry-behalf", entry.edition.code, entry.reference)
    page = client.get(address).content.decode()
    assert 'name="title_en"' in page
    assert 'name="title_th"' not in page
    assert (
        client.post(
            address, {"act": "change", "title_en": "Right", "reason": WHY}
        ).status_code
        == 302
    )
    assert (
        client.post(
            address, {"act": "attach", "file": picture(), "reason": WHY}
        ).status_code
        == 302
    )
    assert not entry.receipts.exists()
    with pytest.raises(FieldLockedError):
        change_for_entrant(
            entry=entry,
            typed={"title_th": "ลักลอบ"},
            read_at={},
            reason=WHY,
            actor=organiser,
        )
    assert client.post(address, {"act": "submit", "reason": WHY}).status_code == 302
    entry.refresh_from_db()
    assert (entry.title_en, entry.eligibility, entry.receipts.count()) == (
        "Right",
        "unchecked",
        1,
    )
    told("submitted", entry)


def test_correction_ends_for_organisers_when_it_ends_for_the_entrant() -> None:
    entry = sent_in(closed_edition())
    organiser = make_organiser(entry.edition)
    say(entry, returned({"title_en": "แปลให้ตรง"}), organiser)
    Correction.objects.update(until=timezone.now() - timedelta(seconds=1))
    entry.refresh_from_db()
    with pytest.raises(CorrectionOverError):
        submit_for_entrant(entry=entry, reason=WHY, actor=organiser)
    with pytest.raises(CorrectionOverError):
        change_for_entrant(
            entry=entry,
            typed={"title_en": "x"},
            read_at={},
            reason=WHY,
            actor=organiser,
        )
