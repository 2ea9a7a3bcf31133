"""Boxes for numbers, which take what people type; Django's own, which no form has, read
like Python.
"""

from __future__ import annotations

import re
from decimal import Decimal

from django import forms

from awards.language.thai import ascii_digits, clean_text
from awards.language.typed_numbers import read_decimal

# Python itself takes 1_000 and full-width digits too
PLAIN_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")


class TidyNumber(forms.DecimalField):
    """A number that may be typed in Thai digits and with a comma for thousands."""

    widget = forms.TextInput

    # django-stubs derives this field from IntegerField
    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]
        if not isinstance(value, str) or not clean_text(value):
            return super().to_python(value)
        try:
            return super().to_python(read_decimal(value, grouped=True))
        except ValueError:
            raise forms.ValidationError(
                self.error_messages["invalid"], code="invalid"
            ) from None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {"inputmode": "decimal"}


class TidyWhole(forms.IntegerField):
    """A whole number that may be typed in Thai digits."""

    widget = forms.TextInput

    def to_python(self, value: object) -> int | None:
        text = ascii_digits(clean_text(value)) if isinstance(value, str) else value
        if isinstance(text, str) and text and not PLAIN_WHOLE.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {"inputmode": "numeric"}
