"""One row of a form, with its label, box, errors and help, as the library's template for
a field writes it. As a template it took more than half of a long form's time.

Boxes of one line, areas of text and lists to choose from are drawn here; anything else
(ticks, files, dates in three boxes, forms laid out across) is the library's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from crispy_forms.templatetags.crispy_forms_field import CrispyFieldNode
from django import forms
from django.template import Context, Template, engines
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

FIELD = "bootstrap5/field.html"
LINES = (forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput)
BOXES = (*LINES, forms.Textarea, forms.Select)
NOT_BOXES = (forms.CheckboxSelectMultiple, forms.RadioSelect, forms.FileInput)
ELSEWHERE = ("tag", "form_class", "label_class", "field_class", "help_text_inline")


def with_class(name: str) -> CrispyFieldNode:
    return CrispyFieldNode("field", {"'class'": f"'{name}'"})


CONTROL, SELECT = "form-control", "form-select"
DRESSED = {
    name: with_class(name)
    for control in (CONTROL, SELECT)
    for name in (control, f"{control} is-invalid")
}


@cache
def by_library() -> Template:
    """The next template of that name after ours."""
    engine = engines["django"].engine  # type: ignore[attr-defined]
    own = engine.get_template(FIELD)
    template: Template = engine.find_template(FIELD, skip=[own.origin])[0]
    return template


def form_row(context: Context) -> SafeString:
    """``context`` is what the library gives its template: ``field`` and how it is shown."""
    field: forms.BoundField = context["field"]
    if not is_plain(field, context):
        return by_library().render(context)
    errors = (
        [str(one) for one in field.errors] if context.get("form_show_errors") else []
    )
    return mark_safe(
        f'<div id="div_{field.auto_id}" class="{classes_of(field, context)}">'
        f"{label_of(field)}{box_of(field, context)}"
        f"{errors_of(field, errors, context)}{help_of(field)}</div>"
    )


def form_rows(fields: Iterable[forms.BoundField]) -> SafeString:
    """Many in a row, as ``as_crispy_field`` shows each."""
    shown = {"form_show_labels": True, "form_show_errors": True}
    rows = (
        form_row(Context({**shown, "error_text_inline": True, "field": field}))
        for field in fields
    )
    return mark_safe("".join(rows))


def is_plain(field: forms.BoundField, context: Context) -> bool:
    widget = field.field.widget
    if not isinstance(widget, BOXES) or isinstance(widget, NOT_BOXES):
        return False
    shown = context.get("form_show_labels") and not field.is_hidden
    return bool(shown) and not any(context.get(name) for name in ELSEWHERE)


def classes_of(field: forms.BoundField, context: Context) -> str:
    given = ("mb-3", context.get("wrapper_class"), field.css_classes())
    return " ".join(str(conditional_escape(name)) for name in given if name)


def label_of(field: forms.BoundField) -> str:
    if not field.label:
        return ""
    target = f' for="{field.id_for_label}"' if field.id_for_label else ""
    needed, star = "", ""
    if field.field.required:
        needed, star = " requiredField", '<span class="asteriskField">*</span>'
    text = conditional_escape(field.label)
    return f'<label{target} class="form-label{needed}">{text}{star}</label>'


def box_of(field: forms.BoundField, context: Context) -> str:
    control = SELECT if isinstance(field.field.widget, forms.Select) else CONTROL
    name = f"{control} is-invalid" if field.errors else control
    html: str = DRESSED[name].render(context)
    return html


def errors_of(
    field: forms.BoundField, errors: list[str], context: Mapping[str, object] | Context
) -> str:
    if not errors:
        return ""
    tag = "span" if context.get("error_text_inline") else "p"
    lines = "".join(
        f'<{tag} id="error_{number}_{field.auto_id}">'
        f"<strong>{conditional_escape(error)}</strong></{tag}>"
        for number, error in enumerate(errors, 1)
    )
    about = conditional_escape(field.errors.field_id)  # type: ignore[attr-defined]
    return f'<div id="{about}_error" class="invalid-feedback">{lines}</div>'


def help_of(field: forms.BoundField) -> str:
    """Help is markup: forms write it."""
    if not field.help_text:
        return ""
    about = f'id="{field.auto_id}_helptext" ' if field.auto_id else ""
    return f'<div {about}class="form-text">{field.help_text}</div>'
