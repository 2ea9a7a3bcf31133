"""What people do with mails on their way: keep back, let go, drop, send again. Each act
asks the row again, so that a mail that went out meanwhile stays as it is.
"""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.outbox.models import MessageQuerySet
from awards.outbox.waking import DELIVER, wake
from awards.outbox.work import WorkState


class Standing(models.TextChoices):
    """Where a mail stands, as people call it."""

    WAITING = "waiting", _("Waiting")
    HELD = "held", _("On hold")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    DROPPED = "dropped", _("Not sent")


ON_THE_WAY = Q(state__in=(WorkState.QUEUED, WorkState.CLAIMED))
WHERE = {
    Standing.HELD: ON_THE_WAY & Q(held_at__isnull=False),
    Standing.WAITING: ON_THE_WAY & Q(held_at=None),
    Standing.SENT: Q(state=WorkState.DONE),
    Standing.FAILED: Q(state=WorkState.FAILED),
    Standing.DROPPED: Q(state=WorkState.DROPPED),
}
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
    """Failed ones, back in the queue as if they had never been tried."""
    fresh = {
        "state": WorkState.QUEUED,
        "due_at": Now(),
        "attempts": 0,
        "waiting_since": None,
        "finished_at": None,
    }
    count = found.filter(state=WorkState.FAILED).order_by().update(**fresh)
    if count:
        transaction.on_commit(lambda: wake(DELIVER))
    return count
