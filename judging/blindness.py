"""When a judge does not learn who the entrant is.

In a blind round; and in a later one, blind or not, for as long as somebody may still
change a blind ballot of the same edition: a name read in the final would be known in
the round before it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Now

from awards.models import Round
from judging.models import Assignment, Extension


def hides_names(round_: str = "") -> Any:
    """As a column: ``round_`` is the way to the round, "round__" from an assignment."""
    before = {
        "edition": OuterRef(f"{round_}edition"),
        "order__lt": OuterRef(f"{round_}order"),
        "active": True,
    }
    still = Q(closes_at__gt=Now()) | Exists(
        Extension.objects.filter(round=OuterRef("pk"), until__gt=Now())
    )
    earlier = Round.objects.filter(still, blind=True, **before)
    return ExpressionWrapper(
        Q(**{f"{round_}blind": True}) | Exists(earlier), output_field=BooleanField()
    )


def names_hidden(round_: Round) -> bool:
    return round_.blind or Round.objects.filter(hides_names(), pk=round_.pk).exists()


def hidden_in(assignment: Assignment) -> bool:
    """As it came along with the row, else asked for."""
    known: bool | None = getattr(assignment, "hidden", None)
    return names_hidden(assignment.round) if known is None else known
