"""A reminder that somebody sends by a button: a mail of its own, about one thing. It
counts: the mail of the day leaves the thing out, and who heard of it today already is not
reminded again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from awards.accounts.models import User
from awards.ledger.services import database_now
from awards.models import Edition, Reminded
from awards.outbox.models import Message
from awards.outbox.services import save_messages
from awards.reminders.clock import site_zone
from awards.reminders.moments import by_day, is_night
from awards.statuses import Reminder


@dataclass(frozen=True)
class ByHand:
    """``mail`` is not written yet. ``until``: the deadline that it tells."""

    mail: Message
    thing: str
    user: User
    until: datetime


def counting_day() -> date:
    """The day that a reminder by hand counts for now: in the night the one on whose
    morning it goes.
    """
    return by_day(database_now(), site_zone()).date()


def reminded_today(things: Collection[str]) -> set[str]:
    """Those of these things that were said on the `counting_day` already. One statement."""
    rows = Reminded.objects.said().filter(thing__in=things, day=counting_day())
    return set(rows.values_list("thing", flat=True))


@transaction.atomic
def send_by_hand(*, kind: Reminder, edition: Edition, reminders: list[ByHand]) -> int:
    """How many mails are new. In the night they wait until seven, and count for that day."""
    if not reminders:
        return 0
    now, zone = database_now(), site_zone()
    count = save_messages([one.mail for one in reminders])
    keys = [one.mail.dedupe_key for one in reminders]
    messages = Message.objects.filter(dedupe_key__in=keys)
    if is_night(now, zone):
        messages.update(due_at=by_day(now, zone))
    saved = {row.dedupe_key: row for row in messages.only("pk", "dedupe_key")}
    Reminded.objects.bulk_create(
        [
            Reminded(
                message=saved.get(one.mail.dedupe_key),
                edition=edition,
                user=one.user,
                kind=kind,
                email=one.user.email.lower(),
                thing=one.thing,
                day=by_day(now, zone).date(),
                until=one.until,
            )
            for one in reminders
        ]
    )
    return count
