"""What rows of the benchmark do with mails: write many, and hand many over to a server
of the benchmark's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from smtplib import SMTP
from subprocess import PIPE, Popen
from sys import executable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test.utils import override_settings

from awards.mails.writing import write_mail
from awards.models import Edition
from awards.outbox.composing import composed
from awards.outbox.delivery import deliver_messages
from awards.outbox.inserting import COLUMNS
from awards.outbox.models import Message
from awards.outbox.outgoing import as_mail
from awards.outbox.services import save_messages
from config.bench.data import Data
from judging.publication.mail_kinds import UNJUDGED_ANNOUNCED

MANY = 1000
DELIVERED = 2000
CROWD = 10_000
LANGUAGES = ("th", "en")


def queue_mails(data: Data) -> object:
    """1,000 mails of one kind, text and HTML, to as many people."""
    return queued_and_taken_back(data, MANY)


def queue_crowd(data: Data) -> object:
    """10,000 mails at once."""
    return queued_and_taken_back(data, CROWD)


def queued_and_taken_back(data: Data, count: int) -> int:
    with transaction.atomic():
        written = save_messages(announcements(data.judging, count))
        transaction.set_rollback(True)
    if written != count:
        raise RuntimeError(f"{written} of {count} mails were written")
    return written


def queue_plainly(data: Data) -> object:
    """The floor: 1,000 rows of the same size by Django alone, with nothing worded."""
    words = worded_before(data.judging)
    with transaction.atomic():
        rows = [Message(**one) for one in words]
        Message.objects.bulk_create(rows)
        transaction.set_rollback(True)
    return len(rows)


@cache
def worded_before(edition: Edition) -> list[dict[str, Any]]:
    mails = announcements(edition, MANY)
    return [{name: getattr(one, name) for name in COLUMNS} for one in mails]


def hand_over_plainly(data: Data) -> object:
    """The floor: 2,000 mails that are bytes already, by the standard library over one
    connection to the same server. No row is read or written.
    """
    letters = written_before(data.judging)
    with mail_sink() as port, SMTP("127.0.0.1", port) as line:
        for letter in letters:
            line.sendmail("awards@example.org", ["reader@example.org"], letter)
    return len(letters)


@cache
def written_before(edition: Edition) -> list[bytes]:
    return [composed(as_mail(one)) for one in announcements(edition, DELIVERED)]


def announcements(edition: Edition, count: int) -> Iterator[Message]:
    """To people who are not stored: the rows name them by address alone."""
    link = f"{settings.SITE_URL}/th/winners/{edition.code}/"
    return (
        write_mail(
            UNJUDGED_ANNOUNCED,
            {
                "edition": str(edition.name),
                "thanks": "ขอบคุณที่ส่งผลงาน",
                "entries": [f"BENCH-{n:05d} <ผลงาน> & Co {n}"],
                "link": link,
            },
            dedupe_key=f"bench:{edition.code}:{n}",
            recipient=None,
            to_email=f"reader{n}@bench.example.org",
            language=LANGUAGES[n % 2],
            edition_code=edition.code,
        )
        for n in range(count)
    )


def deliver_mails(data: Data) -> object:
    """2,000 mails handed over to a server on this machine, by one worker. What other
    rows left waiting goes first: nobody makes their attachments here.
    """
    Message.objects.all().delete()
    save_messages(announcements(data.judging, DELIVERED))
    with mail_sink() as port, override_settings(**smtp_to(port)):
        sweep = deliver_messages(limit=DELIVERED, seconds=600)
    Message.objects.filter(dedupe_key__startswith="bench:").delete()
    if sweep.sent != DELIVERED:
        raise RuntimeError(f"{sweep.sent} of {DELIVERED} mails were sent")
    return sweep.sent


def smtp_to(port: int) -> dict[str, object]:
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_TIMEOUT": 20,
    }


@contextmanager
def mail_sink() -> Iterator[int]:
    """A server that takes every mail, in a process of its own; yields its port."""
    with Popen([executable, "-m", "config.bench.mail_sink"], stdout=PIPE) as sink:
        assert sink.stdout is not None
        try:
            yield int(sink.stdout.readline())
        finally:
            sink.terminate()
