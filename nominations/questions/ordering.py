"""What is done alike with questions of the form and rules of the checklist: put in
order, and asked no longer.
"""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from awards.ledger.services import database_now
from awards.models import Edition
from nominations.models import Question, Rule

Row = TypeVar("Row", Question, Rule)


def move(rows: QuerySet[Row], one: Row, *, up: bool) -> list[Row]:
    """One place up or down: see ``place``."""
    codes = list(rows.values_list("code", flat=True))
    return place(rows, one, codes.index(one.code) + (-1 if up else 1))


def place(rows: QuerySet[Row], one: Row, to: int) -> list[Row]:
    """To the place ``to`` (0 is the first) among ``rows``, which all get their numbers
    anew; returns them in order.

    Call it within a transaction: the rows are locked.
    """
    found = list(rows.select_for_update())
    found.remove(one)
    found.insert(max(0, min(len(found), to)), one)
    for order, row in enumerate(found, 1):
        row.order = order
    rows.model._default_manager.bulk_update(found, ["order"])
    return found


def retire(row: Question | Rule) -> None:
    """Asked no longer: the row and its answers are kept, so that it can be asked again."""
    type(row)._default_manager.filter(pk=row.pk).update(retired_at=database_now())


def ask_again(row: Question | Rule) -> bool:
    """Back in the form, at its place; True where it was needed and comes back as voluntary.

    It does where somebody who has sent in would lack an answer by it.
    """
    answered = set(row.answers.values_list("entry_id", flat=True))
    lacking = row.edition.entries.submitted().exclude(pk__in=answered)
    if isinstance(row, Question) and (only := list(row.categories.all())):
        lacking = lacking.filter(standings__category__in=only)
    softened = row.required and lacking.exists()
    type(row)._default_manager.filter(pk=row.pk).update(
        retired_at=None, required=row.required and not softened
    )
    return softened


def entries_at_stake(edition: Edition) -> int:
    """How many entries a change of the form could make wrong: of an open call all, drafts too.

    Call it with the edition's row locked: a new entry waits for it.
    """
    return edition.entries.count() if database_now() >= edition.opens_at else 0
