"""Columns that organisers matched before: the next file with the same heads is matched
already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from awards.accounts.models import User
from awards.ledger.services import database_now
from awards.models import Edition
from awards.spreadsheets.headings import squash
from awards.spreadsheets.mapping import Choice, Offered
from awards.spreadsheets.tables import Table
from nominations.models import ImportedList, RememberedColumn

LONGEST = 300


@dataclass(frozen=True)
class Remembered:
    """``mapping``: a column's position and what it is. ``columns``: of those, the ones
    that were remembered.
    """

    mapping: dict[int, str]
    columns: dict[int, Choice] = field(default_factory=dict)

    @property
    def latest(self) -> Choice | None:
        return max(self.columns.values(), key=lambda choice: choice.at, default=None)


def head_of(title: str) -> str:
    return squash(title)[:LONGEST]


def recalled(
    edition: Edition,
    of: ImportedList,
    table: Table,
    guessed: Mapping[int, str],
    offered: Offered,
) -> Remembered:
    """The guess, but for columns that somebody matched before in this edition. What is
    no longer offered is forgotten; of two columns that would be the same, the remembered
    one is.
    """
    known = {name for name, _label in offered} | {""}
    by_head = choices_of(edition, of)
    columns: dict[int, Choice] = {}
    for position, title in enumerate(table.header):
        choice = by_head.pop(head_of(title), None) if title else None
        if choice is not None and choice.field in known:
            columns[position] = choice
    taken = {choice.field for choice in columns.values()}
    mapping = {
        position: name
        for position, name in guessed.items()
        if position not in columns and name not in taken
    }
    mapping |= {
        position: choice.field for position, choice in columns.items() if choice.field
    }
    return Remembered(mapping, columns)


def choices_of(edition: Edition, of: ImportedList) -> dict[str, Choice]:
    """By the column's head."""
    columns = edition.remembered_columns.filter(list=of).select_related("chosen_by")
    return {
        column.head: Choice(
            column.field,
            str(column.chosen_by) if column.chosen_by else "",
            column.chosen_at,
        )
        for column in columns
    }


def remember_columns(
    *,
    edition: Edition,
    of: ImportedList,
    header: list[str],
    mapping: Mapping[int, str],
    actor: User,
) -> None:
    """What this file's columns were taken for; a column chosen as before keeps who chose
    it first, and when.
    """
    chosen: dict[str, str] = {}
    for position, title in enumerate(header):
        if title:
            chosen.setdefault(head_of(title), mapping.get(position, ""))
    same = {
        column.head
        for column in edition.remembered_columns.filter(list=of, head__in=chosen)
        if column.field == chosen[column.head]
    }
    now: datetime = database_now()
    RememberedColumn.objects.bulk_create(
        [
            RememberedColumn(
                edition=edition,
                list=of,
                head=head,
                field=name,
                chosen_by=actor,
                chosen_at=now,
            )
            for head, name in chosen.items()
            if head not in same
        ],
        update_conflicts=True,
        unique_fields=["edition", "list", "head"],
        update_fields=["field", "chosen_by", "chosen_at"],
    )


def copy_columns(*, source: Edition, target: Edition) -> None:
    """As last year, with who chose it and when."""
    RememberedColumn.objects.bulk_create(
        RememberedColumn(
            edition=target,
            list=column.list,
            head=column.head,
            field=column.field,
            chosen_by=column.chosen_by,
            chosen_at=column.chosen_at,
        )
        for column in source.remembered_columns.select_related("chosen_by")
    )
