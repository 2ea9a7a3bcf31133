from __future__ import annotations

from django.db import models
from django.db.models import Q

from judging.models.assignments import Assignment
from judging.models.ballots import Ballot

LEFT, EQUAL, RIGHT = "1", "0.5", "0"


class Comparison(models.Model):
    """What a ballot of a round in pairs says: the entry of its own assignment, which
    stood at the left, against the judge's other one at the right. ``answer``: 1 the left
    one is better, 0 the right one, 0.5 they are equal.
    """

    ballot = models.OneToOneField(
        Ballot, on_delete=models.CASCADE, related_name="comparison"
    )
    other = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="compared"
    )
    answer = models.DecimalField(max_digits=2, decimal_places=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["0", "0.5", "1"]), name="comparison_answer"
            )
        ]

    @property
    def said(self) -> str:
        """As the chain and the bundle write it."""
        return f"{self.answer.normalize():f}"
