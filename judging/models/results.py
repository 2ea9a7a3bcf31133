from __future__ import annotations

from enum import StrEnum

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
    # ballots asked for and not submitted at that length; null: not counted yet
    waiting = models.PositiveIntegerField(null=True)
    computed_at = models.DateTimeField(null=True, blank=True)
    seconds = models.FloatField(default=0)

    objects = WorkQuerySet["ResultRun"].as_manager()


class ResultTable(models.Model):
    """One category of a run, under references. In parts, so that a page reads only what
    it shows. Never changed: the worker puts another in its place.
    """

    run = models.ForeignKey(ResultRun, on_delete=models.CASCADE, related_name="tables")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")
    summary = models.JSONField()  # what does not grow with the number of entries
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


class ResultLine(models.Model):
    """One entry of a table. ``place``: in its order, from 0; without a score last.

    ``figures``: its line of the ranking document; ``steps``: its ballots, each given,
    adjusted and counted.
    """

    table = models.ForeignKey(
        ResultTable, on_delete=models.CASCADE, related_name="lines", db_index=False
    )
    place = models.PositiveIntegerField()
    entry = models.CharField(max_length=60)
    figures = models.JSONField()
    steps = models.JSONField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "place"], name="result_line_at_a_place"
            ),
            models.UniqueConstraint(
                fields=["table", "entry"], name="result_line_of_an_entry"
            ),
        ]


class RemarkKind(StrEnum):
    TIE = "tie"
    NOTE = "note"


class ResultRemark(models.Model):
    """A tie or a note of a table's ranking document, ``said`` as it stands there, about
    the lines from place ``first`` to ``last``; None: about none in particular.
    """

    table = models.ForeignKey(
        ResultTable, on_delete=models.CASCADE, related_name="remarks", db_index=False
    )
    kind = models.CharField(max_length=4)
    first = models.PositiveIntegerField(null=True)
    last = models.PositiveIntegerField(null=True)
    said = models.JSONField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["table", "first"], name="remarks_by_place")]


class ResultSecret(models.Model):
    """What the pseudonyms of an edition's entries are made with. Never leaves this table."""

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, related_name="result_secret"
    )
    secret = models.CharField(max_length=64)
