"""Files: looked into before they are stored, and shown only to those who may see their entry."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from PIL import Image

from config.queue.looking import tasks_with_work
from nominations.files.services import (
    attach_file,
    inspect_upload,
    remove_attachment,
    restore_attachment,
    safe_name,
    sweep_removed,
)
from nominations.files.uploads import begin_upload
from nominations.models import Attachment, Entry
from nominations.questions.kinds.file_limits import MB, Limits, limits_for
from nominations.refusals import FileRefusedError
from tests.factories import make_edition, make_organiser, make_user
from tests.nominations.filemakers import (
    attach,
    image_bytes,
    mp4_bytes,
    pdf_bytes,
    stored,
    upload,
    webm_bytes,
)
from tests.nominations.makers import make_entry, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (pdf_bytes(), "ผลงาน.PDF", "application/pdf"),
        (image_bytes("PNG"), "a.png", "image/png"),
        (image_bytes("JPEG"), "a.jpeg", "image/jpeg"),
        (mp4_bytes(), "a.mp4", "video/mp4"),
        (webm_bytes(), "a.webm", "video/webm"),
    ],
)
def test_type_of_file_is_decided_from_its_content(
    content: bytes, name: str, media_type: str
) -> None:
    file = attach(make_entry(make_edition()), content, name)
    assert (file.media_type, file.name) == (media_type, name)
    assert file.size == file.file.size
    assert "ผลงาน" not in file.file.name
    assert file.file.name.startswith("entries/")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.pdf"),
        (b"<script>alert(1)</script>", "page.pdf"),
        (b"%PDF-1.7 and nothing else", "broken.pdf"),
        (pdf_bytes(), "picture.png"),
        (image_bytes("PNG"), "document.pdf"),
        (image_bytes("PNG")[:40], "cut.png"),
        (image_bytes("GIF"), "moving.gif"),
        (pdf_bytes(), "run.exe"),
    ],
)
def test_lying_or_broken_file_is_refused_before_anything_is_stored(
    content: bytes, name: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefusedError):
        attach(make_entry(make_edition()), content, name)
    assert not Attachment.objects.exists()
    assert list(tmp_path.rglob("*")) == []


def test_too_large_file_is_refused() -> None:
    with pytest.raises(FileRefusedError):
        inspect_upload(
            upload(pdf_bytes(), "a.pdf"), Limits({"application/pdf": 100}, 1)
        )


def test_video_may_be_larger_than_a_document() -> None:
    sizes = limits_for(None).most_bytes
    assert (sizes["video/mp4"], sizes["application/pdf"]) == (200 * MB, 20 * MB)


def test_question_sets_its_own_limits() -> None:
    edition = make_edition()
    narrow = make_question(
        edition,
        "plan",
        "file",
        options={"files": {"types": ["pdf"], "most": 1, "megabytes": 5}},
    )
    limits = limits_for(narrow)
    assert (limits.most_bytes, limits.most_files) == ({"application/pdf": 5 * MB}, 1)
    entry = make_entry(edition)
    attach_file(
        entry=entry,
        user=entry.owner,
        upload=upload(pdf_bytes(), "a.pdf"),
        question=narrow,
    )
    for content, name in ((pdf_bytes(2), "b.pdf"), (image_bytes(), "a.png")):
        with pytest.raises(FileRefusedError):
            attach_file(
                entry=entry,
                user=entry.owner,
                upload=upload(content, name),
                question=narrow,
            )


def test_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    """100 megapixels; its pixels are not even there, so decoding them would say something else."""
    png = b"\x89PNG\r\n\x1a\n"
    for content in (
        b"IHDR" + struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0),
        b"IDATno pixels",
    ):
        png += (
            struct.pack(">I", len(content) - 4)
            + content
            + struct.pack(">I", zlib.crc32(content))
        )
    with pytest.raises(FileRefusedError) as refusal:
        inspect_upload(upload(png, "huge.png"))
    assert "40" in str(refusal.value)


def test_picture_keeps_nothing_that_the_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "Somchai, 13.75 N 100.50 E", 6
    photo = image_bytes(
        "JPEG", (8, 4), exif=exif, comment=b"Somchai", icc_profile=b"Somchai"
    )
    file = attach(make_entry(make_edition()), photo, "a.jpg")
    stored = Path(file.file.path).read_bytes()
    assert b"Somchai" in photo
    assert b"Somchai" not in stored
    with Image.open(io.BytesIO(stored)) as image:
        assert image.size == (4, 8), "the camera had been held upright"


@pytest.mark.parametrize(
    ("content", "name"), [(mp4_bytes(), "a.mp4"), (webm_bytes(), "a.webm")]
)
def test_video_loses_its_tags_and_keeps_its_length(content: bytes, name: str) -> None:
    file = attach(make_entry(make_edition()), content, name)
    stored = Path(file.file.path).read_bytes()
    assert b"Somchai" in content
    assert b"Somchai" not in stored
    assert len(stored) == len(content)
    with closing(inspect_upload(upload(stored, name))) as again:
        assert again.sha256 == file.sha256, "cleaned once, nothing is left to clean"


@pytest.mark.slow
def test_compressed_bomb_within_a_pdf_takes_only_its_own_process() -> None:
    """Two gigabytes of nothing where the table of objects should be, in two megabytes."""
    packer = zlib.compressobj(9)
    blocks = [
        packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
        for _ in range(2)
    ]
    packed = blocks[0] + blocks[1] * 2000
    table = b"1 0 obj<</Type/XRef/Size 200000000/W[1 4 2]/Root 2 0 R/Filter/FlateDecode"
    stream = table + b"/Length %d>>stream\n" % len(packed)
    bomb = (
        b"%PDF-1.7\n" + stream + packed + b"\nendstream endobj\nstartxref\n9\n%%EOF\n"
    )
    with pytest.raises(FileRefusedError):
        inspect_upload(upload(bomb, "bomb.pdf"))


def test_file_name_cannot_turn_the_reading_direction_or_leave_its_folder() -> None:
    assert safe_name("../../แผน\u202egpj.pdf") == "แผนgpj.pdf"
    assert safe_name("C:\\secret\\ก.pdf") == "ก.pdf"


def test_same_file_twice_is_refused() -> None:
    entry = make_entry(make_edition())
    attach(entry, pdf_bytes(), "a.pdf")
    with pytest.raises(FileRefusedError):
        attach(entry, Path(entry.attachments.get().file.path).read_bytes(), "b.pdf")


def test_removed_file_can_be_put_back_and_is_gone_a_day_later(
    django_capture_on_commit_callbacks: Any,
) -> None:
    entry = make_entry(make_edition())
    file = attach(entry, pdf_bytes(), "a.pdf")
    remove_attachment(attachment=file, user=entry.owner)
    assert not entry.attachments.exists()
    file.refresh_from_db()
    restore_attachment(attachment=file, user=entry.owner)
    assert entry.attachments.get() == file
    remove_attachment(attachment=file, user=entry.owner)
    assert sweep_removed() == 0
    yesterday = timezone.now() - timedelta(hours=25)
    Attachment.with_removed.update(removed_at=yesterday)
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_removed() == 1
    assert not Path(file.file.path).exists()


def test_file_is_not_put_back_where_its_place_was_filled() -> None:
    edition = make_edition()
    entry = make_entry(edition)
    question = make_question(
        edition, "plan", kind="file", options={"files": {"most": 1}}
    )
    first = attach_file(
        entry=entry,
        user=entry.owner,
        upload=upload(pdf_bytes(), "a.pdf"),
        question=question,
    )
    remove_attachment(attachment=first, user=entry.owner)
    attach_file(
        entry=entry,
        user=entry.owner,
        upload=upload(pdf_bytes(2), "b.pdf"),
        question=question,
    )
    first.refresh_from_db()
    with pytest.raises(FileRefusedError):
        restore_attachment(attachment=first, user=entry.owner)
    assert [file.name for file in entry.attachments.all()] == ["b.pdf"]


def test_entrant_takes_a_file_out_and_back_on_the_page(client: Client) -> None:
    entry = make_entry(make_edition())
    file = attach(entry, pdf_bytes(), "แผน.pdf")
    client.force_login(entry.owner)
    removed = client.post(reverse("nominations:attachment-remove", args=[file.key]))
    assert removed["Location"].endswith("/edit/#files")
    page = client.get(removed["Location"]).content.decode()
    undo = reverse("nominations:attachment-restore", args=[file.key])
    assert undo in page
    back = client.post(undo, headers={"X-Requested-With": "XMLHttpRequest"})
    assert undo not in back.content.decode()
    assert entry.attachments.get() == file


def test_phones_picture_comes_as_it_is_and_is_kept_as_a_bare_jpeg() -> None:
    entry = make_entry(make_edition())
    photo = (Path(__file__).parents[1] / "data" / "phone.heic").read_bytes()
    assert b"Invented Person" in photo
    file = attach(entry, photo, "IMG_0001.HEIC")
    assert (file.name, file.media_type) == ("IMG_0001.jpg", "image/jpeg")
    kept = Path(file.file.path).read_bytes()
    assert b"Invented" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.format == "JPEG"
        assert picture.size == (96, 64)
        red, _green, blue = picture.convert("RGB").getpixel((8, 32))
        assert red > 150 > blue  # the left third is orange


def test_damaged_picture_of_a_phone_is_refused() -> None:
    photo = (Path(__file__).parents[1] / "data" / "phone.heic").read_bytes()
    with pytest.raises(FileRefusedError):
        attach(make_entry(make_edition()), photo[:300], "a.heic")


def test_phones_film_becomes_an_mp4_and_hevc_is_told_what_to_do() -> None:
    entry = make_entry(make_edition())
    film = mp4_bytes().replace(b"ftypisom", b"ftypqt  ")
    assert b"ftypqt  " in film
    file = attach(entry, film, "IMG_0002.MOV")
    assert (file.name, file.media_type) == ("IMG_0002.mp4", "video/mp4")
    assert b"qt  " not in Path(file.file.path).read_bytes()[:40]
    with override("en"), pytest.raises(FileRefusedError, match="Most Compatible"):
        attach(entry, mp4_bytes(codec=b"hvc1"), "IMG_0003.MOV")


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("a.docx", 10, "not accepted"),
        ("a.pdf", 21 * 1024 * 1024, "21 MB; at most 20 MB"),
        ("a.mp4", 201 * 1024 * 1024, "201 MB; at most 200 MB"),
    ],
)
def test_type_and_size_are_refused_before_anything_is_sent(
    name: str, size: int, said: str
) -> None:
    entry = make_entry(make_edition())
    with override("en"), pytest.raises(FileRefusedError, match=said):
        begin_upload(entry=entry, user=entry.owner, name=name, size=size)


def test_file_is_served_to_its_owner_and_organiser_only(client: Client) -> None:
    entry = make_entry(make_edition())
    file = attach(entry, pdf_bytes(), "แผน.pdf")
    organiser = make_organiser(entry.edition)
    address = reverse("nominations:attachment-read", args=[file.key])

    def status_for(user: Any) -> int:
        client.force_login(user)
        response = client.get(address)
        b"".join(response)  # read to its end, which closes the file
        return response.status_code

    assert [status_for(user) for user in (entry.owner, organiser, make_user())] == [
        200,
        404,
        404,
    ]
    Entry.objects.filter(pk=entry.pk).update(state="submitted")
    assert status_for(organiser) == 200


def test_video_is_sent_in_the_parts_that_a_player_asks_for(client: Client) -> None:
    entry = make_entry(make_edition())
    file = attach(entry, mp4_bytes(), "a.mp4")
    client.force_login(entry.owner)
    address = reverse("nominations:attachment-read", args=[file.key])
    part = client.get(address, headers={"Range": "bytes=4-11"})
    assert (part.status_code, b"".join(part), part["Content-Length"]) == (
        206,
        b"ftypisom",
        "8",
    )
    assert part["Content-Range"] == f"bytes 4-11/{file.size}"
    assert (
        b"".join(client.get(address, headers={"Range": "bytes=-5"}))
        == stored(file.file)[-5:]
    )
    whole = client.get(address, headers={"Range": "bytes=900000-"})
    assert (whole.status_code, len(b"".join(whole))) == (200, file.size)
    assert whole["Content-Disposition"].startswith("inline")


def test_served_file_can_do_nothing_in_a_browser(client: Client) -> None:
    entry = make_entry(make_edition())
    file = attach(entry, pdf_bytes(), "แผน.pdf")
    client.force_login(entry.owner)
    response = client.get(reverse("nominations:attachment-read", args=[file.key]))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert b"".join(response).startswith(b"%PDF")


def test_added_file_is_found_by_the_look_of_the_next_second() -> None:
    task = "nominations.roof.tasks.prepare_files_task"
    entry = make_entry(make_edition())
    assert task not in tasks_with_work()
    attach_file(entry=entry, user=entry.owner, upload=upload(pdf_bytes(), "a.pdf"))
    assert task in tasks_with_work()
