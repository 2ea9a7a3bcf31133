"""The choices of a filter as markup: a desk has two hundred of them on each page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.template.defaultfilters import capfirst
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def choice_options(
    chosen: str,
    groups: Iterable[tuple[str, Iterable[Any]]] = (),
    rows: Iterable[Any] = (),
    pairs: Iterable[tuple[object, object]] = (),
    words: Iterable[str] = (),
) -> SafeString:
    """``groups``: titles with what has a code and a label; ``rows``: what has a code
    and a name; ``pairs``: values with their words.
    """
    parts = []
    for title, within in groups:
        options = (option(one.code, capfirst(one.label), chosen) for one in within)
        label = escape(capfirst(title))
        parts.append(f'<optgroup label="{label}">{"".join(options)}</optgroup>')
    parts += [option(row.code, row.name, chosen) for row in rows]
    parts += [option(value, text, chosen) for value, text in pairs]
    parts += [option(word, word, chosen) for word in words]
    return mark_safe("".join(parts))


def option(value: object, text: object, chosen: str) -> str:
    selected = " selected" if str(value) == chosen else ""
    return (
        f'<option value="{escape(str(value))}"{selected}>{escape(str(text))}</option>'
    )
