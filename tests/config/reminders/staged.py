"""A day in Bangkok that tests look from, and things that wait on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from awards.accounts.models import User
from awards.models import Edition
from config.reminders.sweeping import remind_at
from nominations.models import Entry
from nominations.statuses import EntryState
from tests.factories import make_entry, make_full_edition

ZONE = ZoneInfo("Asia/Bangkok")


def noon(days: int = 0) -> datetime:
    """Of a day ahead, so that whatever the database does now came before."""
    day = timezone.now().astimezone(ZONE) + timedelta(days=2 + days)
    return day.replace(hour=12, minute=0, second=0, microsecond=0)


def sweep(at: datetime) -> int:
    return remind_at(at, ZONE)


def call_closing(after: timedelta, **fields: Any) -> Edition:
    """A call that closes so long after ``noon()``."""
    closes = noon() + after
    return make_full_edition(
        **{"closes_at": closes, "announces_at": closes + timedelta(days=60), **fields}
    )


def draft_of(edition: Edition, owner: User | None = None, **fields: Any) -> Entry:
    """Begun long before anybody is reminded."""
    entry = make_entry(edition, owner, state=EntryState.DRAFT, **fields)
    Entry.objects.filter(pk=entry.pk).update(created_at=noon() - timedelta(days=60))
    return entry
