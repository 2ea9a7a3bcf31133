"""Rows of tables as JSON, from which they come back as they were, to the microsecond."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TypedDict

from django.core import serializers
from django.db.models import Model


class Kept(TypedDict):
    """As Django's serializers write a row: ``app.model``, its key, its columns."""

    model: str
    pk: int
    fields: dict[str, object]


def kept_rows(rows: Iterable[Model]) -> list[Kept]:
    found = serializers.serialize("python", rows)
    kept: list[Kept] = json.loads(json.dumps(found, default=str))
    return kept


def put_back(kept: Iterable[Kept]) -> list[Model]:
    """Write the rows as they were; a row that went meanwhile is made again."""
    rows = list(serializers.deserialize("python", kept))
    for row in rows:
        row.save()
    return [row.object for row in rows]
