"""What is wrong with a form, said once at its top: each line leads to its field."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms


@dataclass(frozen=True)
class ErrorLine:
    """``anchor`` is the id of the field's box, empty where the message is about the
    whole form.
    """

    anchor: str
    label: str
    message: str


def error_lines(form: forms.BaseForm) -> list[ErrorLine]:
    """In the order of the form, word for word as beside the fields."""
    whole = [ErrorLine("", "", str(error)) for error in form.non_field_errors()]
    return whole + [
        ErrorLine(anchor_of(form[name]), str(field.label or ""), str(error))
        for name, field in form.fields.items()
        for error in form.errors.get(name, [])
    ]


def emptied_boxes(form: forms.BaseForm) -> list[str]:
    """The labels of boxes that were filled in and that a page never shows again:
    passwords and files.
    """
    return [
        str(field.label or "")
        for name, field in form.fields.items()
        if field.widget.value_from_datadict(
            form.data, form.files, form.add_prefix(name)
        )
        and is_emptied(field.widget)
    ]


def is_emptied(widget: forms.Widget) -> bool:
    if isinstance(widget, forms.PasswordInput):
        return not widget.render_value
    return isinstance(widget, forms.FileInput)


def anchor_of(field: forms.BoundField) -> str:
    """A group of boxes to tick has no id of its own: its first box is meant."""
    return field.id_for_label or f"{field.auto_id}_0"


def first_problem(form: forms.BaseForm, needed: str) -> str:
    """For a page that goes elsewhere and cannot show the form again. ``needed``: what it
    says where something is not given at all.
    """
    problems = [error for found in form.errors.as_data().values() for error in found]
    if all(error.code == "required" for error in problems):
        return needed
    line = next(line for line in error_lines(form) if line.message)
    return f"{line.label}: {line.message}" if line.label else line.message
