from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from awards.models import Organiser
from judging.counting import obstacle_of, obstacles
from judging.statuses import BallotState, JudgeState

if TYPE_CHECKING:
    from judging.models import Assignment, Ballot, Judge  # noqa: F401


class JudgeQuerySet(models.QuerySet["Judge"]):
    def accepted(self) -> JudgeQuerySet:
        return self.filter(state=JudgeState.ACCEPTED)

    def visible_to(self, user: Any) -> JudgeQuerySet:
        if not user.is_authenticated:
            return self.none()
        organises = Exists(
            Organiser.objects.filter(edition=OuterRef("edition"), user=user)
        )
        return self.filter(Q(user=user) | Q(organises))


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def standing(self) -> AssignmentQuerySet:
        """Assignments that nothing keeps from counting: see ``judging.counting``."""
        return self.filter(*(~obstacle for obstacle in obstacles().values()))

    def with_obstacle(self) -> AssignmentQuerySet:
        """``obstacle``: why it does not count (an ``Obstacle``), "" where it does."""
        return self.annotate(obstacle=obstacle_of())

    def visible_to(self, user: Any) -> AssignmentQuerySet:
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
        from judging.models import Extension

        own = Extension.objects.filter(
            judge=OuterRef("judge"), round=OuterRef("round")
        ).values("until")[:1]
        return self.annotate(closes=Greatest("round__closes_at", Subquery(own)))


class ConflictQuerySet(models.QuerySet[Any]):
    def standing(self) -> ConflictQuerySet:
        return self.filter(overruled_at=None)


class BallotQuerySet(models.QuerySet["Ballot"]):
    def counted(self) -> BallotQuerySet:
        """Ballots that enter a result: submitted, on an assignment that stands."""
        from judging.models import Assignment

        return self.filter(
            state=BallotState.SUBMITTED, assignment__in=Assignment.objects.standing()
        )

    def with_obstacle(self) -> BallotQuerySet:
        """``obstacle``: why it does not count (an ``Obstacle``), "" where it does."""
        return self.annotate(obstacle=obstacle_of("assignment__", ballot=True))
