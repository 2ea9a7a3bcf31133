"""Rows of feedback: what an edition decides, each comment as an organiser released it,
who asked.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.models import Edition
from judging.statuses import Figures, Mode, Reading
from nominations.models import Entry


class FeedbackRules(models.Model):
    """An edition without a row gives no feedback."""

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, related_name="feedback_rules"
    )
    mode = models.CharField(
        _("who gets feedback"), max_length=10, choices=Mode, default=Mode.OFF
    )
    figures = models.CharField(
        _("figures"), max_length=10, choices=Figures, default=Figures.QUARTERS
    )
    comments = models.BooleanField(
        _("comments judges wrote for the entrant, once released here"), default=True
    )  # fmt: skip
    ask_until = models.DateTimeField(
        _("feedback can be requested until"), null=True, blank=True
    )


class Comment(models.Model):
    """A judge's comment for the entrant, read by an organiser. ``text`` is what the
    entrant reads, a copy.
    """

    ballot = models.OneToOneField(
        "judging.Ballot", on_delete=models.PROTECT, related_name="feedback"
    )
    state = models.CharField(max_length=10, choices=Reading)
    text = models.TextField(blank=True)
    # as it was when it was read; the judge may have written more since
    original = models.TextField()
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    read_at = models.DateTimeField(db_default=Now())


class FeedbackRequest(models.Model):
    """An entrant asked for feedback on an entry."""

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, related_name="feedback_request"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="feedback_requests",
    )
    asked_at = models.DateTimeField(db_default=Now())


def rules_of(edition: Edition) -> FeedbackRules:
    """The edition's row, or one that was never saved: no feedback."""
    return FeedbackRules.objects.filter(edition=edition).first() or FeedbackRules(
        edition=edition
    )
