"""Mails of an act that is taken back: those that still wait never go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from awards.outbox.models import Message
from awards.outbox.work import WorkState

MAY_HAVE_LEFT = (WorkState.QUEUED, WorkState.CLAIMED, WorkState.DONE)


@dataclass(frozen=True)
class CalledBack:
    """``stopped``: mails that surely nobody has. ``gone``: those that their readers have
    or may have: delivered, on their way, or tried once.
    """

    stopped: int
    gone: list[Message]


def call_back(keys: Collection[str]) -> CalledBack:
    """Take mails that wait out of the outbox, by their dedupe keys. One that failed for
    good was never had, and is neither.
    """
    mails = Message.objects.filter(dedupe_key__in=keys).select_related("recipient")
    waiting = list(
        mails.select_for_update(skip_locked=True, of=("self",)).filter(
            state=WorkState.QUEUED
        )
    )
    Message.objects.filter(pk__in=[mail.pk for mail in waiting]).delete()
    tried = [mail for mail in waiting if mail.attempts]
    left = mails.filter(state__in=MAY_HAVE_LEFT).order_by("pk")
    return CalledBack(len(waiting) - len(tried), [*tried, *left])
