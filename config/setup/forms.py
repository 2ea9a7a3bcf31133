from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from awards.editions.forms import RESERVED_CODES
from awards.language.form_fields import MomentField, TidyText, YearField
from awards.language.form_layout import LaidOut
from awards.models import Edition, code_validator
from config.setup.copying import Dates, Names, moved_dates

THAI_YEARS = 543  # the Buddhist era is ahead by


class CopyForm(LaidOut, forms.Form):
    """What is not as last year: filled in with next year's, to be read and changed."""

    name_th = TidyText(label=_("Name in Thai"), max_length=300)
    name_en = TidyText(label=_("Name in English"), max_length=300)
    year = YearField(label=_("Year"))
    code = TidyText(
        label=_("Code"),
        max_length=40,
        validators=[code_validator],
        help_text=_(
            "Used in web addresses and entry references, for example scsa-2569. It "
            "cannot be changed later."
        ),
    )
    opens_at = MomentField(label=_("Call opens"))
    closes_at = MomentField(label=_("Call closes"))
    announces_at = MomentField(label=capfirst(_("announcement")))

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code in RESERVED_CODES:
            raise forms.ValidationError(
                _("This code is reserved for the site. Choose another one.")
            )
        return code

    def names(self) -> Names:
        return Names(**{name: self.cleaned_data[name] for name in names_of()})

    def dates(self) -> Dates:
        moments = ("opens_at", "closes_at", "announces_at")
        return Dates(**{name: self.cleaned_data[name] for name in moments})


def names_of() -> tuple[str, ...]:
    return ("code", "name_th", "name_en", "year")


def next_year_of(source: Edition) -> dict[str, object]:
    """What the form begins with: the source's names with the next year in them."""
    year = source.year + 1
    told = {
        name: with_next_year(getattr(source, name), source.year)
        for name in ("code", "name_th", "name_en")
    }
    if Edition.objects.filter(code=told["code"]).exists():
        told["code"] = ""
    return {**told, "year": year, **vars(moved_dates(source, year))}


def with_next_year(text: str, year: int) -> str:
    """The year, of either era, replaced by the one after it."""
    for era in (year, year + THAI_YEARS):
        text = text.replace(str(era), str(era + 1))
    return text
