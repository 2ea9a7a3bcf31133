"""What ends, and for whom, when somebody follows the way out of a mail. Signed in or
not: who has the mail may end it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.db import transaction

from awards.accounts.models import User
from awards.dsure.models import Subscriber
from awards.dsure.subscriptions.services import renew_subscription, unsubscribe
from awards.outbox.models import Channel
from awards.outbox.preferences import channels_of, choose, want_again
from awards.outbox.topics import REFUSABLE, Topic
from awards.outbox.way_out import DSURE, WayOut

REMEMBERED = 24 * 3600  # seconds for which the end of a subscription can be undone
WORD_JOINER = "\u2060"
SALT = "awards.mails.unsubscribing"


@dataclass(frozen=True)
class Ending:
    """``email``: whose it is, with most of it covered, since mails are passed on; "" once
    nobody has it. ``memory`` goes along with the undoing of what leaves no row.
    """

    topic: str
    email: str
    has_ended: bool
    memory: str = ""

    @property
    def can_be_undone(self) -> bool:
        return self.topic != DSURE or bool(self.memory)


def ending_of(way: WayOut) -> Ending:
    """As it stands. What was ended long ago, or whose reader is gone, has ended."""
    if way.what == DSURE:
        subscriber = Subscriber.objects.filter(pk=way.reader).first()
        return Ending(
            DSURE, covered(subscriber.email) if subscriber else "", not subscriber
        )
    user = User.objects.get(pk=way.reader)
    ended = channels_of(user)[Topic(way.what)] == Channel.NONE
    return Ending(way.what, covered(user.email), ended)


def is_known(way: WayOut) -> bool:
    if way.what == DSURE:
        return True
    return way.what in REFUSABLE and User.objects.filter(pk=way.reader).exists()


@transaction.atomic
def end(way: WayOut) -> Ending:
    """At once, however often it is pressed."""
    if way.what == DSURE:
        memory = unsubscribe(pk=way.reader)
        return Ending(
            DSURE, "", True, signing.dumps(memory, salt=SALT) if memory else ""
        )
    user = User.objects.get(pk=way.reader)
    choose(user=user, topic=Topic(way.what), channel=Channel.NONE)
    return ending_of(way)


@transaction.atomic
def undo(way: WayOut, memory: str) -> Ending:
    if way.what == DSURE:
        try:
            told = signing.loads(memory, salt=SALT, max_age=REMEMBERED)
        except signing.BadSignature:
            return ending_of(way)
        renew_subscription(**told)
        return Ending(DSURE, covered(told["email"]), False)
    user = User.objects.get(pk=way.reader)
    want_again(user=user, topic=Topic(way.what))
    return ending_of(way)


def covered(email: str) -> str:
    """``s…@example.org``, which no line parts at the dots."""
    local, at, domain = email.rpartition("@")
    return f"{local[:1]}…{WORD_JOINER}{at}{domain}"
