"""When an edition reminds of what, who was reminded of what, and when to look again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from awards.outbox.delivery import TOO_OLD
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from awards.statuses import Reminder

# Why a mail with reminders was dropped before it went out.
NEEDLESS = "not needed any more: what it reminds of is done or has moved"


class ReminderRule(models.Model):
    """What an edition chose for one kind of reminder; without a row: the default of
    ``awards.reminders.rules``. ``moments``: as they are typed, ``["14", "50%"]``. The
    rule of the register has no edition.
    """

    edition = models.ForeignKey(
        "awards.Edition",
        null=True,
        on_delete=models.CASCADE,
        related_name="reminder_rules",
    )
    kind = models.CharField(max_length=20, choices=Reminder)
    active = models.BooleanField(default=True)
    moments = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind"], name="reminder_rule_once_per_edition"
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(edition=None),
                name="reminder_rule_once_without_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {', '.join(self.moments)}"


class Digest(models.Model):
    """The one mail with reminders that an address gets on a day. ``writings``: how often
    it was written, since one that was dropped before it went out is written again.
    """

    email = models.EmailField()  # in small letters
    day = models.DateField()  # local
    writings = models.PositiveSmallIntegerField(default=1)
    message = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email", "day"], name="one_digest_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.day}"


class RemindedQuerySet(models.QuerySet["Reminded"]):
    def said(self) -> RemindedQuerySet:
        """But what stood in a mail that was dropped because it was late or needless."""
        return self.exclude(
            message__state=WorkState.DROPPED,
            message__last_error__in=(NEEDLESS, TOO_OLD),
        )

    def on_the_way(self) -> RemindedQuerySet:
        """What stands in a mail that nobody has begun to deliver."""
        return self.filter(message__state=WorkState.QUEUED)


class Reminded(models.Model):
    """An address was reminded of a thing on a local day. ``thing`` names it (``entry:17``);
    ``until``: its deadline as it was told. Without a digest: by hand.
    """

    digest = models.ForeignKey(
        Digest, null=True, on_delete=models.CASCADE, related_name="lines"
    )
    message = models.ForeignKey(
        Message, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    edition = models.ForeignKey(
        "awards.Edition", null=True, on_delete=models.CASCADE, related_name="reminded"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=Reminder)
    email = models.EmailField()  # in small letters
    thing = models.CharField(max_length=60)
    day = models.DateField()
    until = models.DateTimeField()
    at = models.DateTimeField(db_default=Now())

    objects = RemindedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["email", "thing"], name="reminded_whom_of_what"),
            models.Index(fields=["edition", "day"], name="reminded_when"),
        ]

    def __str__(self) -> str:
        return f"{self.email} of {self.thing}, {self.day}"


class ReminderClock(models.Model):
    """When to look again whether somebody is to be reminded, in one row."""

    THE_ONE = 1

    next_at = models.DateTimeField()
