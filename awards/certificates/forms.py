from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from awards.accounts.thai import clean_text
from awards.certificates.models import Wording
from awards.certificates.wording import PLACEHOLDERS, unknown_places


class WordingForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Wording
        fields = [
            "title_th",
            "title_en",
            "text_th",
            "text_en",
            "signer_th",
            "signer_en",
            "office_th",
            "office_en",
            "thai_digits",
        ]
        widgets = {"text_th": forms.Textarea(attrs={"rows": 6}), "text_en": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        places = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        for name in ("text_th", "text_en"):
            self.fields[name].help_text = _("Each line stands on its own. Filled in for each recipient: %s") % places

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = clean_text(value)
        for name in ("text_th", "text_en"):
            if unknown := unknown_places(data.get(name, "")):
                self.add_error(name, _("There is nothing to fill in for %s.") % ", ".join(unknown))
        return data


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Code on the certificate"), max_length=40)


class RevokeForm(forms.Form):
    because = forms.CharField(label=_("Reason"), max_length=500)

    def clean_because(self) -> str:
        return clean_text(self.cleaned_data["because"])
