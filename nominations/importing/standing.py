"""Whether anybody touched an entry since: one fingerprint of all that hangs on it.

It is taken over every table that points to an entry, found in the models themselves, so
that a table that comes later is not forgotten.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db.models import ManyToOneRel, Model

from nominations.models import Entry, EntryCategory, ImportedEntry, SearchText

# what the entry is found by follows from the rest; an import's own list is not its work
DERIVED = (SearchText, ImportedEntry)


def pointing_to(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Tables with a foreign key to this one, and the key's name."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.related_model:
            yield relation.related_model, relation.field.name


def watched() -> Iterator[tuple[type[Model], str]]:
    """Each table and the way from it to its entry."""
    yield Entry, "pk"
    for model, name in pointing_to(Entry):
        if model not in DERIVED:
            yield model, f"{name}_id"
    for model, name in pointing_to(EntryCategory):
        yield model, f"{name}__entry_id"


def fingerprints(entries: Collection[int]) -> dict[int, str]:
    """Entry → SHA-256 of its row and of every row that hangs on it, in a fixed number of
    statements.
    """
    said: dict[int, list[object]] = defaultdict(list)
    for model, way in watched():
        columns = [field.attname for field in model._meta.concrete_fields]
        rows = model._base_manager.filter(**{f"{way}__in": entries}).order_by("pk")
        for entry, *values in rows.values_list(way, *columns):
            said[entry].append([model._meta.label, *values])
    return {
        entry: hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()
        for entry, rows in said.items()
    }
