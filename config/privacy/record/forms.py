from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from awards.language.form_fields import tidy_field
from awards.language.form_layout import LaidOut
from awards.models import PrivacyOffice, RecordWording

if TYPE_CHECKING:
    OfficeModelForm = forms.ModelForm[PrivacyOffice]
    WordingModelForm = forms.ModelForm[RecordWording]
else:
    OfficeModelForm = WordingModelForm = forms.ModelForm


class OfficeForm(LaidOut, OfficeModelForm):
    class Meta:
        model = PrivacyOffice
        fields = (
            "controller_th",
            "controller_en",
            "address_th",
            "address_en",
            "officer_th",
            "officer_en",
            "email",
            "phone",
        )
        formfield_callback = tidy_field


class WordingForm(LaidOut, WordingModelForm):
    class Meta:
        model = RecordWording
        fields = (
            "recipients_th",
            "recipients_en",
            "abroad_th",
            "abroad_en",
            "retention_th",
            "retention_en",
            "security_th",
            "security_en",
        )
        formfield_callback = tidy_field
