"""What people say of themselves."""

from __future__ import annotations

from typing import Unpack

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from awards.accounts import consents
from awards.accounts.models import User
from awards.language.bilingual import reader_language
from awards.language.form_arguments import Files, ModelFormArguments, Posted
from awards.language.form_layout import PlainHelper
from awards.language.thai import clean_text


class SignupForm(forms.Form):
    """What allauth's sign-up asks besides e-mail and password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_(
            "Include your title or academic rank if you wish. This is how your name "
            "appears on certificates."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    notice = forms.BooleanField(
        label=_("I have read the privacy notice"),
        error_messages={"required": _("Read the privacy notice and tick this box.")},
    )
    news = forms.BooleanField(
        label=_("Send me news of later editions (you can unsubscribe at any time)"),
        required=False,
    )
    field_order = ["email", "name", "password1", "notice", "news"]

    def clean_name(self) -> str:
        return clean_text(self.cleaned_data["name"])

    def signup(self, request: HttpRequest, user: User) -> None:
        setattr(user, f"name_{reader_language()}", self.cleaned_data["name"])
        user.save()
        consents.read_notice(user=user)
        if self.cleaned_data["news"]:
            consents.give_consent(
                user=user, purpose=consents.NEWS, version=consents.NEWS_VERSION
            )


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ["name_th", "name_en", "language"]
        widgets = {
            "name_th": forms.TextInput(attrs={"autocomplete": "name"}),
            "name_en": forms.TextInput(attrs={"autocomplete": "name"}),
        }
        help_texts = {
            "language": _("Used for emails, and for pages after you sign in."),
            "name_th": _(
                "Include your title or academic rank if you wish. This is how your "
                "name appears on certificates."
            ),
        }

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[ModelFormArguments[User]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.helper = PlainHelper()

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        for name in ("name_th", "name_en"):
            data[name] = clean_text(data.get(name) or "")
