"""Delivering: one sweep at a time in each lane hands due mails over, those that somebody
waits for first. Nothing is lost.

Mails are claimed by the handful before they are sent, and each is noted in a commit of
its own right after: a crash between its sending and the note sends that one again after
five minutes (mail allows no better), the others of its batch are sent once. See
``batches`` for what is claimed together. What somebody waits for is noted once more,
right before the server gets it: a worker that is killed earlier keeps it for half a
minute only, and one that was taken for dead gives it to nobody.
"""

from __future__ import annotations

import enum
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from awards.outbox.attachments import NOTHING, Makers
from awards.outbox.batches import (
    SUPPRESSED,
    Batches,
    give_back_untried,
    may_be_suppressed,
    suppressed_among,
)
from awards.outbox.carrier import Carrier
from awards.outbox.line_carrier import LineCarrier
from awards.outbox.mail_carrier import MailCarrier
from awards.outbox.models import Channel, Message, Relay
from awards.outbox.outgoing import ReplyTo, nobody
from awards.outbox.reports import note_outcome
from awards.outbox.sending import Verdict, words_of
from awards.outbox.status_codes import Outcome, refuses_the_address
from awards.outbox.work import WorkState

SWEEP = 20.0  # seconds after which a sweep begins no further mail
BATCH = 5.0  # seconds after which the rest of a batch is given back
# For which a sweep keeps others out without saying so again: longer than a batch takes.
# Where somebody waits for each mail, a worker that was killed, or that a server keeps
# hanging, keeps nobody waiting.
LEASE = timedelta(seconds=15)
URGENT_LEASE = timedelta(seconds=3)
RENEWAL = 1.0  # seconds
LONGEST_GAP = timedelta(minutes=5)  # between two looks whether the server is back
PATIENCE = timedelta(days=5)  # for which a mail waits for a server that is away
TOO_OLD = "too old to be of use: it was not delivered in time"

log = logging.getLogger(__name__)


class Lane(enum.IntEnum):
    """Each has a sweep, and a row of ``Relay``, of its own."""

    ALL = Relay.THE_ONE
    URGENT = 2  # only what somebody waits for, beside a sweep that is slow
    LINE = Relay.LINE  # what goes by LINE, whose server is another

    @property
    def channel(self) -> Channel:
        return Channel.LINE if self is Lane.LINE else Channel.MAIL


@dataclass
class Sweep:
    makers: Makers = field(default_factory=dict)  # of what goes along with mails
    lane: Lane = Lane.ALL
    reply_to: ReplyTo = nobody
    sent: int = 0
    retried: int = 0
    failed: int = 0
    by_mail: int = 0  # which had another way before
    suppressed: int = 0
    outdated: int = 0
    errors: list[str] = field(default_factory=list)
    busy: bool = False  # another sweep is at it
    lost: Message | None = (
        None  # whose connection broke: the next mail tells whose fault that was
    )
    away: str = ""  # why the server takes no mail
    pause: timedelta = timedelta()  # for which it asked not to be asked again

    @property
    def relay(self) -> QuerySet[Relay]:
        return Relay.objects.filter(pk=self.lane)

    @property
    def lease(self) -> timedelta:
        return URGENT_LEASE if self.lane is Lane.URGENT else LEASE

    def counts(self) -> dict[str, int]:
        names = ("sent", "retried", "failed", "by_mail", "suppressed", "outdated")
        return {name: getattr(self, name) for name in names}


def deliver_due_messages(
    makers: Makers = NOTHING, lane: Lane = Lane.ALL, reply_to: ReplyTo = nobody
) -> Sweep:
    """The periodic sweep: nothing while another is at it or while the server rests."""
    if not Message.objects.due().by(lane.channel).exists():
        return Sweep()
    relay, _made = Relay.objects.get_or_create(pk=lane)
    if Relay.objects.filter(pk=relay.pk, next_try_at__gt=Now()).exists():
        return Sweep()
    return deliver_messages(makers=makers, lane=lane, reply_to=reply_to)


def deliver_messages(
    limit: int = 500,
    seconds: float = SWEEP,
    makers: Makers = NOTHING,
    lane: Lane = Lane.ALL,
    reply_to: ReplyTo = nobody,
) -> Sweep:
    """One sweep, by whoever asks: up to so many mails in about so many seconds. Empty
    while another sweep of the lane runs.
    """
    sweep = Sweep(makers, lane, reply_to)
    begun = time.monotonic()
    Relay.objects.get_or_create(pk=lane)
    with sweeping(sweep) as alone:
        sweep.busy = not alone
        if alone:
            _hand_over_each(sweep, limit, seconds)
            note_relay(sweep)
    if any(sweep.counts().values()):
        words = ", ".join(f"{name} {n}" for name, n in sweep.counts().items() if n)
        log.info("mail: %s in %.1f s", words, time.monotonic() - begun)
    return sweep


@contextmanager
def sweeping(sweep: Sweep) -> Iterator[bool]:
    """Whether this sweep has its lane to itself. One that died, or that hangs, lets go
    after seconds: claims stay exact anyway.
    """
    mine = sweep.relay.filter(Q(busy_until=None) | Q(busy_until__lt=Now()))
    alone = mine.update(busy_until=Now() + sweep.lease) == 1
    try:
        yield alone
    finally:
        if alone:
            sweep.relay.update(busy_until=None)


def _hand_over_each(sweep: Sweep, limit: int, seconds: float) -> None:
    begun = renewed = now = time.monotonic()
    batches = Batches(sweep.lane == Lane.URGENT, sweep.lane.channel)
    carrier = carrier_of(sweep)
    try:
        while limit > 0 and not sweep.away and now <= begun + seconds:
            batch = batches.next(limit)
            if not batch:
                break
            limit -= len(batch)
            before = time.monotonic()
            hand_over_batch(batch, sweep, carrier, min(begun + seconds, before + BATCH))
            now = time.monotonic()
            batches.took(now - before)
            if now - renewed > RENEWAL:
                sweep.relay.update(busy_until=Now() + sweep.lease)
                renewed = now
    finally:
        carrier.close()
    sweep.pause = carrier.pause
    if sweep.lost:
        give_back(sweep.lost, sweep, sweep.lost.last_error)


def carrier_of(sweep: Sweep) -> Carrier:
    if sweep.lane is Lane.LINE:
        return LineCarrier()
    return MailCarrier(sweep.makers, sweep.reply_to)


def hand_over_batch(
    batch: list[Message], sweep: Sweep, carrier: Carrier, until: float
) -> None:
    """One after the other; what is not begun by ``until`` (of a clock that only goes
    on), or finds the server away, is given back.
    """
    suppressed = suppressed_among(batch)
    for place, message in enumerate(batch, 1):
        if may_be_suppressed(message) and message.to_email.lower() in suppressed:
            message.finish(WorkState.DROPPED, SUPPRESSED)
            sweep.suppressed += 1
        elif message.is_outdated:
            message.finish(WorkState.DROPPED, TOO_OLD)
            sweep.outdated += 1
        else:
            deliver(message, sweep, carrier)
        if sweep.away or time.monotonic() > until:
            give_back_untried(batch[place:])
            return


def deliver(message: Message, sweep: Sweep, carrier: Carrier) -> None:
    try:
        verdict, words = carrier.carry(message)
    # an attachment that cannot be made now: the row remembers it and is tried again
    except Exception as error:
        verdict, words = Verdict.LATER, words_of(error)
    if was_taken(message, verdict):
        sweep.away = words if verdict is Verdict.AWAY else sweep.away
    else:
        settle(message, sweep, verdict, words)


def was_taken(message: Message, verdict: Verdict) -> bool:
    """By another worker, whose matter it is now: nothing is written of it here."""
    if verdict is Verdict.SENT or not message.is_urgent:
        return False
    return verdict is Verdict.TAKEN or not message.held().exists()


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
        if refuses_the_address(words):
            note_outcome(message=message, outcome=Outcome.BOUNCED, words=words)
    elif verdict is Verdict.BY_MAIL:
        message.go_by_mail(words)
        sweep.by_mail += 1
    else:
        try_later(message, sweep, words)


def try_later(message: Message, sweep: Sweep, words: str) -> None:
    if message.waiting_since:
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
    counted = 0 if message.counts_when_noted else 1
    row.update(
        state=WorkState.QUEUED, last_error=words, attempts=F("attempts") - counted
    )
    sweep.retried += 1


def note_relay(sweep: Sweep) -> None:
    """How the server answered, for the next sweep and for whoever watches: it is asked
    again after 2, 4, 8 … s.
    """
    row = sweep.relay
    if sweep.away:
        gap = min(timedelta(seconds=2 ** min(row.get().failures + 1, 10)), LONGEST_GAP)
        gap = max(gap, sweep.pause)
        row.filter(away_since=None).update(away_since=Now())
        row.update(
            failures=F("failures") + 1, last_error=sweep.away, next_try_at=Now() + gap
        )
    elif sweep.sent or sweep.failed or sweep.retried:
        row.update(failures=0, away_since=None, next_try_at=None)
