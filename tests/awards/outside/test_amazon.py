"""Amazon's library goes its own way: where its requests leave to, seen at the socket."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from django.core.files.base import ContentFile
from django.core.mail import EmailMultiAlternatives
from django.utils.module_loading import import_string

from awards.outbox.sending import MailServer, Verdict
from config.environment import read_storage
from config.environment.outgoing import keep_metadata_unasked
from tests.awards.outside.webserver import web_site

Asked = list[Any]


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Asked:
    """What any socket of this process connects to. No key of this machine's user."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    asked: Asked = []

    class Seen(socket.socket):
        def connect(self, address: Any) -> None:
            asked.append(address)
            super().connect(address)

    monkeypatch.setattr(socket, "socket", Seen)
    return asked


def test_store_of_files_is_asked_and_nobody_else(
    connected: Asked, tmp_path: Path
) -> None:
    with web_site() as site:
        url = f"s3://key:secret@127.0.0.1:{site.port}/awards?tls=off&region=th"
        entry = read_storage({"STORAGE_URL": url}, tmp_path)
        storage = import_string(entry["BACKEND"])(**entry["OPTIONS"])
        for act in (storage.exists, storage.open, storage.delete):
            with pytest.raises(ClientError):  # this site keeps no files
                act("plan.pdf")
        with pytest.raises(ClientError):
            storage.save("plan.pdf", ContentFile(b"%PDF"))
        assert storage.url("plan.pdf").startswith(site.url)
        assert {address[:2] for address in connected} == {("127.0.0.1", site.port)}


def test_mail_by_amazon_without_keys_asks_no_machine_for_them(
    connected: Asked, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """169.254.169.254 gives away what a machine may do: only where an operator says so."""
    keep_metadata_unasked(os.environ)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-southeast-1")
    settings.EMAIL_BACKEND = "anymail.backends.amazon_ses.EmailBackend"
    settings.ANYMAIL = {}
    server = MailServer()
    mail = EmailMultiAlternatives("s", "t", "a@example.org", ["b@example.org"])
    verdict, _words = server.send(mail)
    server.close()
    assert verdict is not Verdict.SENT
    assert connected == []


def test_operator_may_let_it_ask() -> None:
    said = {"AWS_EC2_METADATA_DISABLED": "false"}
    keep_metadata_unasked(said)
    assert said == {"AWS_EC2_METADATA_DISABLED": "false"}
