from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import PrivacyNotice
from awards.language.bilingual import reader_language
from awards.language.dates import read_typed_date
from awards.language.form_fields import TidyText, type_day
from awards.language.form_layout import LaidOut
from awards.language.thai import clean_text
from config.privacy.notices.services import NoticeWords
from config.privacy.notices.starter import starter

LONGEST = 40_000
AREA = {"rows": 20}


class DayField(forms.Field):
    """A day in one box; B.E. years and Thai digits are understood."""

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        try:
            return read_typed_date(clean_text(str(value)))
        except (ValueError, OverflowError) as error:
            raise ValidationError(
                _("Enter day/month/year, for example 31/08/2569.")
            ) from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {"autocomplete": "off", "maxlength": "40"}


class NoticeForm(LaidOut, forms.Form):
    effective_on = DayField(
        label=_("in force from"),
        help_text=_("Day/month/year, for example 31/08/2569. C.E. years work too."),
    )
    text_th = TidyText(
        label=_("text in Thai"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
        help_text=_("Markdown. Replace every [[…]]: only your organisation knows it."),
    )
    text_en = TidyText(
        label=_("text in English"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
    )
    changes_th = TidyText(
        label=_("what changed, in Thai"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    changes_en = TidyText(
        label=_("what changed, in English"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    material = forms.BooleanField(
        label=_("a material change: everyone with an account is told by email"),
        required=False,
    )

    def words(self) -> NoticeWords:
        return NoticeWords(**self.cleaned_data)


def first_words(
    draft: PrivacyNotice | None, now: PrivacyNotice | None
) -> dict[str, object]:
    """The draft, else the notice in force, else the text to begin with."""
    if draft is not None:
        names = NoticeForm.base_fields
        found = {name: getattr(draft, name) for name in names}
        return found | {"effective_on": type_day(draft.effective_on, reader_language())}
    if now is not None:
        return {"text_th": now.text_th, "text_en": now.text_en}
    begun = starter()
    return {"text_th": begun.th, "text_en": begun.en}
