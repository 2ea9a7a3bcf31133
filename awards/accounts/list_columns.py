"""Which columns somebody wants to see of a list: kept with the person, for every edition
and on every device.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import transaction
from django.db.models import TextChoices

from awards.accounts.models import User

MOST = 60  # names kept for a list, those of other editions' questions among them
SHOWN = 15
# what a list calls a column; a row of the database holds nothing else
NAME = re.compile(r"[\w-]{1,80}")


class ListName(TextChoices):
    ENTRIES = "entries"
    ELIGIBILITY = "eligibility"
    JUDGES = "judges"
    ASSIGNMENTS = "assignments"


@dataclass(frozen=True)
class Column:
    name: str
    label: str


C = TypeVar("C", bound=Column)


@dataclass(frozen=True)
class Columns(Generic[C]):
    """What a list offers and what of it is shown, both in the list's own order.
    ``chosen``: this person's choice, not the usual ones.
    """

    list_name: ListName
    offered: list[C]
    shown: list[C]
    chosen: bool

    def __contains__(self, name: object) -> bool:
        return any(column.name == name for column in self.shown)

    @property
    def shown_names(self) -> str:
        return ",".join(column.name for column in self.shown)

    @property
    def offered_names(self) -> str:
        return ",".join(column.name for column in self.offered)


def columns_for(
    user: User, list_name: ListName, offered: list[C], usual: Sequence[str]
) -> Columns[C]:
    """Those this person keeps; the usual ones where they keep none that is offered."""
    kept = kept_names(user, list_name)
    found = [column for column in offered if column.name in kept][:SHOWN]
    shown = found or [column for column in offered if column.name in usual]
    return Columns(list_name, offered, shown, chosen=bool(found))


def kept_names(user: User, list_name: ListName) -> list[str]:
    return list(user.list_columns.get(list_name.value, []))


@transaction.atomic
def keep_columns(
    *, user: User, list_name: ListName, offered: Iterable[str], ticked: Iterable[str]
) -> None:
    """Keeps the ticked ones of those that the list offered. Names that it did not offer
    (the questions of another edition) stay as they were.
    """
    row = User.objects.select_for_update().get(pk=user.pk)
    asked = set(offered)
    elsewhere = [name for name in kept_names(row, list_name) if name not in asked]
    here = [name for name in ticked if name in asked and NAME.fullmatch(name)]
    names = list(dict.fromkeys([*here, *elsewhere]))[:MOST]
    row.list_columns[list_name.value] = names
    row.save(update_fields=["list_columns"])


@transaction.atomic
def forget_columns(*, user: User, list_name: ListName) -> None:
    """Back to the usual ones, in every edition."""
    row = User.objects.select_for_update().get(pk=user.pk)
    row.list_columns.pop(list_name.value, None)
    row.save(update_fields=["list_columns"])
