"""Background work as database rows: claimed by compare-and-swap, freed when its worker
died, never lost.

The queue only wakes workers up (see CONTRIBUTING.md); what there is to do is what these
rows say.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from operator import attrgetter
from typing import ClassVar, Self, TypeVar

from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import pgettext_lazy

STUCK_AFTER = timedelta(minutes=5)
MOST_ATTEMPTS = 8
MOST_CUTS = (
    4  # attempts of a row after which a worker that ended at it again ends the matter
)
CUT_OFF = "the worker ended while it was at this"
CUT_OFF_AGAIN = "the worker ended again while it was at this"
GIVEN_UP = "given up: each worker that tried ended while it was at this"


class WorkState(models.TextChoices):
    # being written by a person; never due
    DRAFT = "draft", pgettext_lazy("work", "Draft")
    QUEUED = "queued", pgettext_lazy("work", "Queued")
    CLAIMED = "claimed", pgettext_lazy("work", "Claimed")
    DONE = "done", pgettext_lazy("work", "Done")
    FAILED = "failed", pgettext_lazy("work", "Failed")
    DROPPED = "dropped", pgettext_lazy("work", "Dropped")


W = TypeVar("W", bound="Work")


class WorkQuerySet(models.QuerySet[W]):
    # What is done first among what is due; an index of the table serves it.
    due_order: tuple[str, ...] = ("due_at", "pk")

    def due(self) -> Self:
        """Rows whose moment has come, and claimed rows whose worker seems dead; judged
        by the database's clock.
        """
        return self.filter(self.its_time() | self.cut_off()).order_by(*self.due_order)

    @staticmethod
    def its_time() -> Q:
        return Q(state=WorkState.QUEUED, due_at__lte=Now())

    @staticmethod
    def cut_off() -> Q:
        return Q(state=WorkState.CLAIMED, claimed_at__lt=Now() - STUCK_AFTER)

    def claim(self, pk: object) -> bool:
        """True for exactly one caller: the row is that caller's to do."""
        claimed = {
            "state": WorkState.CLAIMED,
            "claimed_at": Now(),
            "attempts": F("attempts") + 1,
        }
        return self.due().filter(pk=pk).order_by().update(**claimed) == 1

    def claim_each(self, limit: int) -> Iterator[W]:
        """Up to ``limit`` due rows, each claimed in a commit of its own when the one
        before it is done.

        Never a list ahead: a worker that is killed has one row in its hands, and two
        workers meet in none. A row at which the worker was cut off again and again is
        given up here, and shown as failed.
        """
        for _turn in range(limit):
            row = self.claim_next()
            if row is None:
                return
            if row.was_cut_off_too_often:
                row.finish(WorkState.FAILED, GIVEN_UP)
            else:
                yield row

    def claim_next(self) -> W | None:
        """The first due row that nobody else is claiming at this moment, now the
        caller's; None where there is none.
        """
        return next(iter(self.due().claimed(1)), None)

    def claim_together(self, limit: int) -> list[W]:
        """Many at once. Their attempt counts when its outcome is noted, not here: where
        the worker is killed at one of them, the others have nothing to do with it.
        """
        rows = self.claimed(limit, counted=0)
        for row in rows:
            row.attempts += 1
            row.counts_when_noted = True
        return rows

    def claimed(self, limit: int, counted: int = 1) -> list[W]:
        """The first rows of this query that nobody else is claiming at this moment, now
        the caller's, in its order. One statement. ``counted``: attempts that this is.

        The caller has filtered by ``due``. Materialized, so that the planner takes the
        rows once; skipped where another holds the lock. A claim that finds a row
        claimed says in it that the last worker was cut off.
        """
        chosen, parameters = self.values("pk")[:limit].query.sql_with_params()
        table = connection.ops.quote_name(self.model._meta.db_table)
        statement = f"""
            WITH chosen AS MATERIALIZED ({chosen} FOR UPDATE SKIP LOCKED)
            UPDATE {table} SET claimed_at = STATEMENT_TIMESTAMP(), attempts = attempts + %s, state = 'claimed',
                last_error = CASE WHEN state <> 'claimed' THEN last_error WHEN last_error IN (%s, %s)
                    THEN %s ELSE %s END
            FROM chosen WHERE {table}.id = chosen.pk RETURNING {table}.*"""
        values = [counted, CUT_OFF, CUT_OFF_AGAIN, CUT_OFF_AGAIN, CUT_OFF]
        rows = list(self.model._default_manager.raw(statement, [*parameters, *values]))
        return sorted(rows, key=attrgetter(*self.due_order))


class Work(models.Model):
    """What every row of background work carries. Times are the database's."""

    most_attempts: ClassVar[int] = MOST_ATTEMPTS
    longest_wait: ClassVar[timedelta] = timedelta(hours=6)
    # Share by which a pause is longer or shorter, so that what failed together does not
    # come back together.
    jitter: ClassVar[float] = 0.0
    counts_when_noted = False  # of a row just claimed: see ``claim_together``

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
            models.Index(
                fields=["due_at"],
                name="%(class)s_due",
                condition=Q(state__in=["queued", "claimed"]),
            ),
        ]

    def finish(self, state: WorkState = WorkState.DONE, error: str = "") -> None:
        self.note(state=state, last_error=error, finished_at=Now())

    def note(self, **fields: object) -> None:
        """Write what became of it."""
        if self.counts_when_noted:
            fields["attempts"] = self.attempts
        type(self)._default_manager.filter(pk=self.pk).update(**fields)

    @property
    def was_cut_off_too_often(self) -> bool:
        """Just claimed, for more than the fourth time, after workers that ended without
        a word twice in a row.
        """
        return self.last_error == CUT_OFF_AGAIN and self.attempts > MOST_CUTS

    def retry_later(self, error: str) -> bool:
        """Back in the queue after 1, 2, 4 … minutes; True when it failed for good,
        after ``most_attempts``.
        """
        if self.attempts >= self.most_attempts:
            self.finish(WorkState.FAILED, error)
            return True
        wait = min(timedelta(minutes=2 ** max(0, self.attempts - 1)), self.longest_wait)
        wait *= random.uniform(1 - self.jitter, 1 + self.jitter)
        self.note(state=WorkState.QUEUED, last_error=error, due_at=Now() + wait)
        return False
