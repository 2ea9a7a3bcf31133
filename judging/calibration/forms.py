from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.calibration.services import MOST, find_standings
from judging.form_parts import CleanCharField, area
from nominations.models import EntryCategory


class SamplesForm(forms.Form):
    references = CleanCharField(
        label=_("References of one to three entries, one a line"), widget=area(3), max_length=400,
        help_text=_("From an edition that you organise. Entries of earlier ones are better: "
            "they compete for nothing."),
        error_messages={"required": _("Write at least one reference.")},
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.standings: list[EntryCategory] = []

    def clean_references(self) -> str:
        text: str = self.cleaned_data["references"]
        wanted = re.split(r"[\s,;]+", text.strip())
        self.standings, unknown = find_standings(wanted, self.user)
        if unknown:
            words = _("No submitted entry of yours has this reference: %(which)s")
            raise forms.ValidationError(words, params={"which": ", ".join(unknown)})
        if len(self.standings) > MOST:
            raise forms.ValidationError(_("Choose one to three entries."))
        return text
