from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from awards.models import Organiser
from judging.statuses import BallotState, JudgeState
from nominations.querysets import not_refused

if TYPE_CHECKING:
    from judging.models import Assignment, Ballot, Judge  # noqa: F401


class JudgeQuerySet(models.QuerySet["Judge"]):
    def accepted(self) -> JudgeQuerySet:
        return self.filter(state=JudgeState.ACCEPTED)

    def visible_to(self, user: Any) -> JudgeQuerySet:
        if not user.is_authenticated:
            return self.none()
        organises = Exists(Organiser.objects.filter(edition=OuterRef("edition"), user=user))
        return self.filter(Q(user=user) | Q(organises))


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def standing(self) -> AssignmentQuerySet:
        """Assignments that count: nobody recused, no standing conflict, the entry still in the running."""
        from judging.models import Conflict

        conflicted = Conflict.objects.standing().filter(
            judge=OuterRef("judge"), entry=OuterRef("entry_category__entry")
        )
        live = self.filter(not_refused("entry_category__entry__"), recused_at=None)
        return live.filter(~Exists(conflicted))

    def visible_to(self, user: Any) -> AssignmentQuerySet:
        """A judge's own assignments, as long as they stand; everything else about an entry is not a judge's to see."""
        if not user.is_authenticated:
            return self.none()
        return self.standing().filter(judge__user=user, judge__state=JudgeState.ACCEPTED, round__active=True)

    def with_window(self) -> AssignmentQuerySet:
        """``closes``: when scoring ends for this judge — the round's end, or the judge's own extension if later."""
        from judging.models import Extension

        own = Extension.objects.filter(judge=OuterRef("judge"), round=OuterRef("round")).values("until")[:1]
        return self.annotate(closes=Greatest("round__closes_at", Subquery(own)))


class ConflictQuerySet(models.QuerySet[Any]):
    def standing(self) -> ConflictQuerySet:
        return self.filter(overruled_at=None)


class BallotQuerySet(models.QuerySet["Ballot"]):
    def counted(self) -> BallotQuerySet:
        """Ballots that enter a result: submitted, on an assignment that stands, by a judge who still is one."""
        from judging.models import Assignment

        standing = Assignment.objects.standing().filter(judge__state=JudgeState.ACCEPTED)
        return self.filter(state=BallotState.SUBMITTED, assignment__in=standing)
