"""Judges of the edition being judged were reminded of their missing ballots today."""

from __future__ import annotations

from django.db import transaction

from awards.accounts.models import User
from awards.models import Edition
from awards.reminders import clock
from awards.reminders.moments import by_day
from awards.statuses import Reminder
from config.reminders.sending import send_at


@transaction.atomic
def load_reminders(edition: Edition, organiser: User) -> int:
    """As an organiser has them go out; in the night, as if at seven. How many."""
    zone = clock.site_zone()
    at = by_day(clock.hold(), zone)
    return send_at(at, zone, edition, Reminder.BALLOTS, organiser).sent
