"""Rows of the entries desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from awards.language.filters import short_day
from nominations.desk.columns import Cell, Line
from nominations.entries.pick_rows import PickCell, categories_in, pick_row

STATE = "nominations/entries/_state.html"


def entry_rows(lines: Iterable[Line], link: str) -> SafeString:
    """``link``: the address of an entry's page with REFERENCE in it."""
    badges: dict[str, str] = {}
    return mark_safe("".join(row(line, link, badges) for line in lines))


def row(line: Line, link: str, badges: dict[str, str]) -> str:
    """``badges``: of states, those drawn so far."""
    entry = line.entry
    if entry.state not in badges:
        badges[entry.state] = render_to_string(STATE, {"entry": entry})
    cells = (
        PickCell(str(cell.label), written(cell, line, badges), cell.kind == "day")
        for cell in line.cells
    )
    return pick_row(entry, link, cells)


def written(cell: Cell, line: Line, badges: dict[str, str]) -> str:
    if cell.kind == "state":
        return badges[line.entry.state]
    return CELLS.get(cell.kind, lacking)(cell, line)


def text(cell: Cell, line: Line) -> str:
    return escape(str(cell.text))


def day(cell: Cell, line: Line) -> str:
    return escape(short_day(cell.text))


def title(cell: Cell, line: Line) -> str:
    tags = (
        f' <span class="badge badge-calm">#{escape(str(tag))}</span>'
        for tag in line.tags
    )
    return escape(str(line.entry.title)) + "".join(tags)


def categories(cell: Cell, line: Line) -> str:
    return categories_in(line.entry)


def lacking(cell: Cell, line: Line) -> str:
    if not cell.text:
        return "—"
    words = escape(", ".join(map(str, cell.text)))
    return f'<span class="badge badge-warn">{len(cell.text)}</span> {words}'


CELLS: dict[str, Callable[[Cell, Line], str]] = {
    "text": text,
    "day": day,
    "title": title,
    "category": categories,
    "missing": lacking,
}
