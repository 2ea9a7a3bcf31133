from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from awards.models import Category, Edition, Round
from awards.outbox.work import Work, WorkQuerySet


class MethodLock(models.Model):
    """By what a round's result is computed, fixed before its scores open. ``rules`` is
    JSON, ``digest`` its SHA-256.
    """

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, related_name="method_lock"
    )
    rules = models.JSONField()
    digest = models.CharField(max_length=64)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    locked_at = models.DateTimeField(db_default=Now())


class MethodChange(models.Model):
    """Other rules for a locked round: proposed by one organiser, in force once another
    agrees; in the protocol.
    """

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="method_changes"
    )
    rules = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.TextField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(db_default=Now())
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(agreed_at=None),
                name="one_open_method_change",
            )
        ]


class ChairVote(models.Model):
    """How a chair orders entries that every rule before left equal; of several on the
    same entries the newest counts.

    Never changed. ``order``: references, best first.
    """

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="chair_votes"
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="chair_votes"
    )
    order = models.JSONField()
    reason = models.TextField()
    by_chair = models.BooleanField()
    # the row of the edition's chain that holds it
    ledger = models.PositiveIntegerField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]


class ResultRun(Work):
    """A round's result as last computed by the worker. It is stale when the chain holds
    newer acts that decide.
    """

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, related_name="result_run"
    )
    chain_length = models.PositiveIntegerField(default=0)
    ballots = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField(null=True, blank=True)
    seconds = models.FloatField(default=0)

    objects = WorkQuerySet["ResultRun"].as_manager()


class ResultTable(models.Model):
    """One category of a run. In parts, so that a page reads only what it shows; entries
    and judges by pseudonym.
    """

    run = models.ForeignKey(ResultRun, on_delete=models.CASCADE, related_name="tables")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")
    summary = models.JSONField()  # the ranking document without entries and judges
    # its entries without their steps, under their references
    lines = models.JSONField()
    # reference → the entry's ballots: given, adjustment, counted
    steps = models.JSONField()
    judges = models.JSONField()
    sensitivity = models.JSONField()
    panel = models.JSONField()
    # of all that it was computed from
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "category"], name="result_table_once"
            )
        ]


class ResultSecret(models.Model):
    """What the pseudonyms of an edition's entries are made with. Never leaves this table."""

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, related_name="result_secret"
    )
    secret = models.CharField(max_length=64)
