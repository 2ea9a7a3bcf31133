"""Extra ballots where it is close: what a round may spend on them, the steps in which the
worker asked for them, and each seat that it asked for.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.models import Round
from awards.outbox.work import Work, WorkQuerySet
from judging.models.assignments import Assignment


class Autopilot(Work):
    """A round's plan as set up, and the worker's row of it. No row, or nothing to spend:
    off. What the round is judged by is the plan that was locked with the method.
    """

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, related_name="autopilot"
    )
    more = models.PositiveSmallIntegerField(
        _("extra ballots in all"), default=0, validators=[MaxValueValidator(20_000)]
    )
    cap = models.PositiveSmallIntegerField(
        _("ballots per entry at most"), validators=[MinValueValidator(2)]
    )
    batch = models.PositiveSmallIntegerField(
        _("requests waiting at a time, at most"), validators=[MinValueValidator(1)]
    )
    enough = models.PositiveSmallIntegerField(
        _("certainty at which no more are asked for, per cent"),
        default=90,
        validators=[MinValueValidator(50), MaxValueValidator(99)],
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    # when the result was computed that the worker last saw, and what it made of it
    seen = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    found = models.JSONField(default=dict, blank=True)

    objects = WorkQuerySet["Autopilot"].as_manager()


class ExtraStep(models.Model):
    """One time that ballots were asked for or taken back, or that the asking ended.
    Never changed. ``by``: None for the worker.
    """

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="extra_steps"
    )
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(db_default=Now())
    outcome = models.CharField(max_length=20)
    # as the ledger's row ``ledger`` has it, with references instead of pseudonyms
    found = models.JSONField()
    ballots = models.PositiveIntegerField()
    spent = models.PositiveIntegerField()
    ledger = models.PositiveIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="extra_step_numbered_once"
            )
        ]


class ExtraSeatQuerySet(models.QuerySet["ExtraSeat"]):
    def held(self) -> ExtraSeatQuerySet:
        """Asked for and not taken back by the autopilot."""
        return self.filter(taken_by=None)


class ExtraSeat(models.Model):
    """One ballot asked for beyond the first ones. p: the chance to win that made its
    entry close. The two moments: when the judge was told of it, and of its being gone.
    """

    step = models.ForeignKey(ExtraStep, on_delete=models.CASCADE, related_name="seats")
    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="extra_seats"
    )
    p = models.FloatField()
    taken_by = models.ForeignKey(
        ExtraStep, null=True, on_delete=models.CASCADE, related_name="taken"
    )
    told_at = models.DateTimeField(null=True, blank=True)
    told_gone_at = models.DateTimeField(null=True, blank=True)

    objects = ExtraSeatQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(taken_by=None),
                name="extra_seat_held_once",
            )
        ]


class PlanTrial(Work):
    """What ready-made plans are worth in a round of this size, as far as they were tried:
    a little at a time, so that nothing else waits.

    ``size`` and ``plans``: as ``judging.ranking.simulation.worth`` has them. ``flown``:
    the code of a plan → per award what came of it.
    """

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, related_name="plan_trial"
    )
    seed = models.PositiveIntegerField(default=1)
    size = models.JSONField()
    plans = models.JSONField()
    flown = models.JSONField(default=dict, blank=True)
    # seconds of work spent, and those after which it ends
    spent = models.FloatField(default=0)
    until = models.FloatField(default=60)

    objects = WorkQuerySet["PlanTrial"].as_manager()
