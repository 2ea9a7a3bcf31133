from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import PrivacyNotice
from awards.language.form_fields import DayField, TidyText
from awards.language.form_layout import LaidOut
from config.privacy.notices.services import NoticeWords
from config.privacy.notices.starter import starter

LONGEST = 40_000
AREA = {"rows": 20}


class NoticeForm(LaidOut, forms.Form):
    effective_on = DayField(label=_("In force from"))
    text_th = TidyText(
        label=_("Text in Thai"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
        help_text=_("Markdown. Replace every [[…]]: only your organisation knows it."),
    )
    text_en = TidyText(
        label=_("Text in English"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
    )
    changes_th = TidyText(
        label=_("What changed, in Thai"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    changes_en = TidyText(
        label=_("What changed, in English"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    material = forms.BooleanField(
        label=_("A material change: everyone with an account is told by email"),
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
        return {name: getattr(draft, name) for name in names}
    if now is not None:
        return {"text_th": now.text_th, "text_en": now.text_en}
    begun = starter()
    return {"text_th": begun.th, "text_en": begun.en}
