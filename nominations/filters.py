"""A view of the organiser's desk: what its address says, as a query. The same for the page, the counts and exports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awards.models import Edition
from nominations.models import Entry
from nominations.querysets import EntryQuerySet
from nominations.statuses import EntryState

KEYS = ("q", "category", "state", "province", "kind", "tag", "source", "sort")
SORTS = {"reference": "reference", "title": "sort_key", "newest": "-submitted_at", "oldest": "submitted_at"}
PLAIN = {
    "category": "standings__category__code",
    "province": "organisation__province__code",
    "kind": "organisation__kind",
    "source": "source",
}


def view_of(query: Mapping[str, Any]) -> dict[str, str]:
    """The parts of an address that make up a view; empty ones are left out."""
    return {key: str(query[key])[:200] for key in KEYS if query.get(key)}


def filtered_entries(user: Any, edition: Edition, view: Mapping[str, str]) -> EntryQuerySet:
    """The edition's entries that this organiser may see and that fit the view, in its order. Never a draft."""
    entries = Entry.objects.visible_to(user).filter(edition=edition).exclude(state=EntryState.DRAFT)
    entries = entries.search(view.get("q", ""))
    for key, lookup in PLAIN.items():
        if value := view.get(key):
            entries = entries.filter(**{lookup: value})
    if (state := view.get("state")) in EntryState.values:
        entries = entries.filter(state=state)
    if tag := view.get("tag"):
        entries = entries.filter(notes__is_tag=True, notes__text=tag)
    return entries.order_by(SORTS.get(view.get("sort", ""), "reference"), "pk")
