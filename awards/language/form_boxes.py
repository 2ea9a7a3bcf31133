"""Boxes of forms as markup, as Django's own templates for them write it. Each box was
two templates, each of a list's choices two more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString, mark_safe

Widget = Mapping[str, Any]  # what Django gives a template of its widgets


def word(value: object) -> str:
    """As a template writes it: numbers as the reader writes them."""
    text: Any = localize(value)
    return conditional_escape(text)


def text_of(value: object) -> str:
    return conditional_escape(value if isinstance(value, SafeData) else str(value))


def attributes(given: Mapping[str, object]) -> str:
    """True has no value, and False is not written."""
    return "".join(
        f" {conditional_escape(name)}"
        if value is True
        else f' {conditional_escape(name)}="{text_of(value)}"'
        for name, value in given.items()
        if value is not False
    )


def line(widget: Widget) -> str:
    value = widget["value"]
    given = "" if value is None else f' value="{text_of(value)}"'
    name = conditional_escape(widget["name"])
    return (
        f'<input type="{widget["type"]}" name="{name}"{given}'
        f"{attributes(widget['attrs'])}>"
    )


def area(widget: Widget) -> str:
    """Without ``maxlength``: a browser cuts what is pasted and says nothing. The form
    refuses what is too long, says by how much, and shows all of it again.
    """
    value = widget["value"]
    text = text_of(value) if value else ""
    name = conditional_escape(widget["name"])
    given = {key: said for key, said in widget["attrs"].items() if key != "maxlength"}
    return f'<textarea name="{name}"{attributes(given)}>\n{text}</textarea>'


def choices(widget: Widget) -> str:
    name = conditional_escape(widget["name"])
    groups = "".join(group(*one) for one in widget["optgroups"])
    return f'<select name="{name}"{attributes(widget["attrs"])}>{groups}</select>'


def group(name: object, options: list[Widget], _place: int) -> str:
    drawn = "".join(option(one) for one in options)
    if not name:
        return drawn
    label = word(name)
    return f'<optgroup label="{label}">{drawn}</optgroup>'


def option(widget: Widget) -> str:
    label = word(widget["label"])
    value = text_of(widget["value"])
    return f'<option value="{value}"{attributes(widget["attrs"])}>{label}</option>'


FOLDER = "django/forms/widgets"
DRAWN: dict[str, Callable[[Widget], str]] = {
    **{f"{FOLDER}/{kind}.html": line for kind in ("text", "number", "email", "hidden")},
    f"{FOLDER}/textarea.html": area,
    f"{FOLDER}/select.html": choices,
}


class BoxRenderer(TemplatesSetting):
    """``FORM_RENDERER``: everything but these boxes stays a template."""

    def render(
        self,
        template_name: str,
        context: dict[str, Any],
        request: HttpRequest | None = None,
    ) -> SafeString:
        draw = DRAWN.get(template_name)
        if draw is None:
            return mark_safe(super().render(template_name, context, request))
        return mark_safe(draw(context["widget"]))
