from __future__ import annotations

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, FormArguments, Posted, offer_rows
from awards.models import Edition
from judging.form_parts import CleanCharField, area, line
from judging.models import Judge


class ReasonForm(forms.Form):
    reason = CleanCharField(
        label=_("Reason"),
        widget=area(),
        error_messages={"required": _("Enter a reason in a few words.")},
    )


class RecordConflictForm(forms.Form):
    """What an organiser was told by telephone or in person."""

    judge = forms.ModelChoiceField(
        label=_("Judge"),
        queryset=Judge.objects.none(),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    reference = CleanCharField(
        label=_("Entry reference"), widget=line(autocomplete="off"), max_length=60
    )
    reason = CleanCharField(
        label=_("Who told you what, and when"),
        widget=area(),
        max_length=2000,
        help_text=_("Only organisers can read this. It is recorded in the audit log."),
        error_messages={"required": _("Enter in a few words who told you what.")},
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        edition: Edition,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        judges = edition.judges.select_related("user", "edition").order_by(
            "user__name_th", "pk"
        )
        offer_rows(self, "judge", judges)


class SharedHostForm(forms.Form):
    host = CleanCharField(
        label=_("Email domain"),
        widget=line(autocomplete="off"),
        max_length=253,
        help_text=_("The part of the address after the @, for example mail.go.th."),
    )
