"""What people do with mails on their way: keep back, let go, drop, send again. Each act
asks the row again, so that a mail that went out meanwhile stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import models, transaction
from django.db.models import Case, CharField, Count, Q, Value, When
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from awards.outbox.batches import SUPPRESSED
from awards.outbox.models import MessageQuerySet
from awards.outbox.status_codes import Outcome
from awards.outbox.waking import DELIVER, wake
from awards.outbox.work import WorkState


class Standing(models.TextChoices):
    """Where a mail stands, as people call it."""

    WAITING = "waiting", _("Waiting")
    HELD = "held", _("On hold")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    BOUNCED = "bounced", _("Bounced")
    COMPLAINED = "complained", _("Marked as unwanted")
    FAILED = "failed", _("Failed")
    DROPPED = "dropped", _("Not sent")


ON_THE_WAY = Q(state__in=(WorkState.QUEUED, WorkState.CLAIMED))
FAILED = Q(state=WorkState.FAILED)
HANDED_OVER = Q(state=WorkState.DONE)
CAME_BACK = (Outcome.BOUNCED, Outcome.SOFT)
HEARD_OF = (*CAME_BACK, Outcome.DELIVERED, Outcome.COMPLAINED)
WHERE = {
    Standing.HELD: ON_THE_WAY & Q(held_at__isnull=False),
    Standing.WAITING: ON_THE_WAY & Q(held_at=None),
    Standing.SENT: HANDED_OVER & ~Q(outcome__in=HEARD_OF),
    Standing.DELIVERED: HANDED_OVER & Q(outcome=Outcome.DELIVERED),
    Standing.BOUNCED: HANDED_OVER & Q(outcome__in=CAME_BACK),
    Standing.COMPLAINED: HANDED_OVER & Q(outcome=Outcome.COMPLAINED),
    Standing.FAILED: FAILED,
    Standing.DROPPED: Q(state=WorkState.DROPPED),
}
# What did not arrive, or was not sent for the address's sake.
MISSED = (
    WHERE[Standing.BOUNCED] | FAILED | Q(state=WorkState.DROPPED, last_error=SUPPRESSED)
)
STANDING = Case(
    *[When(where, then=Value(standing.value)) for standing, where in WHERE.items()],
    default=Value(""),
    output_field=CharField(),
)


def hold(found: MessageQuerySet) -> int:
    """Not the ones that a worker has in its hands at this moment."""
    waiting = found.filter(state=WorkState.QUEUED, held_at=None)
    return waiting.order_by().update(held_at=Now())


def release(found: MessageQuerySet) -> int:
    count = (
        found.filter(ON_THE_WAY, held_at__isnull=False).order_by().update(held_at=None)
    )
    if count:
        transaction.on_commit(lambda: wake(DELIVER))
    return count


@transaction.atomic
def drop(found: MessageQuerySet, reason: str) -> int:
    """Never sent. What opens a door in them is blanked, as in one that was delivered."""
    still = found.filter(state__in=(WorkState.QUEUED, WorkState.FAILED)).order_by()
    # Locked: a worker that would claim one of them now passes it by.
    with_secrets = list(still.exclude(secrets=[]).select_for_update(skip_locked=True))
    for message in with_secrets:
        message.finish(WorkState.DROPPED, reason)
    fields = {
        "state": WorkState.DROPPED,
        "last_error": reason,
        "finished_at": Now(),
        "held_at": None,
    }
    return still.filter(secrets=[]).update(**fields) + len(with_secrets)


def send_again(found: MessageQuerySet) -> int:
    """Failed ones and those that came back, as if they had never been tried; not those
    of which something was blanked.
    """
    return queue_again(found.filter(WHERE[Standing.BOUNCED] | FAILED))


def send_what_was_missed(found: MessageQuerySet) -> int:
    """To an address that works again: also what was not sent for its sake."""
    return queue_again(found.filter(MISSED))


def missed_by(found: MessageQuerySet, addresses: Collection[str]) -> dict[str, int]:
    """How many each of these addresses, in small letters, should have got."""
    small = found.annotate(small=Lower("to_email")).filter(small__in=addresses)
    counted = small.filter(MISSED).order_by().values_list("small")
    return {str(address): n for address, n in counted.annotate(n=Count("pk"))}


def queue_again(found: MessageQuerySet) -> int:
    fresh = {
        "state": WorkState.QUEUED,
        "due_at": Now(),
        "attempts": 0,
        "waiting_since": None,
        "finished_at": None,
        "outcome": "",
        "outcome_at": None,
    }
    useful = Q(useful_until=None) | Q(useful_until__gt=Now())
    count = found.filter(useful, was_blanked=False).order_by().update(**fresh)
    if count:
        transaction.on_commit(lambda: wake(DELIVER))
    return count
