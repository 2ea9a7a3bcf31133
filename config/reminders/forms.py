from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReminderRuleForm(forms.Form):
    """One rule. ``moments`` are read by the rule, which says what is wrong with them."""

    active = forms.BooleanField(
        label=_("Send this reminder"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    moments = forms.CharField(
        label=_("When it is sent"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )


class PersonForm(forms.Form):
    """What cannot be an address finds nobody."""

    person = forms.CharField(required=False, max_length=254)

    def asked(self) -> str:
        return str(self.cleaned_data["person"]).strip() if self.is_valid() else ""
