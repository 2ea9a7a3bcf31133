"""The mailbox that reports come to, where a site reads one (IMAP)."""

from __future__ import annotations

import imaplib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from awards.outbox.report_reading import MOST_BYTES
from awards.outbox.reports import hear_of_mail

MOST = 200  # mails that one look reads
TIMEOUT = 20  # seconds
Server = imaplib.IMAP4
log = logging.getLogger(__name__)


class MailboxAway(Exception):
    """It cannot be reached or read; the next look tries again."""


@dataclass
class Look:
    """How many mails were read, and of how many of ours they told something new."""

    read: int = 0
    told: int = 0


def read_mailbox(url: str) -> Look:
    """New mails of ``imaps://user:password@host/folder``. Each is marked as seen once
    what it tells is written: one that a crash leaves unseen is read again, which
    changes nothing. Raises MailboxAway.
    """
    look = Look()
    try:
        with opened(url) as server:
            for number in unseen(server):
                look.read += 1
                look.told += hear_of_mail(content_of(server, number))
                server.store(number, "+FLAGS", "\\Seen")
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxAway(f"{type(error).__name__}: {error}") from error
    return look


@contextmanager
def opened(url: str) -> Iterator[Server]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "imaps":
        server: Server = imaplib.IMAP4_SSL(host, parts.port or 993, timeout=TIMEOUT)
    else:
        server = imaplib.IMAP4(host, parts.port or 143, timeout=TIMEOUT)
    try:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        kept = parts.path.strip("/") or "INBOX"
        status, words = server.select(f'"{unquote(kept)}"')
        if status != "OK":
            raise imaplib.IMAP4.error(f"no folder {kept}: {words!r}")
        yield server
    except BaseException:
        server.shutdown()
        raise
    server.logout()


def unseen(server: Server) -> list[str]:
    _status, found = server.search(None, "UNSEEN")
    numbers = (found[0] or b"").decode().split()
    return numbers[:MOST]


def content_of(server: Server, number: str) -> bytes:
    """As much as is read of a report, without marking it as seen."""
    _status, parts = server.fetch(number, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
    for part in parts:
        if isinstance(part, tuple):
            return part[1]
    return b""
