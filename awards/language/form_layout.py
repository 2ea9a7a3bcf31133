"""How our forms are laid out: Thai and English side by side, the rest below each other."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from awards.language.form_fields import MomentField
from awards.refusals import Refused


def paired_layout(names: list[str]) -> Layout:
    parts: list[Any] = []
    for name in names:
        if name.endswith("_th") and f"{name[:-3]}_en" in names:
            parts.append(
                Row(
                    Column(name, css_class="col-md-6"),
                    Column(f"{name[:-3]}_en", css_class="col-md-6"),
                )
            )
        elif not (name.endswith("_en") and f"{name[:-3]}_th" in names):
            parts.append(name)
    return Layout(*parts)


class PlainHelper(FormHelper):  # type: ignore[misc]
    """For fields alone: their page writes the form around them.

    The library looks up each form's address anew for each of its fields.
    """

    form_tag = False
    disable_csrf = True
    form_action = ""


class LaidOut(forms.BaseForm):
    """A form with its helper; texts in a language say which (screen readers and
    spelling checkers ask).
    """

    @property
    def helper(self) -> FormHelper:
        helper = PlainHelper()
        helper.layout = paired_layout(list(self.fields))
        for name, field in self.fields.items():
            if name.endswith(("_th", "_en")):
                field.widget.attrs["lang"] = name[-2:]
        return helper

    def keep_untouched_moments(self) -> None:
        """Boxes show minutes: a moment that nobody touched keeps its seconds."""
        for name, field in self.fields.items():
            if (
                isinstance(field, MomentField)
                and name not in self.changed_data
                and self.initial.get(name)
            ):
                self.cleaned_data[name] = self.initial[name]

    def take_refusal(self, refused: Refused) -> None:
        """Show why the service refused, beside the field it is about."""
        self.add_error(
            refused.field if refused.field in self.fields else None,
            str(refused.message),
        )
