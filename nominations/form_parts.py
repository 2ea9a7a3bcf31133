from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from awards.language.thai import clean_text


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


def plain_helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper
