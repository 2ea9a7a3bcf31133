from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards.models import PrizeLevel
from nominations.models import Entry, EntryCategory


class Decision(models.Model):
    """What an entry wins in a category, decided by people; not public until its winner
    list is published.
    """

    entry_category = models.OneToOneField(
        EntryCategory, on_delete=models.PROTECT, related_name="decision"
    )
    level = models.ForeignKey(
        PrizeLevel, on_delete=models.PROTECT, related_name="decisions"
    )
    shared = models.BooleanField(
        _("shared with others of the same level"), default=False
    )
    # never leaves the organisers' pages
    reason = models.TextField(_("reason for departing from the order"), blank=True)
    public_reason_th = models.TextField(
        _("public wording of the reason, in Thai"), blank=True
    )
    public_reason_en = models.TextField(
        _("public wording of the reason, in English"), blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now=True)


class OverallDecision(models.Model):
    """A prize across categories, like best of show: whom it goes to and why; not public
    until its list is published.
    """

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="overall_decisions"
    )
    level = models.ForeignKey(
        PrizeLevel, on_delete=models.PROTECT, related_name="overall_decisions"
    )
    shared = models.BooleanField(_("shared prize"), default=False)
    reason = models.TextField(_("jury's reason"))  # never leaves the organisers' pages
    public_reason_th = models.TextField(
        _("public wording of the reason, in Thai"), blank=True
    )
    public_reason_en = models.TextField(
        _("public wording of the reason, in English"), blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["level__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "level"], name="overall_prize_once_per_entry"
            )
        ]
