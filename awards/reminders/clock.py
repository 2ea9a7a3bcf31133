"""When somebody looks again: a row, so that two workers never look at once, and a minute
in which nothing is due costs one statement.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now

from awards.ledger.services import database_now
from awards.models import ReminderClock

# after which another worker looks in the place of one that ended
LEASE = timedelta(minutes=5)
LONGEST = timedelta(hours=1)  # between two looks
SHORTEST = timedelta(minutes=1)  # while reminders are on their way
TAKE = f"""INSERT INTO {ReminderClock._meta.db_table} (id, next_at)
    VALUES ({ReminderClock.THE_ONE}, statement_timestamp() + %s * interval '1 second')
    ON CONFLICT (id) DO UPDATE SET next_at = EXCLUDED.next_at
    WHERE {ReminderClock._meta.db_table}.next_at <= statement_timestamp()"""


def site_zone() -> ZoneInfo:
    """Whose days and nights count: the site's."""
    return ZoneInfo(settings.TIME_ZONE)


def take_turn() -> bool:
    """Whether it is time, and this caller's turn."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [LEASE.total_seconds()])
        return int(cursor.rowcount) == 1


def hold() -> datetime:
    """Within a transaction: nobody else looks until it ends. The database's clock."""
    ReminderClock.objects.select_for_update().get_or_create(
        pk=ReminderClock.THE_ONE, defaults={"next_at": Now()}
    )
    return database_now()


def look_at(moment: datetime) -> None:
    ReminderClock.objects.filter(pk=ReminderClock.THE_ONE).update(next_at=moment)


def look_soon() -> None:
    """Something changed that decides when reminders go out."""
    ReminderClock.objects.filter(pk=ReminderClock.THE_ONE).update(next_at=Now())
