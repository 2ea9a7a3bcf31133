"""The mailbox of reports, on an IMAP server of the tests' own."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from awards.outbox.mailbox import MailboxAway, read_mailbox
from awards.outbox.models import Message, Suppression
from awards.outbox.returning import message_id
from config.tasks import read_bounces_task
from tests.awards.outbox.bounce_samples import OTHERS, SAMPLES
from tests.factories import make_message

pytestmark = pytest.mark.django_db


@dataclass
class Box:
    mails: list[bytes] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    password: str = "se cret"
    break_at: str = ""  # a command at which the line drops


class Conversation(socketserver.StreamRequestHandler):
    server: Server
    timeout = 10

    def handle(self) -> None:
        self.say(b"* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, rest = line.partition(" ")
            verb = rest.split(" ")[0].upper()
            if verb == self.server.box.break_at:
                return
            self.say(f"{tag} {self.answer(verb, rest)}".encode())
            if verb == "LOGOUT":
                return

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def answer(self, verb: str, rest: str) -> str:
        box = self.server.box
        if verb == "LOGIN" and f'"{box.password}"' not in rest:
            return "NO wrong password"
        if verb == "SELECT" and '"INBOX"' not in rest:
            return "NO no such folder"
        if verb == "CAPABILITY":
            self.say(b"* CAPABILITY IMAP4rev1")
        if verb == "SEARCH":
            unseen = [n for n in range(1, len(box.mails) + 1) if n not in box.seen]
            self.say(f"* SEARCH {' '.join(map(str, unseen))}".encode())
        if verb == "FETCH":
            self.fetch(rest)
        if verb == "STORE":
            assert "\\Seen" in rest
            box.seen.add(int(rest.split(" ")[1]))
        return "OK done"

    def fetch(self, rest: str) -> None:
        found = re.fullmatch(r"FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", rest)
        assert found
        content = self.server.box.mails[int(found[1]) - 1][: int(found[2])]
        head = f"* {found[1]} FETCH (BODY[]<0> {{{len(content)}}}".encode()
        self.say(head + b"\r\n" + content + b")")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    box: Box


@contextmanager
def imap_server(box: Box) -> Iterator[str]:
    with Server(("127.0.0.1", 0), Conversation) as server:
        server.box = box
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        thread.start()
        try:
            yield f"imap://reports:se%20cret@127.0.0.1:{server.server_address[1]}/INBOX"
        finally:
            server.shutdown()
            thread.join(5)


def box_of(*messages: Message) -> Box:
    box = Box()
    for message in messages:
        text = SAMPLES[0].text.replace("{id}", message_id(message))
        box.mails.append(text.replace("{to}", message.to_email).encode())
        box.mails.append(OTHERS["a person's answer"].encode())
    return box


def sent(to: str) -> Message:
    return make_message(to, state="done")


def test_new_mails_are_read_once() -> None:
    box = box_of(sent("a@example.org"), sent("b@example.org"))
    with imap_server(box) as url:
        first, second = read_mailbox(url), read_mailbox(url)
    assert (first.read, first.told) == (4, 2)
    assert (second.read, second.told) == (0, 0)
    assert Suppression.objects.count() == 2


def test_a_line_that_drops_loses_no_report() -> None:
    box = box_of(sent("a@example.org"))
    box.break_at = "STORE"
    with imap_server(box) as url:
        with pytest.raises(MailboxAway):
            read_mailbox(url)
        box.break_at = ""
        look = read_mailbox(url)
    assert (look.read, look.told) == (2, 0)
    assert Suppression.objects.count() == 1


@pytest.mark.parametrize("what", ["password", "folder", "nobody"])
def test_a_mailbox_that_cannot_be_read_is_said(what: str) -> None:
    with imap_server(Box()) as url:
        wrong = {
            "password": url.replace("se%20cret", "x"),
            "folder": url.replace("INBOX", "Other"),
            "nobody": "imap://a:b@127.0.0.1:1/INBOX",
        }[what]
        with pytest.raises(MailboxAway):
            read_mailbox(wrong)
        with override_settings(BOUNCE_MAILBOX=wrong):
            read_bounces_task()
            with pytest.raises(CommandError):
                call_command("read_bounces", "--mailbox")


def test_the_command_reads_the_mailbox_that_is_configured() -> None:
    out = StringIO()
    with (
        imap_server(box_of(sent("a@example.org"))) as url,
        override_settings(BOUNCE_MAILBOX=url),
    ):
        call_command("read_bounces", "--mailbox", stdout=out)
    assert out.getvalue() == "2 read, 1 told something new\n"
    with override_settings(BOUNCE_MAILBOX=""), pytest.raises(CommandError):
        call_command("read_bounces", "--mailbox")
