"""COUNT, MIN and MAX as columns of another question: what several rooms count comes in
one statement.
"""

from __future__ import annotations

from django.db.models import F, Func, Model, QuerySet, Subquery
from django.db.models.expressions import Combinable


def folded_to(
    rows: QuerySet[Model, object], function: str, column: str | Combinable = "pk"
) -> Subquery:
    """COUNT, MIN or MAX over rows that are known without the outer query."""
    value = F(column) if isinstance(column, str) else column
    return Subquery(
        rows.order_by().annotate(folded=Func(value, function=function)).values("folded")
    )


def count(rows: QuerySet[Model, object]) -> Subquery:
    return folded_to(rows, "COUNT")


def oldest(rows: QuerySet[Model, object], column: str) -> Subquery:
    return folded_to(rows, "MIN", column)
