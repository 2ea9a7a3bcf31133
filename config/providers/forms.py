from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.accounts.forms import SignupForm
from awards.language.code_fields import TypedCode
from config.providers.newcomers import DIGITS


class FinishForm(SignupForm):
    """What a provider does not say: the same notice and consents as of any sign-up."""

    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ["email", "name", "notice", "news"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.strip().lower()


class CodeForm(forms.Form):
    code = TypedCode(label=_("Code from the email"))

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if len(code) != DIGITS or not code.isascii() or not code.isdigit():
            raise forms.ValidationError(
                _("Enter the %d digits of the code in the email.") % DIGITS
            )
        return code
