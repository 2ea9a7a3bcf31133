from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.form_parts import CleanCharField, area


class ReasonForm(forms.Form):
    reason = CleanCharField(
        label=_("Reason"),
        widget=area(),
        max_length=2000,
        error_messages={"required": _("Enter a reason in a few words.")},
    )
