"""Small forms of the entrant's and the organiser's desk."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from nominations.forms.fields import CleanText
from nominations.statuses import May


def plain_helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class CollaboratorForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"))
    may = forms.ChoiceField(label=_("This person"), choices=May, initial=May.EDIT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = plain_helper()


class ExtensionForm(forms.Form):
    until = forms.DateTimeField(
        label=_("Until"),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help_text=_("In the time of Bangkok (UTC+7)."),
    )
    reason = CleanText(
        label=_("Reason"), max_length=1000, help_text=_("Stands in the ledger.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = plain_helper()


class NoteForm(forms.Form):
    text = CleanText(
        label=_("Note or #tag"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Only organisers read it. A single word that begins with # is a tag."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = plain_helper()
