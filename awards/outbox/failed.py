"""Mails that failed for good: why, and sending one again once the reason is gone."""

from __future__ import annotations

from django.db.models.functions import Now

from awards.outbox.models import Message
from awards.outbox.waking import DELIVER, wake
from awards.outbox.work import WorkState


def send_again(*, message: Message) -> bool:
    """Back in the queue as if it had never been tried. False where it is not failed any more."""
    fresh = {
        "state": WorkState.QUEUED,
        "due_at": Now(),
        "attempts": 0,
        "waiting_since": None,
        "finished_at": None,
    }
    failed = Message.objects.filter(pk=message.pk, state=WorkState.FAILED)
    if not failed.update(**fresh):
        return False
    wake(DELIVER)
    return True
