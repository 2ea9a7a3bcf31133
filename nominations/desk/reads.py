"""What each page of the entries desk asks, prepared: see ``awards.speed.prepared_query``.
Who may see what, and what fits, is said by the same querysets as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    Count,
    Prefetch,
    Q,
    QuerySet,
    Value,
    Window,
    prefetch_related_objects,
)

from awards.accounts.models import User
from awards.models import Edition
from awards.speed.any_of import any_number_of
from awards.speed.folded import folded_to
from awards.speed.prepared_query import Many, Prepared
from nominations.desk.columns import Column, answers_for, joined
from nominations.desk.filters import filtered_entries
from nominations.entries.prepared import categories_in
from nominations.guard import visible
from nominations.models import (
    Entry,
    EntryCategory,
    Note,
    SavedView,
    keys_of_words,
    searched_words,
)

# Parts of a view that ask the same at any time of the edition, as long as its form is
# the same. What else a view may say depends on the day or on the register.
LASTING = {
    "q", "category", "smart", "state", "province", "kind", "missing", "files", "tag",
    "source", "eligibility", "sort", "columns",
}  # fmt: skip


@dataclass(frozen=True)
class Looked:
    """A view but for the words looked for, of which it knows how many there are."""

    form: UUID
    view: tuple[tuple[str, str], ...]
    words: int
    start: int
    end: int
    edition: Edition = field(compare=False)

    def rows(self, user: int, edition: int, *looked_for: Any) -> QuerySet[Entry]:
        """``looked_for``: keys of the words, then the words; nothing where there are none."""
        reader, desk = User(pk=user), Edition(pk=edition)
        found = filtered_entries(reader, self.edition, dict(self.view), desk=desk)
        if looked_for:
            keys, *words = looked_for
            return counted(found.with_words(words, keys))[self.start : self.end]
        narrows = any(key != "sort" for key, _value in self.view)
        count = counted if narrows else counted_apart
        return count(found)[self.start : self.end]


@lru_cache(maxsize=128)
def looking(what: Looked) -> Prepared[Entry]:
    return Prepared(what.rows)


def counted(fitting: QuerySet[Entry]) -> QuerySet[Entry, Any]:
    """Numbers of entries, each with how many there are."""
    return fitting.annotate(count=Window(Count("pk"))).values_list("pk", "count")


def numbers_of(
    user: User, edition: Edition, view: Mapping[str, str], start: int, end: int
) -> list[tuple[int, int]] | None:
    """None for a view that is not a lasting one."""
    if not view.keys() <= LASTING:
        return None
    words = searched_words(view.get("q", ""))
    parts = tuple(pair for pair in view.items() if pair[0] not in ("q", "columns"))
    what = Looked(edition.form_stamp, parts, len(words), start, end, edition)
    values: list[Many] = [user.pk, edition.pk]
    if words:
        values += [keys_of_words(words, edition.pk), *words]
    return [(pk, count) for pk, count in looking(what).tuples(*values)]


def counted_apart(fitting: QuerySet[Entry]) -> QuerySet[Entry, Any]:
    """The same where all of them fit: counted and put in order by an index each."""
    many = folded_to(fitting, "COUNT", Value(1))
    return fitting.annotate(count=many).values_list("pk", "count")


@cache
def shown(names: frozenset[str]) -> Prepared[Entry]:
    return Prepared(
        lambda user, email, pks: joined(visible(user, email), names).filter(
            any_number_of("pk", pks)
        )
    )


def entries_shown(
    user: User, edition: Edition, pks: Sequence[int], columns: Iterable[Column]
) -> list[Entry]:
    """With what these columns need, in the order of ``pks``."""
    names = frozenset(column.name for column in columns) & {"owner", "files"}
    found = {one.pk: one for one in shown(names)(user.pk, user.email, list(pks))}
    entries = [found[pk] for pk in pks if pk in found]
    standings = Prefetch("standings", EntryCategory.objects.all())
    prefetch_related_objects(entries, standings, *answers_for(columns))
    categories = {one.pk: one for one in categories_in(edition.form_stamp, edition.pk)}
    for entry in entries:
        for standing in entry.standings.all():
            standing.category = categories[standing.category_id]
    return entries


def tag_rows(edition: int, pks: list[int]) -> QuerySet[Note, Any]:
    on = ArrayAgg(
        "entry_id", filter=Q(any_number_of("entry_id", pks)), default=Value([])
    )
    used = Note.objects.filter(entry__edition=edition, is_tag=True).values("text")
    return used.annotate(on=on).order_by("text").values_list("text", "on")


# Each tag of an edition with those of some entries that have it.
tags_on: Prepared[Note] = Prepared(tag_rows)
views_kept: Prepared[SavedView] = Prepared(
    lambda user, edition: (
        SavedView.objects.visible_to(User(pk=user))
        .filter(edition=edition)
        .select_related("owner")
    )
)
