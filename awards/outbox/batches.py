"""Which mails a sweep takes next: those that somebody waits for one by one, the others
by the handful, as many as go out in about a second.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models.functions import Lower

from awards.outbox.models import Channel, Message, Suppression
from awards.outbox.pace import outside, room_left
from awards.outbox.work import GIVEN_UP, WorkState

FIRST, MOST = 8, 64  # mails
QUICK, SLOW = 0.5, 1.5  # seconds that a batch took
SUPPRESSED = "suppressed"  # what a mail says that was not sent for its address's sake


@dataclass
class Batches:
    """Sized by how long the last one took: a mail that somebody waits for finds the
    sweep free within about a second, and one claim is shared by many.
    """

    urgent_only: bool = False
    channel: Channel = Channel.MAIL
    size: int = FIRST

    def took(self, seconds: float) -> None:
        if seconds < QUICK:
            self.size = min(self.size * 2, MOST)
        elif seconds > SLOW:
            self.size = max(1, self.size // 2)

    def next(self, limit: int) -> list[Message]:
        """Claimed for the caller; empty where nothing is due."""
        if alone := next_alone(self.channel):
            return [alone]
        if self.urgent_only:
            return []
        return next_together(min(self.size, limit), self.channel)


def next_alone(channel: Channel = Channel.MAIL) -> Message | None:
    """A mail at which workers ended again and again is given up here, and shown as failed."""
    while rows := Message.objects.due_alone().by(channel).claimed(1):
        if not rows[0].was_cut_off_too_often:
            return rows[0]
        rows[0].finish(WorkState.FAILED, GIVEN_UP)
    return None


def next_together(limit: int, channel: Channel = Channel.MAIL) -> list[Message]:
    waiting = Message.objects.due_together().by(channel)
    if channel != Channel.MAIL:  # the rates are those of mail
        return waiting.claim_together(limit)
    room = room_left(limit)
    if room.together <= 0:
        return []
    if room.full:
        waiting = outside(waiting, room.full)
    now, later = room.fits(waiting.claim_together(room.together))
    give_back_untried(later)
    return now


def give_back_untried(messages: list[Message]) -> None:
    """Due as before, as if nobody had claimed them: claimed together, they were not
    counted yet.
    """
    if messages:
        claimed = Message.objects.filter(
            pk__in=[message.pk for message in messages], state=WorkState.CLAIMED
        )
        claimed.update(state=WorkState.QUEUED)


def suppressed_among(messages: list[Message]) -> set[str]:
    """The addresses of these mails that get none any more, in small letters.

    What somebody asked for and waits for, as a link to sign in, is tried all the same:
    it is one mail, it may be the only way back in, and to say on a page that an address
    bounced would tell that it is known here.
    """
    addresses = {one.to_email.lower() for one in messages if may_be_suppressed(one)}
    if not addresses:
        return addresses
    found = Suppression.objects.annotate(small=Lower("email"))
    return set(found.filter(small__in=addresses).values_list("small", flat=True))


def may_be_suppressed(message: Message) -> bool:
    return message.channel == Channel.MAIL and not message.is_urgent
