"""What is done alike with questions of the form and rules of the checklist: put in order, and asked no longer."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from awards.ledger.services import database_now
from nominations.models import Question, Rule

Row = TypeVar("Row", Question, Rule)


def move(rows: QuerySet[Row], one: Row, *, up: bool) -> list[Row]:
    """One place up or down among ``rows``, which all get their numbers anew; returns them in order.

    Call it within a transaction: the rows are locked.
    """
    found = list(rows.select_for_update())
    at = found.index(one)
    to = max(0, min(len(found) - 1, at - 1 if up else at + 1))
    found.insert(to, found.pop(at))
    for order, row in enumerate(found, 1):
        row.order = order
    rows.model._default_manager.bulk_update(found, ["order"])
    return found


def retire(row: Question | Rule) -> None:
    """Asked no longer; its answers are kept. One that nobody answered is removed altogether."""
    if row.answers.exists():
        type(row)._default_manager.filter(pk=row.pk).update(retired_at=database_now())
    else:
        row.delete()
