"""Files in parts: begun, broken off, gone on with, put together, and swept away."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from nominations.files import uploads
from nominations.files.uploads import (
    OffsetError,
    add_part,
    begin_upload,
    finish_upload,
    sweep_uploads,
)
from nominations.models import Entry, Upload
from nominations.refusals import FileRefusedError, WrongStateError
from tests.factories import make_edition, make_user
from tests.nominations.filemakers import mp4_bytes, pdf_bytes
from tests.nominations.makers import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return tmp_path


@pytest.fixture
def entry() -> Entry:
    return make_entry(make_edition())


def begin(entry: Entry, content: bytes, name: str = "a.mp4") -> Upload:
    return begin_upload(
        entry=entry, user=entry.owner, name=name, size=len(content), changed="1"
    )


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_parts_become_the_file_that_was_sent(
    entry: Entry, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    content = mp4_bytes(b"")
    upload = begin(entry, content)
    for start in range(0, len(content), 100):
        upload = add_part(
            upload=upload, offset=start, content=content[start : start + 100]
        )
    with django_capture_on_commit_callbacks(execute=True):
        file = finish_upload(upload=upload)
    assert (file.size, file.media_type) == (len(content), "video/mp4")
    assert not Upload.objects.exists()
    assert files_in(media) == [Path(file.file.path)]


def test_same_file_chosen_again_goes_on_where_it_stopped(entry: Entry) -> None:
    content = pdf_bytes()
    first = add_part(upload=begin(entry, content), offset=0, content=content[:50])
    again = begin(entry, content)
    assert (again.pk, again.received) == (first.pk, 50)


def test_part_that_came_twice_is_kept_once(entry: Entry) -> None:
    content = pdf_bytes()
    upload = begin(entry, content, "a.pdf")
    add_part(upload=upload, offset=0, content=content[:50])
    with pytest.raises(OffsetError) as refusal:
        add_part(upload=upload, offset=0, content=content[:50])
    assert refusal.value.received == 50
    upload = add_part(upload=upload, offset=50, content=content[50:])
    assert finish_upload(upload=upload).size == len(content)


def test_more_than_was_announced_is_refused(entry: Entry) -> None:
    with pytest.raises(FileRefusedError):
        add_part(upload=begin(entry, b"12345"), offset=0, content=b"123456")


def test_half_a_file_cannot_be_finished(entry: Entry) -> None:
    content = pdf_bytes()
    with pytest.raises(OffsetError):
        finish_upload(
            upload=add_part(
                upload=begin(entry, content), offset=0, content=content[:50]
            )
        )


def test_refused_file_leaves_nothing_behind(
    entry: Entry, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    upload = add_part(upload=begin(entry, b"<html>"), offset=0, content=b"<html>")
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(FileRefusedError),
    ):
        finish_upload(upload=upload)
    assert files_in(media) == []


def test_finishing_asked_twice_at_once_attaches_one_file(entry: Entry) -> None:
    content = pdf_bytes()
    upload = add_part(upload=begin(entry, content, "a.pdf"), offset=0, content=content)
    seen_by_the_second = Upload.objects.get(pk=upload.pk)
    finish_upload(upload=upload)
    with pytest.raises(FileRefusedError, match="แล้ว"):
        finish_upload(upload=seen_by_the_second)
    assert entry.attachments.count() == 1


def test_too_large_a_file_is_refused_before_its_first_byte(entry: Entry) -> None:
    with pytest.raises(FileRefusedError):
        begin_upload(
            entry=entry, user=entry.owner, name="a.mp4", size=201 * 1024 * 1024
        )


def test_nothing_is_begun_once_the_entry_was_sent_in(entry: Entry) -> None:
    Entry.objects.update(state="submitted")
    with pytest.raises(WrongStateError):
        begin(entry, pdf_bytes())


def test_abandoned_upload_is_swept_away(
    entry: Entry, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    upload = add_part(upload=begin(entry, b"12345"), offset=0, content=b"123")
    assert sweep_uploads() == 0
    Upload.objects.filter(pk=upload.pk).update(touched_at=Now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_uploads() == 1
    assert files_in(media) == []


def test_pages_for_the_script_say_what_to_do(entry: Entry, client: Client) -> None:
    content = pdf_bytes()
    client.force_login(entry.owner)
    start = reverse("nominations:upload-begin", args=[entry.reference])
    begun = client.post(
        start, {"name": "แผน.pdf", "size": len(content), "changed": "5"}
    ).json()
    assert begun["received"] == 0
    late = client.post(
        f"{begun['add']}?offset=7", content, content_type="application/octet-stream"
    )
    assert (late.status_code, late.json()) == (409, {"received": 0})
    sent = client.post(
        f"{begun['add']}?offset=0", content, content_type="application/octet-stream"
    )
    assert sent.json() == {"received": len(content)}
    done = client.post(begun["finish"]).json()
    assert "แผน.pdf" in done["html"]
    refused = client.post(start, {"name": "a.pdf", "size": "0"})
    assert refused.status_code == 422
    assert json.loads(refused.content)["message"]


def test_upload_of_another_person_is_not_there(entry: Entry, client: Client) -> None:
    upload = begin(entry, pdf_bytes())
    client.force_login(make_user())
    address = reverse("nominations:upload-add", args=[upload.key])
    answer = client.post(address, b"x", content_type="application/octet-stream")
    assert answer.status_code == 404


def test_part_larger_than_agreed_is_refused(
    entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "PART", 3)
    with pytest.raises(FileRefusedError):
        add_part(upload=begin(entry, b"12345"), offset=0, content=b"1234")
