from __future__ import annotations

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, FormArguments, Posted
from awards.language.form_layout import PlainHelper
from nominations.statuses import May


class CollaboratorForm(forms.Form):
    email = forms.EmailField(
        label=_("Email"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    may = forms.ChoiceField(label=_("This person"), choices=May, initial=May.EDIT)

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.helper = PlainHelper()
