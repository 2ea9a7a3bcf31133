from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.fields import MomentField, TidyText
from awards.forms.layout import LaidOut


class ScheduleForm(LaidOut, forms.Form):
    publish_at = MomentField(label=_("moment of publication"))


class ErratumForm(LaidOut, forms.Form):
    erratum_th = TidyText(label=_("what was corrected, in Thai"), widget=forms.Textarea(attrs={"rows": 3}))
    erratum_en = TidyText(label=_("what was corrected, in English"), widget=forms.Textarea(attrs={"rows": 3}))

    def texts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
