from __future__ import annotations

from django import forms

from awards.language.thai import clean_text


class CleanText(forms.CharField):
    """One line, or several in a text area: NFC, no invisible characters, no stray spaces."""

    def to_python(self, value: object) -> str:
        text = clean_text(super().to_python(value) or "")
        if isinstance(self.widget, forms.Textarea):
            return text
        return " ".join(text.split())
