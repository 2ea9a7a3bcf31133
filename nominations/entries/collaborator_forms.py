from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nominations.form_parts import plain_helper
from nominations.statuses import May


class CollaboratorForm(forms.Form):
    email = forms.EmailField(label=_("Email"))
    may = forms.ChoiceField(label=_("This person"), choices=May, initial=May.EDIT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = plain_helper()
