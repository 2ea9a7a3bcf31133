"""Whether anybody touched a row since: one fingerprint of all that hangs on it.

It is taken over every table that points to the row, found in the models themselves, so
that a table that comes later is not forgotten.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import ManyToOneRel, Model, Q

from nominations.models import Entry, EntryCategory, ImportedEntry, SearchText


@dataclass(frozen=True)
class Watch:
    """``root``: the table whose rows are watched. ``derived``: tables that point to it
    and say nothing of their own. ``through``: a table that points to it, and the name of
    its key, whose own dependants count as well. ``counting``: of a table, the rows that
    somebody wrote.
    """

    root: type[Model]
    derived: tuple[type[Model], ...]
    through: Mapping[type[Model], str] = field(default_factory=dict)
    counting: Mapping[type[Model], Q] = field(default_factory=dict)

    def tables(self) -> Iterator[tuple[type[Model], str]]:
        """Each table and the way from it to the row."""
        yield self.root, "pk"
        for model, name in pointing_to(self.root):
            if model not in self.derived:
                yield model, f"{name}_id"
        for middle, key in self.through.items():
            for model, name in pointing_to(middle):
                yield model, f"{name}__{key}_id"


# what the entry is found by follows from the rest; an import's own list is not its work
ENTRIES = Watch(Entry, (SearchText, ImportedEntry), {EntryCategory: "entry"})


def pointing_to(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Tables with a foreign key to this one, and the key's name."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.related_model:
            yield relation.related_model, relation.field.name


def fingerprints(watch: Watch, keys: Collection[int]) -> dict[int, str]:
    """Key → SHA-256 of its row and of every row that hangs on it, in a fixed number of
    statements.
    """
    said: dict[int, list[object]] = defaultdict(list)
    for model, way in watch.tables():
        columns = [field.attname for field in model._meta.concrete_fields]
        rows = model._base_manager.filter(
            watch.counting.get(model, Q()), **{f"{way}__in": keys}
        )
        for key, *values in rows.order_by("pk").values_list(way, *columns):
            said[key].append([model._meta.label, *values])
    return {
        key: hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()
        for key, rows in said.items()
    }
