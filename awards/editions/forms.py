from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from awards.language.form_fields import MomentField, TidyText, YearField, tidy_field
from awards.language.form_layout import LaidOut
from awards.ledger.services import database_now
from awards.models import Edition, code_validator
from awards.roles import Role

if TYPE_CHECKING:
    EditionModelForm = forms.ModelForm[Edition]
else:
    EditionModelForm = forms.ModelForm

RESERVED_CODES = {"new", "archive"}


class OpensAtOnce(EditionModelForm):
    """Asks once more before a call goes live by an opening that has passed already: a
    slip of the year does it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and not self.instance.is_draft:
            label = _("Open the call now, with the current entry form")
            self.fields["open_now"] = forms.BooleanField(label=label, required=False)

    def confirm_opening(self, opened_before: datetime) -> None:
        """``opened_before``: the opening as it stood. Call it at the end of ``clean``;
        not for a draft, which opens by nothing but the act of opening it.
        """
        confirmed = self.cleaned_data.pop("open_now", False)
        now, opens = database_now(), self.cleaned_data.get("opens_at")
        closes = self.cleaned_data.get("closes_at")
        goes_live = bool(opens and closes and opens <= now < closes)
        if opened_before <= now or not goes_live:
            del self.fields["open_now"]
        elif not confirmed:
            text = _(
                "This time has passed, so the call would open immediately with the "
                "current entry form. Choose a later time, or confirm below."
            )
            self.add_error("opens_at", text)


class NewEditionForm(LaidOut, forms.Form):
    code = TidyText(
        label=_("Code"),
        max_length=40,
        validators=[code_validator],
        help_text=_(
            "Used in web addresses and entry references, for example scsa-2569. It "
            "cannot be changed later."
        ),
    )
    name_th = TidyText(label=_("Name in Thai"), max_length=300)
    name_en = TidyText(label=_("Name in English"), max_length=300)
    year = YearField(label=_("Year"))
    opens_at = MomentField(label=_("Call opens"))
    closes_at = MomentField(label=_("Call closes"))
    online_opens_at = MomentField(label=_("Online judging opens"))
    online_closes_at = MomentField(label=_("Online judging closes"))
    announces_at = MomentField(label=capfirst(_("announcement")))
    organiser = forms.EmailField(
        label=_("First organiser's email address"),
        help_text=_(
            "They can manage the edition and add other organisers. They will get an "
            "email."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code in RESERVED_CODES:
            raise forms.ValidationError(
                _("This code is reserved for the site. Choose another one.")
            )
        return code

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        opens, closes = cleaned.get("online_opens_at"), cleaned.get("online_closes_at")
        if opens and closes and closes <= opens:
            self.add_error(
                "online_closes_at", _("The round must close after it opens.")
            )

    def service_arguments(self) -> dict[str, Any]:
        cleaned = {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "organiser"
        }
        window = (cleaned.pop("online_opens_at"), cleaned.pop("online_closes_at"))
        return {**cleaned, "round_windows": {"online": window}}


class EditionForm(OpensAtOnce, LaidOut, EditionModelForm):
    year = YearField(label=_("Year"))

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
            "broadcast_alone",
        ]
        formfield_callback = tidy_field

    def clean(self) -> None:
        self.keep_untouched_moments()
        if not self.instance.is_draft:
            self.confirm_opening(self.instance.opens_at)

    def _post_clean(self) -> None:
        """The service sets the fields: the instance shown on the page stays what the
        database says.
        """


class OrganiserForm(LaidOut, forms.Form):
    email = forms.EmailField(
        label=_("Email"),
        help_text=_("If they have no account, we create one. They will get an email."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=Role.choices, initial=Role.ORGANISER
    )


class RoleForm(forms.Form):
    """Another role for somebody who has one."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
