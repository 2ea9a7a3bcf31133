from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Greatest, Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.asking import Visitor
from awards.models import Round, RowKind, told_changes
from judging.models.counting import obstacle_of, obstacles
from judging.models.jury import Judge
from judging.statuses import EarlierSource
from nominations.models import EntryCategory


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def standing(self) -> AssignmentQuerySet:
        """Assignments that nothing keeps from counting: see ``judging.models.counting``."""
        return self.filter(*(~obstacle for obstacle in obstacles().values()))

    def with_obstacle(self) -> AssignmentQuerySet:
        """``obstacle``: why it does not count (an ``Obstacle``), "" where it does."""
        return self.annotate(obstacle=obstacle_of())

    def visible_to(self, user: Visitor) -> AssignmentQuerySet:
        """A judge's own assignments, as long as they stand; everything else about an
        entry is not a judge's to see.
        """
        if not user.is_authenticated:
            return self.none()
        return self.standing().filter(judge__user=user, round__active=True)

    def with_window(self) -> AssignmentQuerySet:
        """``closes``: when scoring ends for this judge — the round's end, or the
        judge's own extension if later.
        """
        own = Extension.objects.filter(
            judge=OuterRef("judge"), round=OuterRef("round")
        ).values("until")[:1]
        return self.annotate(closes=Greatest("round__closes_at", Subquery(own)))


class RoundRules(models.Model):
    """What a round asks of its judges beyond window and scale; a round without a row
    has the defaults.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="rules")
    word_at_ends = models.BooleanField(
        _("the lowest and the highest score need a comment"), default=False
    )
    undo_minutes = models.PositiveIntegerField(
        _("minutes in which a ballot can be reopened"), null=True, blank=True
    )
    discussion = models.BooleanField(
        _("judges see each other's ballots and can discuss them after submitting"),
        default=False,
    )
    carried_from = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    carried_percent = models.DecimalField(
        _("share carried over, per cent"), max_digits=5, decimal_places=2, default=0
    )
    minutes = models.JSONField(
        _("minutes for each part of a presentation"), default=dict, blank=True
    )
    # told to whom an edition invites; null: not told
    entry_minutes = models.PositiveSmallIntegerField(
        _("minutes that a judge needs for one entry"), null=True, blank=True, default=20
    )
    # of ``judging.ballot_kinds``; fixed once the round opens or a ballot exists
    ballot_kind = models.CharField(_("ballot type"), max_length=12, default="scores")
    # of screening: the share of the panel that has to pass an entry
    pass_percent = models.PositiveSmallIntegerField(
        _("share of the panel that has to pass an entry, per cent"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    # null: all, as ranking lists
    ties = models.JSONField(_("tie-break rules, in order"), null=True, blank=True)
    earlier = models.CharField(
        _("judges' strictness known beforehand"),
        max_length=12,
        choices=EarlierSource,
        blank=True,
        default=EarlierSource.NOTHING,
    )


class Assignment(models.Model):
    """A judge is asked to score an entry in a category and a round."""

    judge = models.ForeignKey(
        Judge, on_delete=models.PROTECT, related_name="assignments"
    )
    entry_category = models.ForeignKey(
        EntryCategory, on_delete=models.PROTECT, related_name="assignments"
    )
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="assignments"
    )
    reasons = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    recused_at = models.DateTimeField(null=True, blank=True)
    # when the judge said: no conflict with this title
    cleared_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judge", "entry_category", "round"], name="assignment_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["round"],
                condition=models.Q(recused_at__isnull=False),
                name="assignment_closed",
            )
        ]
        triggers = told_changes(
            RowKind.SEAT,
            "id",
            ("judge_id", "entry_category_id", "round_id", "recused_at", "created_at"),
        )


class Extension(models.Model):
    """A round's window, longer for one judge. Granted again, the newer moment counts."""

    judge = models.ForeignKey(
        Judge, on_delete=models.CASCADE, related_name="extensions"
    )
    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="extensions"
    )
    until = models.DateTimeField(_("open for this judge until"))
    reason = models.TextField(_("reason"), blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    granted_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judge", "round"], name="extension_once_per_round"
            )
        ]
