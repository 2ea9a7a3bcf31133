"""What must hold of messages to groups, wherever a worker ended or somebody stopped one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, F
from django.db.models.functions import Now

from awards.models import Broadcast, BroadcastRecipient
from awards.models.broadcasts import Standing
from awards.outbox.work import WorkState

LATE = timedelta(hours=1)


def nobody_waits_for_one_that_is_over() -> Iterator[str]:
    over = (WorkState.DONE, WorkState.DROPPED)
    waiting = BroadcastRecipient.objects.filter(
        standing=Standing.WAITS, broadcast__state__in=over
    ).order_by()
    counted = waiting.values_list("broadcast", "broadcast__state").annotate(
        n=Count("pk")
    )
    for pk, state, count in counted:
        yield f"broadcast {pk}: {state}, but {count} people of its list still wait"


def mails_go_to_whom_the_list_names() -> Iterator[str]:
    wrong = BroadcastRecipient.objects.filter(message__isnull=False).exclude(
        message__recipient=F("user")
    )
    for row in wrong:
        yield f"broadcast {row.broadcast_id}: the mail of recipient {row.pk} is another's"


def who_was_left_out_got_nothing() -> Iterator[str]:
    wrong = BroadcastRecipient.objects.exclude(standing=Standing.WRITTEN).filter(
        message__isnull=False
    )
    for row in wrong:
        yield (
            f"broadcast {row.broadcast_id}: recipient {row.pk} has a mail, "
            f"and is {row.standing}"
        )


def none_is_late() -> Iterator[str]:
    late = Broadcast.objects.due().filter(due_at__lt=Now() - LATE)
    for pk in late.values_list("pk", flat=True):
        yield f"broadcast {pk}: due for more than an hour"


CHECKS = (
    nobody_waits_for_one_that_is_over,
    mails_go_to_whom_the_list_names,
    who_was_left_out_got_nothing,
    none_is_late,
)
