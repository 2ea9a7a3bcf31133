from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.fields import MomentField, TidyText, YearField, tidy_field
from awards.forms.layout import LaidOut
from awards.models import Edition, code_validator

if TYPE_CHECKING:
    EditionModelForm = forms.ModelForm[Edition]
else:
    EditionModelForm = forms.ModelForm

RESERVED_CODES = {"new", "archive"}


class NewEditionForm(LaidOut, forms.Form):
    code = TidyText(
        label=_("code"),
        max_length=40,
        validators=[code_validator],
        help_text=_("Part of addresses and of the entries' reference numbers, like scsa-2569. It cannot be changed."),
    )
    name_th = TidyText(label=_("name in Thai"), max_length=300)
    name_en = TidyText(label=_("name in English"), max_length=300)
    year = YearField(label=_("year"))
    opens_at = MomentField(label=_("call opens"))
    closes_at = MomentField(label=_("call closes"))
    online_opens_at = MomentField(label=_("online judging opens"))
    online_closes_at = MomentField(label=_("online judging closes"))
    announces_at = MomentField(label=_("announcement"))
    organiser = forms.EmailField(
        label=_("first organiser's e-mail"),
        help_text=_("This person runs the edition and can add others. They are told by mail."),
    )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code in RESERVED_CODES:
            raise forms.ValidationError(_("This code is kept for the site itself. Choose another one."))
        return code

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        opens, closes = cleaned.get("online_opens_at"), cleaned.get("online_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("online_closes_at", _("The round must close after it opens."))
        return cleaned

    def service_arguments(self) -> dict[str, Any]:
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "organiser"}
        window = (cleaned.pop("online_opens_at"), cleaned.pop("online_closes_at"))
        return {**cleaned, "round_windows": {"online": window}}


class EditionForm(LaidOut, EditionModelForm):
    year = YearField(label=_("year"))

    class Meta:
        model = Edition
        fields = [
            "name_th",
            "name_en",
            "year",
            "about_th",
            "about_en",
            "opens_at",
            "closes_at",
            "grace_minutes",
            "announces_at",
            "max_categories",
            "two_person_rule",
            "prize_ties",
        ]
        formfield_callback = tidy_field

    def clean(self) -> dict[str, Any]:
        self.keep_untouched_moments()
        return self.cleaned_data

    def _post_clean(self) -> None:
        """The service sets the fields: the instance shown on the page stays what the database says."""


class OrganiserForm(LaidOut, forms.Form):
    email = forms.EmailField(
        label=_("e-mail"), help_text=_("Without an account one is made; the person is told by mail.")
    )
