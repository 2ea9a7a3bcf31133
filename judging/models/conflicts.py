from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from awards.models import RowKind, told_changes
from judging.models.evidence_words import evidence_words
from judging.models.jury import Judge
from judging.statuses import ConflictSource
from nominations.models import Entry


class ConflictQuerySet(models.QuerySet[Any]):
    def standing(self) -> ConflictQuerySet:
        return self.filter(overruled_at=None)


class Conflict(models.Model):
    """Why a judge must not see an entry. A judge's own declaration is never overruled."""

    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="conflicts")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="conflicts")
    source = models.CharField(max_length=20, choices=ConflictSource)
    reason = models.TextField(blank=True)
    # what the machine found: see ``conflict_words``
    evidence = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    overruled_at = models.DateTimeField(null=True, blank=True)
    overruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    overrule_reason = models.TextField(blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["judge", "entry", "source"], name="conflict_once_per_source"
            )
        ]
        triggers = told_changes(
            RowKind.ENTRY, "entry_id", ("judge_id", "entry_id", "overruled_at")
        )

    @property
    def can_be_overruled(self) -> bool:
        """A judge's own declaration always stands."""
        return self.overruled_at is None and self.source != ConflictSource.DECLARED

    @property
    def words(self) -> str:
        """What speaks for it: the reason given, or what the machine found it by."""
        return self.reason or evidence_words(self.evidence)
