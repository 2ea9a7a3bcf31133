from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.ballot_kinds import Kind
from judging.form_parts import WholeNumber


class KindForm(forms.Form):
    ballot_kind = forms.ChoiceField(
        label=_("Ballot type"), choices=Kind.choices, widget=forms.RadioSelect()
    )
    pass_percent = WholeNumber(
        label=_("Share of the panel that has to pass an entry, per cent"),
        min_value=1,
        max_value=99,
        help_text=_("For “pass or does not pass” only."),
    )
