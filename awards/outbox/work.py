"""Background work as database rows: claimed by compare-and-swap, freed when its worker died, never lost.

The queue only wakes workers up (see CONTRIBUTING.md); what there is to do is what these rows say.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

STUCK_AFTER = timedelta(minutes=5)
MOST_ATTEMPTS = 8


class WorkState(models.TextChoices):
    DRAFT = "draft"  # being written by a person; never due
    QUEUED = "queued"
    CLAIMED = "claimed"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"


W = TypeVar("W", bound="Work")


class WorkQuerySet(models.QuerySet[W]):
    def due(self) -> WorkQuerySet[W]:
        """Rows whose moment has come, and claimed rows whose worker seems dead; judged by the database's clock."""
        stuck = Q(state=WorkState.CLAIMED, claimed_at__lt=Now() - STUCK_AFTER)
        return self.filter(Q(state=WorkState.QUEUED, due_at__lte=Now()) | stuck).order_by("due_at", "pk")

    def claim(self, pk: Any) -> bool:
        """True for exactly one caller: the row is that caller's to do."""
        claimed = {"state": WorkState.CLAIMED, "claimed_at": Now(), "attempts": F("attempts") + 1}
        return self.due().filter(pk=pk).order_by().update(**claimed) == 1


class Work(models.Model):
    """What every row of background work carries. Times are the database's."""

    state = models.CharField(max_length=10, choices=WorkState, default=WorkState.QUEUED)
    due_at = models.DateTimeField(db_default=Now())
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["due_at"], name="%(class)s_due", condition=Q(state__in=["queued", "claimed"])),
        ]

    def finish(self, state: WorkState = WorkState.DONE, error: str = "") -> None:
        fields = {"state": state, "last_error": error, "finished_at": Now()}
        type(self)._default_manager.filter(pk=self.pk).update(**fields)

    def retry_later(self, error: str) -> bool:
        """Back in the queue after 1, 2, 4 … minutes; True when it failed for good, after eight attempts."""
        if self.attempts >= MOST_ATTEMPTS:
            self.finish(WorkState.FAILED, error)
            return True
        wait = timedelta(minutes=2 ** max(0, self.attempts - 1))
        fields = {"state": WorkState.QUEUED, "last_error": error, "due_at": Now() + wait}
        type(self)._default_manager.filter(pk=self.pk).update(**fields)
        return False
