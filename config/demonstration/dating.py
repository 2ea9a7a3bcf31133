"""Entries dated over the days of their call, as people would have sent them in; the
chain says that it was done.

Everything in the demonstration is acted out within a minute. Charts by day, the order
of the queue and receipts would show one day only. So the moments of receipt are
invented like all else, and a row of the chain names how many were.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from awards.accounts.models import User
from awards.ledger.services import append
from awards.models import Edition
from config import acts
from nominations.models import Entry, Receipt
from nominations.statuses import EntryState


def spread_entries(
    *, edition: Edition, until: datetime, actor: User, seed: int = 2566
) -> int:
    """Over the call's days up to ``until``, in the order of their references; how many
    were dated.
    """
    entries = list(
        Entry.objects.filter(edition=edition, state=EntryState.SUBMITTED).order_by("pk")
    )
    moments = sorted(
        invented_moments(len(entries), edition.opens_at, until, Random(seed))
    )
    for entry, moment in zip(entries, moments, strict=True):
        began = max(edition.opens_at, moment - timedelta(days=3))
        Entry.objects.filter(pk=entry.pk).update(submitted_at=moment, created_at=began)
        Receipt.objects.filter(entry=entry).update(received_at=moment)
    said = {
        "entries": len(entries),
        "from": edition.opens_at.isoformat(),
        "until": until.isoformat(),
    }
    append(edition.code, acts.DEMONSTRATION_DATED, actor, said, subject="demonstration")
    return len(entries)


def date_publication(*, edition: Edition, actor: User) -> Edition:
    """The list appeared at the moment planned, so that pages and certificates print
    that year's day.
    """
    at = edition.announces_at
    edition.winner_lists.exclude(published_at=None).update(published_at=at, due_at=at)
    edition.announced_at = at
    edition.save(update_fields=["announced_at"])
    append(
        edition.code,
        acts.DEMONSTRATION_DATED,
        actor,
        {"published": at.isoformat()},
        subject="demonstration",
    )
    return edition


def invented_moments(
    count: int, opens: datetime, until: datetime, random: Random
) -> list[datetime]:
    """In office hours of working days; few at first, more and more towards the end, as calls go."""
    found: list[datetime] = []
    while len(found) < count:
        day = timezone.localtime(opens + (until - opens) * random.random() ** 0.6)
        moment = day.replace(
            hour=random.randint(9, 16),
            minute=random.randint(0, 59),
            second=random.randint(0, 59),
        )
        if opens <= moment < until and (moment.weekday() < 5 or random.random() < 0.15):
            found.append(moment)
    return found
