"""Small forms of the entrant's and the organiser's desk."""

from __future__ import annotations

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, FormArguments, Posted
from awards.language.form_fields import MomentField
from awards.language.form_layout import PlainHelper
from nominations.form_parts import CleanText


class ExtensionForm(forms.Form):
    until = MomentField(label=_("Until"))
    reason = CleanText(
        label=_("Reason"), max_length=1000, help_text=_("Recorded in the audit log.")
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.helper = PlainHelper()


class NoteForm(forms.Form):
    text = CleanText(
        label=_("Note or #tag"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only organisers see it. A single word starting with # is a tag."),
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.helper = PlainHelper()
