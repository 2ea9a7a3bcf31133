from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.models import Criterion, Edition, Round, RowKind, told_changes
from judging.models.assignments import Assignment
from judging.models.counting import halved, obstacle_of
from judging.models.jury import Judge
from judging.statuses import BallotState
from nominations.models import EntryCategory


class BallotQuerySet(models.QuerySet["Ballot"]):
    def counted(self) -> BallotQuerySet:
        """Ballots that enter a result: submitted, on an assignment that stands."""
        from judging.models.assignments import Assignment

        return self.filter(
            ~halved(),
            state=BallotState.SUBMITTED,
            assignment__in=Assignment.objects.standing(),
        )

    def with_obstacle(self) -> BallotQuerySet:
        """``obstacle``: why it does not count (an ``Obstacle``), "" where it does."""
        return self.annotate(obstacle=obstacle_of("assignment__", ballot=True))


class SharedHost(models.Model):
    """A host of mail that many bodies share, besides those that are known: addresses
    there tie nobody to anybody.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="shared_hosts"
    )
    host = models.CharField(_("email domain"), max_length=253)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["host"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "host"], name="shared_host_once")
        ]

    def __str__(self) -> str:
        return self.host


class FileTold(models.Model):
    """A file that passed its check of names late, and of which the judges who had begun
    without it were told.
    """

    attachment = models.OneToOneField(
        "nominations.Attachment", on_delete=models.CASCADE, related_name="told"
    )
    told_at = models.DateTimeField(db_default=Now())


class Ballot(models.Model):
    """A judge's scores on one assignment. A criterion not scored has no row, or a row with NULL."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.PROTECT, related_name="ballot"
    )
    state = models.CharField(
        max_length=10, choices=BallotState, default=BallotState.DRAFT
    )
    version = models.PositiveIntegerField(default=0)
    comment_panel = models.TextField(_("comment for the panel"), blank=True)
    comment_entrant = models.TextField(_("comment for the entrant"), blank=True)
    started_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        triggers = told_changes(
            RowKind.SEAT, "assignment_id", ("assignment_id", "state", "submitted_at")
        )


class BallotVersion(models.Model):
    """A ballot as it was when it was submitted; never changed. ``scores``: criterion
    code → text or null.
    """

    ballot = models.ForeignKey(
        Ballot, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=BallotState)
    scores = models.JSONField()
    comments = models.JSONField(default=dict)
    total = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    # the row of the edition's chain that holds this version
    ledger = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "number"], name="ballot_version_once"
            )
        ]


class Score(models.Model):
    """One score on the round's scale; NULL with a reason where the judge cannot judge
    this criterion.

    ``version`` counts its changes, so that two devices can be merged criterion by criterion.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="scores"
    )
    value = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    comment = models.TextField(blank=True)
    reason = models.TextField(_("why it cannot be judged"), blank=True)
    specialist = models.BooleanField(_("needs a specialist"), default=False)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "criterion"], name="score_once_per_criterion"
            )
        ]


class Remark(models.Model):
    """A word in the discussion of an entry, among judges whose own ballots on it are in."""

    entry_category = models.ForeignKey(
        EntryCategory, on_delete=models.PROTECT, related_name="remarks"
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="remarks")
    judge = models.ForeignKey(Judge, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
