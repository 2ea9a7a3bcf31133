from __future__ import annotations

from django import forms

from awards.language.thai import clean_text


class CleanCharField(forms.CharField):
    def to_python(self, value: object) -> str:
        return clean_text(super().to_python(value) or "")


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control"})


def line(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "form-control", **attrs})
