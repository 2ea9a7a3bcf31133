"""Captions of pictures and films: kept, shown wherever the file is, and covered in blind
rounds like every word of the entry.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from judging.dossiers import dossier_for, file_addresses
from nominations.entries.content import content_hash, content_of
from nominations.entries.dossiers import printed
from nominations.entries.fallback import let_stand
from nominations.entries.file_receipts import receipt_data
from nominations.entries.form_state import sheet_of
from nominations.entries.reading import read_entry
from nominations.entries.services import reopen_entry, submit_entry
from nominations.files.captions import (
    Caption,
    CaptionChangedError,
    caption_of,
    write_caption,
)
from nominations.files.entrant_names import Finding
from nominations.files.entrant_names_search import find_in_answers
from nominations.files.preparing import prepare_files
from nominations.models import CAPTION_LIMIT, Attachment, Entry, Question
from nominations.refusals import FileRefusedError, WrongStateError
from tests.factories import (
    make_category,
    make_edition,
    make_judge,
    make_organisation,
    make_user,
)
from tests.nominations.filemakers import attach, image_bytes, pdf_bytes
from tests.nominations.makers import make_entry

pytestmark = pytest.mark.django_db
EMPTY = Caption()
SEEN = Caption("ศูนย์ควบคุมน้ำ", "The water control room")
NAMED = Caption("ทีมงานเทศบาลนครผกากรอง", "The team of Phakakrong City Municipality")


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path / "media"},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def entry() -> Entry:
    owner = make_user("anchan@city.example.net", name_th="อัญชัน ช่อม่วงสมมุติ")
    organisation = make_organisation(
        owner, name_th="เทศบาลนครผกากรอง", name_en="Phakakrong City Municipality"
    )
    edition = make_edition()
    category = make_category(edition)
    return make_entry(edition, owner, organisation=organisation, category=category)


@pytest.fixture
def picture(entry: Entry) -> Attachment:
    return attach(entry, image_bytes("JPEG"), "p.jpg")


def write(picture: Attachment, caption: Caption, read: Caption = EMPTY) -> None:
    write_caption(
        attachment=picture, user=picture.entry.owner, caption=caption, read=read
    )
    picture.refresh_from_db()


def submitted(entry: Entry) -> Entry:
    return submit_entry(entry=entry, user=entry.owner)


def address_of(picture: Attachment) -> str:
    return reverse("nominations:attachment-caption", args=[picture.key])


def test_caption_is_shown_to_its_entrant_with_the_picture_and_saved_by_the_form(
    client: Client, picture: Attachment
) -> None:
    client.force_login(picture.entry.owner)
    fields = {"caption_th": f" {SEEN.th}  ", "caption_en": SEEN.en}
    with override("en"):
        page = client.post(address_of(picture), fields, follow=True)
    picture.refresh_from_db()
    assert caption_of(picture) == SEEN
    assert f'value="{SEEN.th}"' in page.text
    assert f'value="{SEEN.en}"' in page.text


def test_pdf_takes_no_caption(client: Client, entry: Entry) -> None:
    paper = attach(entry, pdf_bytes(), "p.pdf")
    client.force_login(entry.owner)
    assert client.get(address_of(paper)).status_code == 404
    with pytest.raises(FileRefusedError):
        write(paper, SEEN)


def test_only_who_may_change_the_entry_writes_a_caption(
    client: Client, picture: Attachment
) -> None:
    client.force_login(make_user("other@example.org"))
    assert client.post(address_of(picture), {"caption_th": "x"}).status_code == 404
    picture.refresh_from_db()
    assert caption_of(picture) == Caption()


def test_caption_of_a_submitted_entry_is_no_longer_changed(picture: Attachment) -> None:
    submitted(picture.entry)
    with pytest.raises(WrongStateError):
        write(picture, SEEN)


def test_too_long_a_caption_is_refused_and_stays_in_its_field(
    client: Client, picture: Attachment
) -> None:
    client.force_login(picture.entry.owner)
    text = "ก" * (CAPTION_LIMIT + 1)
    page = client.post(address_of(picture), {"caption_th": text})
    assert page.status_code == 422
    assert text in page.text
    assert not Attachment.objects.get().caption_th


def test_caption_that_somebody_else_changed_is_not_overwritten_unasked(
    client: Client, picture: Attachment
) -> None:
    write(picture, SEEN)
    with pytest.raises(CaptionChangedError) as refusal:
        write(picture, Caption("อื่น"))
    assert refusal.value.stored == SEEN
    client.force_login(picture.entry.owner)
    mine = {"caption_th": "ของฉัน", "was_th": "เดิม", "was_en": ""}
    page = client.post(address_of(picture), mine)
    assert "ของฉัน" in page.text
    assert SEEN.th in page.text
    again = {**mine, "was_th": SEEN.th, "was_en": SEEN.en}
    assert client.post(address_of(picture), again).status_code == 302
    assert Attachment.objects.get().caption_th == "ของฉัน"


def test_script_is_told_what_stands_there_as_data(
    client: Client, picture: Attachment
) -> None:
    client.force_login(picture.entry.owner)
    by_script = {"X-Requested-With": "XMLHttpRequest"}
    saved = client.post(address_of(picture), {"caption_th": "ก"}, headers=by_script)
    assert saved.json() == {"th": "ก", "en": ""}
    clash = client.post(address_of(picture), {"caption_th": "ข"}, headers=by_script)
    assert (clash.status_code, clash.json()["th"]) == (409, "ก")
    long = {"caption_th": "ก" * 400, "was_th": "ก"}
    refused = client.post(address_of(picture), long, headers=by_script)
    assert (refused.status_code, "th" in refused.json()) == (422, False)


def test_receipt_and_dossier_say_the_caption_and_the_fingerprint_covers_it(
    picture: Attachment,
) -> None:
    before = content_hash(picture.entry)
    write(picture, SEEN)
    entry = picture.entry
    assert content_hash(entry) != before
    submitted(entry)
    receipt = entry.receipts.get()
    [file] = receipt_data(receipt)["files"]  # type: ignore[misc]
    assert file[3] == f"{SEEN.th} / {SEEN.en}"
    reading = read_entry(entry, blind=False)
    [line] = printed(reading, entry, "th", {})["files"]  # type: ignore[misc]
    assert line.endswith(SEEN.th)


def test_file_without_a_caption_leaves_fingerprints_as_they_were(
    picture: Attachment,
) -> None:
    [line] = content_of(picture.entry)["files"]
    assert set(line) == {"name", "sha256", "size"}


def test_submission_that_stands_again_has_the_captions_it_was_sent_with(
    picture: Attachment,
) -> None:
    write(picture, SEEN)
    entry = submitted(picture.entry)
    reopen_entry(entry=entry, user=entry.owner)
    write(picture, Caption("แก้ใหม่"), read=SEEN)
    let_stand(entry=entry)
    picture.refresh_from_db()
    assert caption_of(picture) == SEEN


def readings(entry: Entry, *, hidden: bool) -> str:
    standing = entry.standings.select_related("entry__edition", "category__smart").get()
    judge = make_judge(entry.edition)
    dossier = dossier_for(judge, standing, hidden, file_addresses("file", 1))
    return repr(dossier.reading)


@pytest.mark.parametrize("language", ["th", "en"])
def test_names_in_a_caption_are_covered_in_blind_rounds_alone(
    picture: Attachment, language: str
) -> None:
    write(picture, NAMED)
    prepare_files()
    entry = submitted(picture.entry)
    with override(language):
        seen, blind = readings(entry, hidden=False), readings(entry, hidden=True)
    assert repr(getattr(NAMED, language)) in seen
    assert "ผกากรอง" not in blind
    assert "Phakakrong" not in blind
    assert ("ทีมงาน" if language == "th" else "The team of") in blind


def found_in(entry: Entry) -> list[Finding]:
    return find_in_answers(entry, sheet_of(entry).words_of_blind)


def test_entrant_is_warned_of_names_in_a_caption_but_not_where_no_judge_reads_it(
    entry: Entry, picture: Attachment
) -> None:
    write(picture, NAMED)
    with override("en"):
        places = {finding.place for finding in found_in(entry)}
    assert places == {"Caption of p.jpg"}
    question = Question.objects.create(
        edition=entry.edition,
        code="team",
        kind="file",
        label_th="ทีม",
        names_entrant=True,
    )
    Attachment.objects.update(question=question)
    assert found_in(Entry.objects.get(pk=entry.pk)) == []
