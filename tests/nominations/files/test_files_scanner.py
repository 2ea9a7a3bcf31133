"""A virus scanner on a socket: files are held back until it says that they are clean."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.outbox.work import WorkState
from nominations.files.blind_copies import blind_copy_for, is_released
from nominations.files.preparing import prepare_files
from nominations.files.virus_scanner import ScannerAwayError, scan
from nominations.models import Attachment, Entry, Preparation
from tests.factories import make_edition
from tests.nominations.filemakers import attach, image_bytes, pdf_bytes, prepared
from tests.nominations.makers import make_entry

pytestmark = pytest.mark.django_db
HARMFUL = b"harmful"


class Scanner(threading.Thread):
    """As much of clamd as INSTREAM needs: whatever holds the word ``harmful`` is a find."""

    def __init__(self, family: int, address: Any) -> None:
        super().__init__(daemon=True)
        self.server = socket.socket(family, socket.SOCK_STREAM)
        self.server.bind(address)
        self.server.listen()
        self.says = b""

    def run(self) -> None:
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                self.answer(line, stream)

    def answer(self, line: socket.socket, stream: Any) -> None:
        if stream.read(10) != b"zINSTREAM\0":
            return
        content = b""
        while size := struct.unpack(">I", stream.read(4))[0]:
            content += stream.read(size)
        found = b"stream: Test.Find FOUND\0" if HARMFUL in content else b"stream: OK\0"
        line.sendall(self.says or found)


def running(family: int, address: Any) -> Iterator[Scanner]:
    scanner = Scanner(family, address)
    scanner.start()
    yield scanner
    scanner.server.shutdown(socket.SHUT_RDWR)
    scanner.server.close()
    scanner.join(5)


@pytest.fixture
def scanner() -> Iterator[Scanner]:
    yield from running(socket.AF_INET, ("127.0.0.1", 0))


@pytest.fixture
def entry(settings: Any, tmp_path: Path, scanner: Scanner) -> Entry:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.CLAMD_URL = f"tcp://127.0.0.1:{scanner.server.getsockname()[1]}"
    return make_entry(make_edition())


def test_unix_socket_is_asked_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    for _ in running(socket.AF_UNIX, "s"):
        path = tmp_path / "file"
        path.write_bytes(HARMFUL)
        with path.open("rb") as file:
            assert scan("unix:s", file) == "Test.Find"


def test_file_is_held_back_until_it_is_clean(entry: Entry, client: Client) -> None:
    file = attach(entry, pdf_bytes(), "a.pdf")
    client.force_login(entry.owner)
    address = reverse("nominations:attachment-read", args=[file.key])
    assert client.get(address).status_code == 404
    prepared(file)
    response = client.get(address)
    assert (response.status_code, b"".join(response)[:4]) == (200, b"%PDF")


def test_harmful_file_is_given_to_nobody(entry: Entry) -> None:
    def attach_harm(document: Any) -> None:
        document.Root.Words = HARMFUL.decode()

    file = attach(entry, pdf_bytes(change=attach_harm), "a.pdf")
    row = prepared(file)
    assert (row.scan, row.screening, row.last_error) == (
        "infected",
        "withheld",
        "Test.Find",
    )
    fresh = Attachment.objects.get()
    assert (is_released(fresh), blind_copy_for(fresh)) == (False, None)


def test_scanner_that_is_away_is_asked_again_later(entry: Entry, settings: Any) -> None:
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    attach(entry, image_bytes(), "a.png")
    prepare_files()
    row = Preparation.objects.get()
    assert (row.state, row.scan) == (WorkState.QUEUED, "")
    assert not is_released(Attachment.objects.get())


def test_answer_that_is_neither_is_not_taken_for_clean(
    entry: Entry, scanner: Scanner, tmp_path: Path, settings: Any
) -> None:
    scanner.says = b"INSTREAM size limit exceeded. ERROR\0"
    with pytest.raises(ScannerAwayError), (tmp_path / "f").open("w+b") as file:
        scan(settings.CLAMD_URL, file)
