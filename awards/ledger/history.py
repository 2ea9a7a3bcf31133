"""What happened to a thing, as the chain tells it, for pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from awards.ledger.models import Actor, Row, Value


@dataclass(frozen=True)
class Act:
    """One act: ``user_id`` is None for the system and for a person whose name was erased; erased values are missing."""

    number: int
    at: datetime
    act: str
    actor: str
    user_id: int | None
    values: dict[str, Any] = field(default_factory=dict)


def history(chain: str, subject: str) -> list[Act]:
    """All acts about a subject (``entry:SCSA-2566-0042``), oldest first; three queries however many."""
    values: dict[int, dict[str, Any]] = {}
    for value in Value.objects.filter(chain=chain, subject=subject):
        values.setdefault(value.number, {})[value.name] = value.value
    rows = Row.objects.filter(chain=chain, number__in=values).order_by("number")
    people = dict(Actor.objects.filter(chain=chain).values_list("pseudonym", "user_id"))
    return [Act(row.number, row.at, row.act, row.actor, people.get(row.actor), values[row.number]) for row in rows]
