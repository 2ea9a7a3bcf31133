"""Delivering: one sweep at a time hands due mails over, those that somebody waits for
first. Nothing is lost.

Each mail is claimed in a commit of its own before it is sent and noted after: a crash
between the two sends it again after five minutes (mail allows no better), a crash
before sends it once.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q
from django.db.models.functions import Now

from awards.outbox.attachments import NOTHING, Makers, made_attachments
from awards.outbox.models import Message, Relay, Suppression
from awards.outbox.sending import MailServer, Verdict, words_of
from awards.outbox.work import WorkState

SWEEP = 20.0  # seconds after which a sweep begins no further mail
# for which a sweep keeps others out without saying so again
LEASE = timedelta(seconds=60)
RENEWAL = 15.0  # seconds
LONGEST_GAP = timedelta(minutes=5)  # between two looks whether the server is back
PATIENCE = timedelta(days=5)  # for which a mail waits for a server that is away


@dataclass
class Sweep:
    makers: Makers = field(default_factory=dict)  # of what goes along with mails
    sent: int = 0
    retried: int = 0
    failed: int = 0
    suppressed: int = 0
    errors: list[str] = field(default_factory=list)
    busy: bool = False  # another sweep is at it
    lost: Message | None = (
        None  # whose connection broke: the next mail tells whose fault that was
    )
    away: str = ""  # why the server takes no mail


def deliver_due_messages(makers: Makers = NOTHING) -> Sweep:
    """The periodic sweep: nothing while another is at it or while the server rests."""
    if not Message.objects.due().exists():
        return Sweep()
    relay, _made = Relay.objects.get_or_create(pk=Relay.THE_ONE)
    if Relay.objects.filter(pk=relay.pk, next_try_at__gt=Now()).exists():
        return Sweep()
    return deliver_messages(makers=makers)


def deliver_messages(
    limit: int = 500, seconds: float = SWEEP, makers: Makers = NOTHING
) -> Sweep:
    """One sweep, by whoever asks: up to so many mails in about so many seconds. Empty
    while another sweep runs.
    """
    sweep = Sweep(makers)
    Relay.objects.get_or_create(pk=Relay.THE_ONE)
    with sweeping() as alone:
        sweep.busy = not alone
        if alone:
            _hand_over_each(sweep, limit, seconds)
            note_relay(sweep)
    return sweep


@contextmanager
def sweeping() -> Iterator[bool]:
    """Whether this sweep has the relay to itself. One that died lets go after a minute:
    claims stay exact anyway.
    """
    mine = Relay.objects.filter(
        Q(busy_until=None) | Q(busy_until__lt=Now()), pk=Relay.THE_ONE
    )
    alone = mine.update(busy_until=Now() + LEASE) == 1
    try:
        yield alone
    finally:
        if alone:
            Relay.objects.filter(pk=Relay.THE_ONE).update(busy_until=None)


def _hand_over_each(sweep: Sweep, limit: int, seconds: float) -> None:
    begun = renewed = time.monotonic()
    server = MailServer()
    try:
        for message in Message.objects.claim_each(limit):
            deliver(message, sweep, server)
            now = time.monotonic()
            if sweep.away or now - begun > seconds:
                break
            if now - renewed > RENEWAL:
                Relay.objects.filter(pk=Relay.THE_ONE).update(busy_until=Now() + LEASE)
                renewed = now
    finally:
        server.close()
    if sweep.lost:
        give_back(sweep.lost, sweep, sweep.lost.last_error)


def deliver(message: Message, sweep: Sweep, server: MailServer) -> None:
    if Suppression.objects.filter(email__iexact=message.to_email).exists():
        message.finish(WorkState.DROPPED, "suppressed")
        sweep.suppressed += 1
        return
    try:
        mail = as_mail(message, sweep.makers)
    # an attachment that cannot be made now: the row remembers it and is tried again
    except Exception as error:
        settle(message, sweep, Verdict.LATER, words_of(error))
    else:
        settle(message, sweep, *server.send(mail))


def settle(message: Message, sweep: Sweep, verdict: Verdict, words: str) -> None:
    """What an answer means for the mail, for the one whose connection broke before it,
    and for the sweep.
    """
    if words:
        sweep.errors.append(f"{message.pk}: {words}")
    if verdict is Verdict.LOST and sweep.lost is None:
        message.last_error, sweep.lost = words, message
        return
    if verdict in (Verdict.AWAY, Verdict.LOST):
        sweep.away = words
        give_back(message, sweep, words)
        return
    if sweep.lost:  # the server is there: the connection broke at that mail
        lost, sweep.lost = sweep.lost, None
        try_later(lost, sweep, lost.last_error)
    if verdict is Verdict.SENT:
        message.finish()
        sweep.sent += 1
    elif verdict is Verdict.REFUSED:
        message.finish(WorkState.FAILED, words)
        sweep.failed += 1
    else:
        try_later(message, sweep, words)


def try_later(message: Message, sweep: Sweep, words: str) -> None:
    Message.objects.filter(pk=message.pk).update(waiting_since=None)
    failed = message.retry_later(words)
    sweep.failed += failed
    sweep.retried += not failed


def give_back(message: Message, sweep: Sweep, words: str) -> None:
    """The server is away: due as before, and the attempt did not count; but no mail
    waits for it for ever.
    """
    sweep.away = sweep.away or words
    row = Message.objects.filter(pk=message.pk)
    if row.filter(waiting_since__lt=Now() - PATIENCE).exists():
        message.finish(WorkState.FAILED, words)
        sweep.failed += 1
        return
    row.filter(waiting_since=None).update(waiting_since=Now())
    row.update(state=WorkState.QUEUED, last_error=words, attempts=F("attempts") - 1)
    sweep.retried += 1


def note_relay(sweep: Sweep) -> None:
    """How the server answered, for the next sweep and for whoever watches: it is asked
    again after 2, 4, 8 … s.
    """
    row = Relay.objects.filter(pk=Relay.THE_ONE)
    if sweep.away:
        gap = min(timedelta(seconds=2 ** min(row.get().failures + 1, 10)), LONGEST_GAP)
        row.filter(away_since=None).update(away_since=Now())
        row.update(
            failures=F("failures") + 1, last_error=sweep.away, next_try_at=Now() + gap
        )
    elif sweep.sent or sweep.failed or sweep.retried:
        row.update(failures=0, away_since=None, next_try_at=None)


def as_mail(message: Message, makers: Makers = NOTHING) -> EmailMultiAlternatives:
    headers = {
        # The same at every attempt: a mail sent twice by a crash between sending and
        # noting it is shown once.
        "Message-ID": f"<{message.pk}.{message.dedupe_key_hash}@{message_domain()}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
        **message.headers,
    }
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.to_email],
        headers=headers,
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for name, content, media_type in made_attachments(message.attachments, makers):
        mail.attach(name, content, media_type)
    return mail


def message_domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
