from __future__ import annotations

import re
from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from awards.language.form_arguments import Files, FormArguments, Posted
from judging.calibration.services import MOST, find_standings
from judging.form_parts import CleanCharField, area
from nominations.models import EntryCategory


class SamplesForm(forms.Form):
    references = CleanCharField(
        label=_("References of one to three entries, one per line"), widget=area(3), max_length=400,
        help_text=_("From an edition that you organise. Earlier entries are best, because "
            "they do not compete."),
        error_messages={"required": _("Enter at least one reference.")},
    )  # fmt: skip

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        user: User,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.user = user
        self.standings: list[EntryCategory] = []

    def clean_references(self) -> str:
        text: str = self.cleaned_data["references"]
        wanted = re.split(r"[\s,;]+", text.strip())
        self.standings, unknown = find_standings(wanted, self.user)
        if unknown:
            words = _(
                "No submitted entry in your editions has this reference: %(which)s"
            )
            raise forms.ValidationError(words, params={"which": ", ".join(unknown)})
        if len(self.standings) > MOST:
            raise forms.ValidationError(_("Choose one to three entries."))
        return text
