"""Rows of the eligibility desk's queue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from awards.accounts.list_columns import Column
from awards.accounts.models import User
from awards.language.filters import short_day
from nominations.entries.pick_rows import PickCell, categories_in, pick_row
from nominations.models import Entry, Hold

STATE = "nominations/eligibility/_eligibility_state.html"
HELD = "nominations/eligibility/_eligibility_held.html"


def queue_rows(
    entries: Iterable[Entry],
    columns: Iterable[Column],
    held: Mapping[int, Hold],
    user: User,
    link: str,
) -> SafeString:
    """``held``: who has which open. ``link``: the address of an entry's page with
    REFERENCE in it.
    """
    badges: dict[str, str] = {}
    shown, rows = list(columns), []
    for entry in entries:
        state = badges.get(entry.eligibility)
        if state is None:
            state = render_to_string(STATE, {"entry": entry})
            badges[entry.eligibility] = state
        if hold := held.get(entry.pk):
            state += render_to_string(HELD, {"hold": hold, "user": user})
        cells = (cell_of(entry, column, state) for column in shown)
        rows.append(pick_row(entry, link, cells))
    return mark_safe("".join(rows))


def cell_of(entry: Entry, column: Column, state: str) -> PickCell:
    name = column.name
    if name == "eligibility":
        markup = state
    elif name == "category":
        markup = categories_in(entry)
    else:
        markup = escape(str(TEXTS[name](entry)))
    return PickCell(str(column.label), markup, name == "received")


def province_of(entry: Entry) -> str:
    province = entry.organisation.province
    return str(province.name) if province else "—"


TEXTS: dict[str, Callable[[Entry], object]] = {
    "title": lambda entry: entry.title,
    "organisation": lambda entry: entry.organisation.name,
    "kind": lambda entry: entry.organisation.get_kind_display(),
    "province": province_of,
    "received": lambda entry: short_day(entry.submitted_at),
}
