"""Messages that organisers write to a group of people, and who of them gets each."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import Localized
from awards.models.editions import Edition
from awards.models.mails import LONGEST_SUBJECT, LONGEST_TEXT
from awards.outbox.work import Work, WorkQuerySet, WorkState

WORDS = ("subject_th", "text_th", "subject_en", "text_en")


class Stage(models.TextChoices):
    """Where a broadcast stands, as people call it."""

    DRAFT = "draft", _("Draft")
    ASKED = "asked", _("Waiting for approval")
    PLANNED = "planned", _("Scheduled")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Failed")


class BroadcastQuerySet(WorkQuerySet["Broadcast"]):
    @staticmethod
    def cut_off() -> Q:
        """One that is begun goes on at once: each of its steps holds the row's lock,
        which a worker that ends lets go, so no row is suspected of anything.
        """
        return Q(state=WorkState.CLAIMED)


class Broadcast(Work):
    """Its audience is a rule, from which the list of people is made at the moment of
    sending. ``state``: DRAFT while people write it and while it waits for approval,
    QUEUED until its moment, CLAIMED while its mails are written, DONE once they are,
    DROPPED where somebody stopped it.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="broadcasts"
    )
    # a code of ``config.broadcasts.audiences``, and what narrows it down
    audience = models.CharField(max_length=40)
    filters = models.JSONField(default=dict, blank=True)
    # references of entries or numbers of judges, where they were selected one by one
    picked = models.JSONField(default=list, blank=True)
    subject_th = models.CharField(
        _("subject in Thai"), max_length=LONGEST_SUBJECT, blank=True
    )
    text_th = models.TextField(_("text in Thai"), max_length=LONGEST_TEXT, blank=True)
    subject_en = models.CharField(
        _("subject in English"), max_length=LONGEST_SUBJECT, blank=True
    )
    text_en = models.TextField(
        _("text in English"), max_length=LONGEST_TEXT, blank=True
    )
    # may be refused by its readers, as news; else necessary for the work on the award
    is_news = models.BooleanField(default=False)
    # counts its changes: who plans or approves it has read this one
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(db_default=Now())
    # when it is to go out; null: at once
    wanted_at = models.DateTimeField(null=True, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # it goes to more people than one organiser decides about
    asked_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    # when the list of its readers was made
    listed_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    subject = Localized("subject")
    objects = BroadcastQuerySet.as_manager()

    class Meta(Work.Meta):
        abstract = False
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(approved_by=F("planned_by")),
                name="broadcast_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[WorkState.CLAIMED, WorkState.DONE])
                | Q(listed_at__isnull=False),
                name="broadcast_written_from_a_list",
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject) or f"broadcast {self.pk}"

    @property
    def stage(self) -> Stage:
        """Being written counts as being sent: so does the delivery, which the page asks
        the mails about.
        """
        if self.state == WorkState.DRAFT:
            return Stage.ASKED if self.asked_at else Stage.DRAFT
        return STAGES[WorkState(self.state)]

    @property
    def can_change(self) -> bool:
        return self.listed_at is None and self.state in (
            WorkState.DRAFT,
            WorkState.QUEUED,
        )

    @property
    def moment(self) -> datetime:
        return self.wanted_at or self.due_at

    @property
    def languages(self) -> list[str]:
        """Those that it is written in."""
        return [code for code in ("th", "en") if getattr(self, f"text_{code}")]

    def language_for(self, language: str) -> str:
        """In which its reader gets it: their own where it is written in that."""
        written = self.languages
        return language if language in written or not written else written[0]

    def digest(self) -> str:
        """Of its words: what the ledger says was approved and sent."""
        words = "\x1f".join(str(getattr(self, name)) for name in WORDS)
        return hashlib.sha256(words.encode()).hexdigest()


STAGES = {
    WorkState.QUEUED: Stage.PLANNED,
    WorkState.CLAIMED: Stage.SENDING,
    WorkState.DONE: Stage.SENT,
    WorkState.FAILED: Stage.FAILED,
    WorkState.DROPPED: Stage.STOPPED,
}


class Standing(models.TextChoices):
    """What became of a broadcast for one person. What became of their mail, the mail says."""

    LEFT_OUT = "left-out", _("Left out by hand")
    WAITS = "waits", _("Waiting")
    WRITTEN = "written", _("Email written")
    STOPPED = "stopped", _("Not sent: stopped before their turn")
    GONE = "gone", _("Not sent: no longer in the group")


class BroadcastRecipient(models.Model):
    """A person on a broadcast's list; before it is sent, only those left out by hand."""

    broadcast = models.ForeignKey(
        Broadcast, on_delete=models.CASCADE, related_name="recipients"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.WAITS)
    left_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    message = models.ForeignKey(
        "outbox.Message",
        null=True,
        on_delete=models.SET_NULL,
        related_name="broadcast_recipients",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["broadcast", "user"], name="broadcast_once_to_a_person"
            )
        ]
        indexes = [
            models.Index(
                fields=["broadcast", "id"],
                name="broadcast_waits",
                condition=Q(standing="waits"),
            )
        ]
