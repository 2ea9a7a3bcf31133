"""Rows of the entries desk as markup. As a template fifty of them took most of its time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from awards.language.filters import short_day
from nominations.desk.columns import Cell, Line
from nominations.models import Entry

STATE = "nominations/entries/_state.html"


def entry_rows(lines: Iterable[Line], link: str) -> SafeString:
    """``link``: the address of an entry's page with REFERENCE in it."""
    states: dict[str, str] = {}
    return mark_safe("".join(row(line, link, states) for line in lines))


def row(line: Line, link: str, states: dict[str, str]) -> str:
    """``states``: the badges drawn so far."""
    entry, name = line.entry, escape(line.entry.reference)
    if entry.state not in states:
        states[entry.state] = render_to_string(STATE, {"entry": entry})
    cells = "".join(
        f'<td data-label="{escape(str(cell.label))}"'
        f"{DAY if cell.kind == 'day' else ''}>{written(cell, line, states)}</td>"
        for cell in line.cells
    )
    address = escape(link).replace("REFERENCE", name)
    return (
        '<tr><td><input class="form-check-input" type="checkbox" name="entry" '
        f'value="{name}" aria-label="{name}"></td><th scope="row">'
        f'<a class="text-nowrap" href="{address}">{name}</a></th>{cells}</tr>'
    )


DAY = ' class="day"'


def written(cell: Cell, line: Line, states: dict[str, str]) -> str:
    if cell.kind == "state":
        return states[line.entry.state]
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
    return "".join(
        f'<span class="smart smart-{escape(smart)}">{escape(str(name))}</span>'
        for smart, name in standing_in(line.entry)
    )


def standing_in(entry: Entry) -> Iterable[tuple[str, str]]:
    for standing in entry.standings.all():
        category = standing.category
        yield category.smart.code if category.smart else "", category.name


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
