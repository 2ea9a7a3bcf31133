"""Files: looked into before they are stored, and shown only to those who may see their entry."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from nominations import services
from nominations.errors import FileRefusedError
from nominations.models import Attachment, Entry
from nominations.services.attachments import inspect_upload, safe_name
from tests.factories import make_edition, make_organiser, make_user
from tests.nominations.makers import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def pdf_bytes(pages: int = 1) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def image_bytes(format_: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, format_)
    return out.getvalue()


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def attach(entry: Entry, content: bytes, name: str) -> Attachment:
    return services.attach_file(entry=entry, user=entry.owner, upload=upload(content, name))


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (pdf_bytes(), "ผลงาน.PDF", "application/pdf"),
        (image_bytes("PNG"), "a.png", "image/png"),
        (image_bytes("JPEG"), "a.jpeg", "image/jpeg"),
    ],
)
def test_type_of_file_is_decided_from_its_content(content: bytes, name: str, media_type: str) -> None:
    file = attach(make_entry(make_edition()), content, name)
    assert (file.media_type, file.name, file.size) == (media_type, name, len(content))
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
def test_lying_or_broken_file_is_refused_before_anything_is_stored(content: bytes, name: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError):
        attach(make_entry(make_edition()), content, name)
    assert not Attachment.objects.exists()
    assert list(tmp_path.rglob("*")) == []


def test_too_large_file_is_refused() -> None:
    with pytest.raises(FileRefusedError):
        inspect_upload(upload(pdf_bytes(), "a.pdf"), most_bytes=100)


def test_picture_of_too_many_pixels_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")
    with pytest.raises(FileRefusedError):
        inspect_upload(upload(out.getvalue(), "huge.png"))


def test_file_name_cannot_turn_the_reading_direction_or_leave_its_folder() -> None:
    assert safe_name("../../แผน\u202egpj.pdf") == "แผนgpj.pdf"
    assert safe_name("C:\\secret\\ก.pdf") == "ก.pdf"


def test_same_file_twice_is_refused() -> None:
    entry = make_entry(make_edition())
    attach(entry, pdf_bytes(), "a.pdf")
    with pytest.raises(FileRefusedError):
        attach(entry, Path(entry.attachments.get().file.path).read_bytes(), "b.pdf")


def test_removed_file_is_gone_from_the_storage(django_capture_on_commit_callbacks: Any) -> None:
    entry = make_entry(make_edition())
    file = attach(entry, pdf_bytes(), "a.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_attachment(attachment=file, user=entry.owner)
    assert not Path(file.file.path).exists()


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

    assert [status_for(user) for user in (entry.owner, organiser, make_user())] == [200, 404, 404]
    Entry.objects.filter(pk=entry.pk).update(state="submitted")
    assert status_for(organiser) == 200


def test_served_file_can_do_nothing_in_a_browser(client: Client) -> None:
    entry = make_entry(make_edition())
    file = attach(entry, pdf_bytes(), "แผน.pdf")
    client.force_login(entry.owner)
    response = client.get(reverse("nominations:attachment-read", args=[file.key]))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert b"".join(response).startswith(b"%PDF")
