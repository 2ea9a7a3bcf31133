"""An entry opened again and not sent in again: what was sent in stands."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.ledger.verifying import verify
from awards.models import Edition
from awards.outbox.models import Message
from nominations.entries.content import content_hash
from nominations.entries.fallback import let_stand, let_submissions_stand
from nominations.entries.saving import save_entry
from nominations.entries.services import reopen_entry, submit_entry, withdraw_entry
from nominations.files.invariants import problems
from nominations.files.services import attach_file, remove_attachment
from nominations.models import Attachment, Entry
from tests.factories import make_answer, make_category, make_edition
from tests.nominations.filemakers import attach, image_bytes, pdf_bytes
from tests.nominations.makers import make_entry, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def make_sent_in() -> Entry:
    edition = make_edition()
    entry = make_entry(edition, category=make_category(edition))
    make_category(edition, "energy")
    make_answer(entry, make_question(edition), "คำตอบเดิม")
    attach(entry, pdf_bytes(), "file.pdf")
    return submit_entry(entry=entry, user=entry.owner)


def close(edition: Edition, ago: timedelta = timedelta(minutes=5)) -> None:
    Edition.objects.filter(pk=edition.pk).update(
        closes_at=timezone.now() - ago, grace_minutes=0
    )


def change(entry: Entry) -> None:
    save_entry(
        entry=entry,
        user=entry.owner,
        fields={"title_th": "แก้ไม่เสร็จ"},
        answers={"problem": ""},
        category_codes=["energy"],
    )


def test_what_was_sent_in_stands_when_the_reopened_entry_is_not_sent_in_again(
    django_capture_on_commit_callbacks: Any,
) -> None:
    entry = make_sent_in()
    sent_in, fingerprint = entry.submitted_at, content_hash(entry)
    with django_capture_on_commit_callbacks(execute=True):
        reopen_entry(entry=entry, user=entry.owner)
        change(entry)
        remove_attachment(attachment=entry.attachments.get(), user=entry.owner)
        upload = SimpleUploadedFile("new.png", image_bytes())
        attach_file(entry=entry, user=entry.owner, upload=upload)
        assert not let_submissions_stand()
        close(entry.edition)
        assert let_submissions_stand() == 1
    entry.refresh_from_db()
    assert (entry.state, entry.submitted_at, entry.fallback) == (
        "submitted",
        sent_in,
        None,
    )
    assert content_hash(entry) == fingerprint
    assert [file.name for file in entry.attachments.all()] == ["file.pdf"]
    assert problems() == []
    assert entry.revisions.filter(field="title_th", value="แก้ไม่เสร็จ").exists()
    assert (
        Message.objects.filter(event="entry-stands", to_email=entry.owner.email).count()
        == 1
    )
    assert verify(entry.edition.code) == []
    assert let_submissions_stand() == 0


def test_entry_sent_in_again_counts_as_it_was_sent_in_again(
    django_capture_on_commit_callbacks: Any,
) -> None:
    entry = make_sent_in()
    with django_capture_on_commit_callbacks(execute=True):
        reopen_entry(entry=entry, user=entry.owner)
        save_entry(
            entry=entry, user=entry.owner, fields={"title_th": "ฉบับใหม่"}, answers={}
        )
        remove_attachment(attachment=entry.attachments.get(), user=entry.owner)
        submit_entry(entry=entry, user=entry.owner)
    close(entry.edition)
    assert let_submissions_stand() == 0
    entry.refresh_from_db()
    assert entry.title_th == "ฉบับใหม่"
    assert not Attachment.with_removed.exists()
    assert problems() == []


def test_withdrawn_entry_stays_withdrawn_and_a_first_draft_a_draft() -> None:
    entry, draft = make_sent_in(), make_entry(make_edition())
    reopen_entry(entry=entry, user=entry.owner)
    withdraw_entry(entry=entry, user=entry.owner)
    again = reopen_entry(entry=entry, user=entry.owner)
    assert again.fallback is None
    for edition in (entry.edition, draft.edition):
        close(edition)
    assert let_submissions_stand() == 0
    assert set(Entry.objects.values_list("state", flat=True)) == {"draft"}


def test_submission_that_began_in_time_goes_before_the_sweep() -> None:
    entry = make_sent_in()
    reopen_entry(entry=entry, user=entry.owner)
    close(entry.edition, timedelta(seconds=20))
    assert let_submissions_stand() == 0


def test_extension_is_waited_for() -> None:
    entry = make_sent_in()
    reopen_entry(entry=entry, user=entry.owner)
    close(entry.edition)
    Entry.objects.filter(pk=entry.pk).update(
        extended_until=timezone.now() + timedelta(hours=1)
    )
    assert let_submissions_stand() == 0


def test_category_or_question_that_is_gone_keeps_nothing_from_standing() -> None:
    entry = make_sent_in()
    reopen_entry(entry=entry, user=entry.owner)
    change(entry)
    entry.answers.all().delete()
    entry.edition.questions.all().delete()
    entry.edition.categories.filter(code="mobility").delete()
    assert let_stand(entry=entry)


def test_removed_file_can_be_put_back_and_cannot_be_read_meanwhile(
    client: Client,
) -> None:
    entry = make_sent_in()
    reopen_entry(entry=entry, user=entry.owner)
    file = entry.attachments.get()
    client.force_login(entry.owner)
    address = reverse("nominations:attachment-read", args=[file.key])
    remove_attachment(attachment=file, user=entry.owner)
    assert client.get(address).status_code == 404
    assert not entry.attachments.exists()


def test_page_says_what_stands(client: Client) -> None:
    entry = make_sent_in()
    reopen_entry(entry=entry, user=entry.owner)
    client.force_login(entry.owner)
    for name in ("entry-detail", "entry-edit"):
        page = client.get(
            reverse(f"nominations:{name}", args=[entry.reference])
        ).content.decode()
        assert "ยังมีผลจนกว่าท่านจะส่งฉบับนี้" in page
