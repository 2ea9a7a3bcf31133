"""Dates that were put into people's calendars, and the secret addresses at which people
read theirs.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from awards.statuses import DateKind


class CalendarDate(models.Model):
    """A deadline in one person's calendar, as it was told last. ``sequence`` only rises:
    calendars keep the higher one. ``name`` is the same for the same thing and person,
    and names neither.
    """

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=DateKind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="calendar_dates",
    )
    edition = models.ForeignKey(
        "awards.Edition", on_delete=models.CASCADE, related_name="calendar_dates"
    )
    title_th = models.CharField(max_length=500)
    title_en = models.CharField(max_length=500)
    reference = models.CharField(max_length=60, blank=True)  # of an entry
    at = models.DateTimeField()
    tentative = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.name}, {self.sequence}"


class CalendarAddress(models.Model):
    """Of the secret in the address only the hash is kept: who reads the database cannot
    read anybody's calendar.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="calendar_address",
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"
