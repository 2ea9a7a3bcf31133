"""A code that somebody reads in one place and types in another."""

from __future__ import annotations

from typing import Any

from django import forms

from awards.language.thai import ascii_digits, clean_text


class TypedCode(forms.CharField):
    """Digits as a Thai keyboard types them, in groups or not: only the code is left."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 40)
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            **super().widget_attrs(widget),
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "autocapitalize": "off",
            "spellcheck": "false",
        }

    def to_python(self, value: object) -> str:
        typed = ascii_digits(clean_text(str(super().to_python(value) or "")))
        return "".join(sign for sign in typed if sign not in " -")
