"""The look of each minute: who is to be reminded now, and which reminders on their way
say nothing any more.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from awards.reminders import clock
from awards.reminders.digests import (
    digests_of_day,
    due_now,
    needless,
    next_look,
    on_the_way,
    told_to,
)
from awards.reminders.moments import is_night
from awards.reminders.rules import chosen_rules
from awards.reminders.writing import drop_needless, write_digests
from config.reminders.gathering import all_waiting


def remind_due() -> int:
    """How many mails were written. One statement where it is not time to look."""
    return look() if clock.take_turn() else 0


@transaction.atomic
def look() -> int:
    """By the database's clock; nobody else looks meanwhile."""
    return remind_at(clock.hold(), clock.site_zone())


def remind_at(now: datetime, zone: ZoneInfo) -> int:
    """In a number of statements that does not grow with people."""
    rules, waiting, written = chosen_rules(), all_waiting(now), 0
    drop_needless(needless(waiting))
    if not is_night(now, zone):
        day = now.astimezone(zone).date()
        told = told_to(waiting, day)
        plans = digests_of_day(waiting, rules, told, day, zone, now)
        written = write_digests(due_now(plans, now), zone)
    watched = on_the_way()
    clock.look_at(next_look(waiting, rules, now, zone, on_the_way=watched))
    return written
