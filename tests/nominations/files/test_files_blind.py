"""What the worker makes of a file, what it finds in it, and what judges of a blind round get."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pikepdf import Array, Dictionary, Name

from awards.ledger.models import Row
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from nominations.files import screening
from nominations.files.blind_copies import blind_copy_for
from nominations.files.entrant_names import find_names, names_of
from nominations.files.preparing import prepare_files
from nominations.models import Attachment, Entry, Preparation
from nominations.refusals import FileRefusedError
from tests.factories import make_edition, make_organisation, make_organiser, make_user
from tests.nominations.filemakers import (
    attach,
    image_bytes,
    pdf_bytes,
    pdf_of,
    prepared,
    stored,
    upload,
)
from tests.nominations.makers import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    folder = tmp_path / "media"
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.fixture
def entry() -> Entry:
    owner = make_user("anchan@city.example.net", name_th="นางสาวอัญชัน ช่อม่วงสมมุติ")
    organisation = make_organisation(
        owner, name_th="เทศบาลนครผกากรอง", name_en="Phakakrong City Municipality"
    )
    return make_entry(make_edition(), owner, organisation=organisation)


def whole(content: bytes) -> bytes:
    """Every byte of a PDF unpacked, to look for words in."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all,
                      object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    return out.getvalue()


def tell_everything(document: pikepdf.Pdf) -> None:
    """A PDF that says who made it in every way there is, and that would act when opened."""
    with document.open_metadata(update_docinfo=False) as metadata:
        metadata["dc:creator"] = ["Anchan-xmp"]
    document.docinfo["/Author"] = "Anchan-info"
    document.attachments["Anchan-file.txt"] = b"Anchan-embedded"
    script = Dictionary(S=Name.JavaScript, JS="app.alert('Anchan-script')")
    document.Root.OpenAction = script
    document.Root.AA = Dictionary(WC=script)
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA="Anchan-xfa")
    page = document.pages[0].obj
    page.PieceInfo = Dictionary(Word=Dictionary(Private="Anchan-private"))
    notes = [
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Text,
            Rect=[0, 0, 9, 9],
            T="Anchan-note",
            Contents="Anchan-words",
        ),
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Square,
            Rect=[0, 0, 9, 9],
            T="Anchan-square",
            Contents="Anchan-said",
        ),
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[0, 0, 9, 9],
            A=Dictionary(S=Name.URI, URI="https://anchan-link"),
        ),
    ]
    page.Annots = Array([document.make_indirect(note) for note in notes])
    photo = document.make_stream(image_bytes("JPEG", comment=b"Anchan-photo"))
    photo.Type, photo.Subtype, photo.Filter = Name.XObject, Name.Image, Name.DCTDecode
    photo.Width, photo.Height, photo.BitsPerComponent, photo.ColorSpace = (
        8,
        8,
        8,
        Name.DeviceRGB,
    )
    page.Resources = Dictionary(XObject=Dictionary(P=photo))
    page.Contents = document.make_stream(b"q 8 0 0 8 0 0 cm /P Do Q")


def test_blind_copy_of_a_pdf_tells_nothing_and_does_nothing(entry: Entry) -> None:
    content = pdf_bytes(2, tell_everything)
    row = prepared(attach(entry, content, "plan.pdf"))
    blind = stored(row.blind)
    for kind in (
        "info xmp file embedded script xfa private note words square said link".split()
    ):
        assert f"nchan-{kind}".encode() in whole(content), kind
    assert b"nchan-" not in whole(blind)
    assert b"JavaScript" not in whole(blind)
    with pikepdf.open(io.BytesIO(blind)) as document:
        assert len(document.pages) == 2
        assert "Anchan" not in document.trailer.get("/Info", {}).__repr__()
        raw = document.pages[0].Resources.XObject.P.read_raw_bytes()
    assert b"Anchan-photo" in content
    assert b"Anchan-photo" not in raw


def test_worker_makes_pictures_of_pages(entry: Entry) -> None:
    row = prepared(attach(entry, pdf_bytes(3), "plan.pdf"))
    assert (row.pages, row.pages_shown) == (3, 3)
    assert [page.number for page in row.page_images.all()] == [1, 2, 3]
    assert (
        stored(row.page_images.all()[0].file)[:3]
        == stored(row.thumbnail)[:3]
        == b"\xff\xd8\xff"
    )


def test_clean_document_passes_by_itself(
    entry: Entry, settings: Any, tmp_path: Path
) -> None:
    text = "ระบบแจ้งเตือนน้ำท่วมด้วยเซนเซอร์ สำหรับเมืองขนาดกลาง"
    file = attach(entry, pdf_of(text, settings, tmp_path), "แผน.pdf")
    assert blind_copy_for(file) is None, "nobody looked at it yet"
    row = prepared(file)
    assert (row.findings, row.screening) == ([], "passed")
    copy = blind_copy_for(Attachment.objects.get())
    assert copy is not None
    assert (copy.pages, copy.ending) == (1, "pdf")


def test_names_of_the_entrant_are_found_in_text_and_file_name(
    entry: Entry, settings: Any, tmp_path: Path
) -> None:
    text = "โครงการของเทศบาลนครผกากรอง โดย Phakakrong city"
    row = prepared(
        attach(entry, pdf_of(text, settings, tmp_path), "phakakrong_plan.pdf")
    )
    assert {finding["where"] for finding in row.findings} == {"text", "name"}
    assert row.screening == "waiting"
    assert blind_copy_for(Attachment.objects.get()) is None


def test_name_only_in_the_file_name_holds_nothing_up(
    entry: Entry, settings: Any, tmp_path: Path
) -> None:
    row = prepared(
        attach(
            entry,
            pdf_of("ระบบแจ้งเตือนน้ำท่วมด้วยเซนเซอร์", settings, tmp_path),
            "Phakakrong.pdf",
        )
    )
    assert ([finding["where"] for finding in row.findings], row.screening) == (
        ["name"],
        "passed",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("เทศบาล นคร ผกา กรอง", True),  # as PDFs give Thai back
        ("ผกากรอง", True),
        ("น.ส. อัญชัน ช่อม่วงสมมุติ", True),
        ("PHAKAKRONG-CITY", True),
        ("phakakrongs", False),
        ("write to anchan@city.example.net", True),
        ("ดอกไม้ในสวน", False),
    ],
)
def test_name_is_found_however_it_is_written(
    entry: Entry, text: str, found: bool
) -> None:
    assert bool(list(find_names(names_of(entry), text, "answer"))) is found


def test_picture_waits_since_no_machine_can_read_it(entry: Entry) -> None:
    row = prepared(attach(entry, image_bytes(size=(800, 600)), "map.png"))
    assert (row.screening, row.findings[0]["where"]) == ("waiting", "silent")
    assert row.thumbnail


def test_file_that_crashes_its_reader_waits_and_stops_nobody(entry: Entry) -> None:
    file = attach(entry, pdf_bytes(), "a.pdf")
    file.file.storage.delete(file.file.name)
    Attachment.objects.update(
        file=file.file.storage.save("entries/broken", io.BytesIO(b"%PDF-1.7 nothing"))
    )
    other = attach(entry, pdf_bytes(2), "b.pdf")
    row = prepared(other)
    assert (
        row.state,
        Preparation.objects.get(attachment=file).findings[0]["where"],
    ) == ("done", "unreadable")


def test_storage_that_fails_is_tried_again_later(entry: Entry) -> None:
    file = attach(entry, pdf_bytes(), "a.pdf")
    file.file.storage.delete(file.file.name)
    assert prepare_files() == 1
    row = Preparation.objects.get()
    assert (row.state, row.attempts) == (WorkState.QUEUED, 1)
    assert "FileNotFoundError" in row.last_error
    assert prepare_files() == 0


def test_file_without_a_row_of_work_gets_one(entry: Entry) -> None:
    file = attach(entry, pdf_bytes(), "a.pdf")
    Preparation.objects.all().delete()
    assert prepared(file).pages == 1


def test_screener_lets_pass_withholds_and_replaces(entry: Entry) -> None:
    organiser = make_organiser(entry.edition)
    file = attach(entry, image_bytes(), "map.png")
    row = prepared(file)
    screening.pass_file(preparation=row, user=organiser)
    assert blind_copy_for(Attachment.objects.get()) is not None
    screening.withhold_file(
        preparation=row, user=organiser, reason="ตราเทศบาลอยู่กลางภาพ"
    )
    assert blind_copy_for(Attachment.objects.get()) is None
    mail = Message.objects.get(event="file-withheld")
    assert "ตราเทศบาลอยู่กลางภาพ" in mail.text
    screening.replace_file(
        preparation=row, user=organiser, upload=upload(pdf_bytes(2), "cleaned.pdf")
    )
    assert blind_copy_for(Attachment.objects.get()) is None, (
        "not before the worker was there"
    )
    prepared(file)
    copy = blind_copy_for(Attachment.objects.get())
    assert copy is not None
    assert (copy.media_type, copy.pages) == ("application/pdf", 2)
    acts = list(Row.objects.order_by("number").values_list("act", flat=True))
    assert acts == ["file passed", "file withheld", "file passed"]


def test_withholding_needs_a_reason(entry: Entry) -> None:
    row = prepared(attach(entry, image_bytes(), "map.png"))
    with pytest.raises(FileRefusedError):
        screening.withhold_file(preparation=row, user=make_user(), reason="")


def test_screeners_page_shows_what_was_found(entry: Entry, client: Client) -> None:
    organiser = make_organiser(entry.edition)
    prepared(attach(entry, image_bytes(), "map.png"))
    client.force_login(organiser)
    address = reverse("nominations:manage-files", args=[entry.edition.code])
    assert "map.png" not in client.get(address).content.decode(), (
        "a draft is its entrant's alone"
    )
    Entry.objects.update(state="submitted")
    assert "map.png" in client.get(address).content.decode()


def test_entrant_is_warned_of_names_in_answers_and_files(
    entry: Entry, client: Client
) -> None:
    Entry.objects.update(summary_th="ผลงานของเทศบาลนครผกากรอง")
    client.force_login(entry.owner)
    page = client.get(
        reverse("nominations:entry-detail", args=[entry.reference])
    ).content.decode()
    assert "alert-warning" in page
    assert "ผลงานของเทศบาลนครผกากรอง" in page


def audit() -> tuple[bool, list[str]]:
    out = io.StringIO()
    with contextlib.suppress(SystemExit):
        call_command("check_files", "--json", stdout=out)
    told = json.loads(out.getvalue())
    return told["ok"], told["problems"]


def test_audit_finds_lost_strange_and_changed_files(entry: Entry) -> None:
    file = attach(entry, pdf_bytes(), "a.pdf")
    row = prepared(file)
    assert audit() == (True, [])
    storage = file.file.storage
    storage.save("entries/stranger", io.BytesIO(b"x"))
    storage.delete(row.thumbnail.name)
    Path(file.file.path).write_bytes(b"other")
    ok, problems = audit()
    assert not ok
    assert [
        text
        for word in ("without a row", "is missing", "not what came in")
        for text in problems
        if word in text
    ]
    assert len(problems) == 3
