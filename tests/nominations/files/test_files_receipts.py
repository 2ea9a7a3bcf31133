"""The receipt: the content as it was, its fingerprint, and a PDF that goes along with the mail."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from awards.ledger.models import Row, Value
from awards.ledger.services import canonical, commit_to
from awards.outbox.delivery import deliver_messages
from judging.pseudonyms import Pseudonyms
from nominations.entries.content import content_of
from nominations.entries.file_receipts import (
    MAKERS,
    keep_receipt,
    receipt_pdf,
    with_entry,
)
from nominations.entries.services import submit_entry
from nominations.models import Entry, Receipt
from tests.factories import make_category, make_edition, make_user
from tests.nominations.filemakers import attach, pdf_bytes
from tests.nominations.makers import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def sent_in(**owner: Any) -> Entry:
    edition = make_edition()
    entry = make_entry(edition, make_user(**owner), category=make_category(edition))
    attach(entry, pdf_bytes(), "แผนงาน.pdf")
    return submit_entry(entry=entry, user=entry.owner)


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.replace("\u200b", "").split())


def test_receipt_keeps_the_content_and_its_fingerprint() -> None:
    entry = sent_in()
    receipt = Receipt.objects.get()
    assert receipt.content == content_of(entry)
    assert (
        receipt.sha256
        == hashlib.sha256(canonical(receipt.content).encode()).hexdigest()
    )
    assert Value.objects.get(name="content_sha256").value == receipt.sha256


@pytest.mark.parametrize(
    ("language", "word"), [("th", "หลักฐานการรับผลงาน"), ("en", "Entryreceipt")]
)
def test_receipt_is_a_pdf_of_the_entry_in_its_language(
    language: str, word: str
) -> None:
    entry = sent_in(language=language)
    receipt = with_entry().get()
    content = receipt_pdf(receipt)
    text = text_of(content)
    for part in (
        word,
        entry.reference,
        receipt.sha256,
        "แผนงาน.pdf",
        entry.title_th.replace(" ", ""),
    ):
        assert part in text, part
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.open_metadata().pdfa_status == "2B"
    assert receipt_pdf(receipt) == content


def test_there_is_one_receipt_and_it_says_what_was_received_not_what_stands_now(
    client: Client,
) -> None:
    entry = sent_in()
    received = receipt_pdf(with_entry().get())
    Entry.objects.filter(pk=entry.pk).update(title_th="แก้ไขภายหลัง")
    client.force_login(entry.owner)
    for language in ("th", "en"):
        older = client.get(f"/{language}/entries/{entry.reference}/receipt/")
        assert (
            older.headers["Location"]
            == f"/{language}/entries/{entry.reference}/receipt.pdf"
        )
        assert client.get(older.headers["Location"]).content == received


def test_no_line_of_a_receipt_passes_the_margin() -> None:
    entry = sent_in(name_th="ก" * 90)
    Entry.objects.filter(pk=entry.pk).update(title_th="W" * 200, summary_th="ข" * 400)
    receipt = keep_receipt(entry=Entry.objects.get(pk=entry.pk))
    with pypdfium2.PdfDocument(
        receipt_pdf(with_entry().get(pk=receipt.pk))
    ) as document:
        for page in document:
            text = page.get_textpage()
            right = max(
                text.get_charbox(place)[2] for place in range(text.count_chars())
            )
            assert right <= page.get_width() - 60  # 2.2 cm are 62 points


def test_receipt_says_which_letters_no_font_can_print() -> None:
    entry = sent_in()
    Entry.objects.filter(pk=entry.pk).update(title_th="รถเมล์ 😀 北京")
    receipt = keep_receipt(entry=Entry.objects.get(pk=entry.pk))
    text = text_of(receipt_pdf(with_entry().get(pk=receipt.pk)))
    assert "รถเมล์[U+1F600]北京" in text
    assert text.count("U+1F600") == 2  # in its place and in the note
    assert "?" not in text


def test_receipt_goes_along_with_the_mail() -> None:
    entry = sent_in()
    deliver_messages(makers=MAKERS)
    [message] = [
        message for message in mail.outbox if entry.reference in message.subject
    ]
    [(name, content, media_type)] = message.attachments
    assert (name, media_type) == (f"{entry.reference}-receipt.pdf", "application/pdf")
    assert content.startswith(b"%PDF")


def test_receipt_and_the_content_it_covers_are_on_the_entrants_page(
    client: Client,
) -> None:
    entry = sent_in()
    client.force_login(entry.owner)
    page = client.get(
        reverse("nominations:entry-detail", args=[entry.reference])
    ).content.decode()
    for name in ("receipt-read", "receipt-content"):
        assert reverse(f"nominations:{name}", args=[entry.reference]) in page
    content = client.get(
        reverse("nominations:receipt-content", args=[entry.reference])
    ).content
    assert hashlib.sha256(content).hexdigest() == Receipt.objects.get().sha256


def test_row_of_the_audit_log_is_kept_with_the_salt_of_the_content_alone(
    client: Client,
) -> None:
    """On paper, which goes along with the mail, and as a file for *Check my entry*."""
    entry = sent_in(language="en")
    row = Row.objects.get(act="entry submitted")
    client.force_login(entry.owner)
    answer = client.get(reverse("nominations:receipt-record", args=[entry.reference]))
    told = json.loads(b"".join(answer))  # type: ignore[arg-type]
    [kept] = told["receipts"]
    assert (told["kind"], kept["row"], kept["hash"]) == ("entry", row.number, row.hash)
    assert commit_to(kept["value"], kept["salt"]) == row.commitments[kept["name"]]
    others = Value.objects.filter(number=row.number).exclude(name="content_sha256")
    salts = [*others.values_list("salt", flat=True), pseudonym_salt(entry)]
    assert len(salts) == 3
    assert [salt for salt in salts if salt in json.dumps(told)] == []
    paper = text_of(receipt_pdf(with_entry().get()))
    assert all(str(kept[name]) in paper for name in ("row", "hash", "salt"))
    assert [salt for salt in salts if salt in paper] == []


def pseudonym_salt(entry: Entry) -> str:
    """Under it stand the single ballots of the entry's judges."""
    return Pseudonyms(entry.edition).salt("entry", entry.reference)


def test_entry_that_the_chain_does_not_hold_has_no_row_to_keep(client: Client) -> None:
    entry = sent_in()
    Receipt.objects.update(sha256="0" * 64)
    client.force_login(entry.owner)
    answer = client.get(reverse("nominations:receipt-record", args=[entry.reference]))
    assert answer.status_code == 404
