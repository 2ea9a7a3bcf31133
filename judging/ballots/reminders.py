from __future__ import annotations

from django.db.models.functions import Now

from awards.models import Round
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from judging.ballots.missing import missing_ballots
from judging.mail_basics import reminder_key


def stop_reminders(*, judge: int, user: int, round_: Round) -> int:
    """Reminders written but not yet sent are dropped once nothing is missing."""
    waiting = Message.objects.filter(
        recipient=user, event="judge_reminded", state=WorkState.QUEUED
    )
    # nearly always none: one statement and no more
    keys = list(waiting.values_list("dedupe_key", flat=True))
    own = [key for key in keys if key.startswith(reminder_key(judge, f"{round_.pk}:"))]
    if not own or missing_ballots(round_, [judge]):
        return 0
    return waiting.filter(dedupe_key__in=own).update(
        state=WorkState.DROPPED, last_error="done", finished_at=Now()
    )
