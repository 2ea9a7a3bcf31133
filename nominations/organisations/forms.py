from __future__ import annotations

from functools import cache
from typing import Any, Unpack

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, FormArguments, Posted
from awards.models import Province
from nominations.form_parts import CleanText
from nominations.organisations.services import clean_number
from nominations.refusals import NumberError
from nominations.statuses import OrganisationKind


class NumberField(forms.CharField):
    """A 13-digit number, typed with Thai digits, spaces or dashes if one likes."""

    def clean(self, value: object) -> str:
        typed = super().clean(value)
        try:
            return clean_number(typed) if typed else ""
        except NumberError as error:
            raise ValidationError(error.message) from None


@cache
def provinces() -> tuple[Province, ...]:
    """Read once in a process: they change with a release alone."""
    return tuple(Province.objects.all())


def province_choices() -> list[tuple[str, str]]:
    """By their codes, in the reader's language."""
    return [("", "—"), *((one.code, str(one)) for one in provinces())]


class OrganisationForm(forms.Form):
    name_th = CleanText(
        label=_("Name in Thai"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    name_en = CleanText(
        label=_("Name in English"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(
        label=_("Type"), choices=[("", "—"), *OrganisationKind.choices]
    )
    number = NumberField(
        label=_("13-digit ID number"),
        max_length=40,
        help_text=_(
            "Registration, tax or citizen ID number, as printed on the document."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    province = forms.ChoiceField(label=_("Province"), choices=province_choices)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Submit("save", _("Continue")))

    def details(self) -> dict[str, Any]:
        """What ``register_organisation`` takes."""
        data = dict(self.cleaned_data)
        data["province_code"] = data.pop("province")
        return data
