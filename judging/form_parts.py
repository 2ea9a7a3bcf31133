from __future__ import annotations

from django import forms

from awards.language.number_fields import TidyWhole
from awards.language.thai import clean_text


class CleanCharField(forms.CharField):
    def to_python(self, value: object) -> str:
        return clean_text(super().to_python(value) or "")


class WholeNumber(TidyWhole):
    """As pages draw it that write their own rows."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {**super().widget_attrs(widget), "class": "form-control"}


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control"})


def line(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "form-control", **attrs})
