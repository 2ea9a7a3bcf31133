from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from awards.accounts.asking import Visitor
from awards.models import Round
from judging.models.conflicts import Conflict
from judging.models.jury import Judge
from judging.statuses import JudgeState
from nominations.models import EntryCategory


class Calibration(models.Model):
    """Open until it is closed; ``shown_at``: when judges who have scored see how far
    the jury is apart.
    """

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, related_name="calibration"
    )
    opened_at = models.DateTimeField(db_default=Now())
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    shown_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)


class SampleQuerySet(models.QuerySet["Sample"]):
    def visible_to(self, user: Visitor) -> SampleQuerySet:
        """For the judges of the edition, but for one with a conflict of interest with the entry."""
        if not user.is_authenticated:
            return self.none()
        own = Judge.objects.filter(
            user=user,
            state=JudgeState.ACCEPTED,
            edition=OuterRef("calibration__round__edition"),
        )
        tied = Conflict.objects.standing().filter(
            judge__user=user,
            judge__edition=OuterRef("calibration__round__edition"),
            entry=OuterRef("entry_category__entry"),
        )
        return self.filter(Exists(own), ~Exists(tied), calibration__round__active=True)


class Sample(models.Model):
    """An entry of this or an earlier edition that everybody scores. What it gets is no
    ballot; it tells of the judges, where the round's rules ask for that.
    """

    calibration = models.ForeignKey(
        Calibration, on_delete=models.CASCADE, related_name="samples"
    )
    entry_category = models.ForeignKey(
        EntryCategory, on_delete=models.PROTECT, related_name="samples"
    )
    order = models.PositiveSmallIntegerField(default=0)

    objects = SampleQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["calibration", "entry_category"], name="sample_once"
            )
        ]


class Trial(models.Model):
    """A judge's scores on a sample. ``scores``: criterion code → text as the scale writes it."""

    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="trials")
    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="trials")
    scores = models.JSONField(default=dict, blank=True)
    comments = models.JSONField(default=dict, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["judge", "sample"], name="trial_once")
        ]


class SampleRemark(models.Model):
    """A word in the discussion of a sample, once the spread is shown."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="remarks")
    judge = models.ForeignKey(
        Judge, on_delete=models.CASCADE, related_name="sample_remarks"
    )
    text = models.TextField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
