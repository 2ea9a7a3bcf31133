from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from awards.language.thai import clean_text
from nominations.organisations.services import clean_number
from nominations.refusals import NumberError


class CleanText(forms.CharField):
    """One line, or several in a text area: NFC, no invisible characters, no stray spaces."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        text = clean_text(value) if isinstance(value, str) else value
        return (
            text
            if isinstance(self.widget, forms.Textarea)
            else " ".join((text or "").split())
        )


class NumberField(forms.CharField):
    """A 13-digit number, typed with Thai digits, spaces or dashes if one likes."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        try:
            return clean_number(value) if value else ""
        except NumberError as error:
            raise ValidationError(error.message) from None
