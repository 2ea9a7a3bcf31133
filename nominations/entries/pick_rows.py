"""Rows of a table to select entries from, as markup. As templates fifty of them took most
of a desk's time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from nominations.models import Entry


@dataclass(frozen=True)
class PickCell:
    """``markup`` is safe to write; ``label``: the column's name, which a card on a
    phone says beside it.
    """

    label: str
    markup: str
    is_day: bool = False


def pick_row(entry: Entry, link: str, cells: Iterable[PickCell]) -> str:
    """``link``: the address of an entry's page with REFERENCE in it."""
    name = escape(entry.reference)
    address = escape(link).replace("REFERENCE", name)
    written = "".join(
        f'<td data-label="{escape(cell.label)}"{DAY if cell.is_day else ""}>'
        f"{cell.markup}</td>"
        for cell in cells
    )
    return (
        '<tr><td><input class="form-check-input" type="checkbox" name="entry" '
        f'value="{name}" aria-label="{name}"></td><th scope="row">'
        f'<a class="text-nowrap" href="{address}">{name}</a></th>{written}</tr>'
    )


DAY = ' class="day"'


def categories_in(entry: Entry) -> str:
    """With each its Smart's colour and sign. Standings come with category and Smart."""
    return "".join(
        f'<span class="smart smart-{escape(smart)}">{escape(name)}</span>'
        for smart, name in standing_in(entry)
    )


def standing_in(entry: Entry) -> Iterable[tuple[str, str]]:
    for standing in entry.standings.all():
        category = standing.category
        yield category.smart.code if category.smart else "", str(category.name)
