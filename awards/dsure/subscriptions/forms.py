"""Who wants to be told of new certificates."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.dsure.form_parts import CleanForm
from awards.dsure.models import (
    Subscriber,
)


class SubscribeForm(CleanForm):
    email = forms.EmailField(
        label=_("Your email address"),
        max_length=Subscriber._meta.get_field("email").max_length,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
