from __future__ import annotations

from typing import Any, Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, FormArguments, Posted, offer_rows
from awards.language.thai import ascii_digits
from awards.models import Edition, PrizeLevel
from judging.decisions.public_reasons import PublicReason
from judging.form_parts import CleanCharField, area, line
from nominations.models import Entry


class PrepareForm(forms.Form):
    erratum_th = CleanCharField(
        label=_("What was corrected, in Thai"),
        required=False,
        widget=area(2),
        max_length=2000,
    )
    erratum_en = CleanCharField(
        label=_("What was corrected, in English"),
        required=False,
        widget=area(2),
        max_length=2000,
    )


PUBLIC_WORDING = _(
    "Everyone can read this once the list is published, on the page about how the "
    "winners were chosen (optional)."
)


class OverallForm(forms.Form):
    """A prize across categories and whom it goes to; the entry by its reference, as
    every page prints it.
    """

    level = forms.ModelChoiceField(
        label=_("Prize"),
        queryset=PrizeLevel.objects.none(),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    entry = CleanCharField(
        label=_("Entry reference"),
        max_length=60,
        widget=line(autocomplete="off", placeholder="SCSA-2566-0042"),
    )
    reason = CleanCharField(
        label=_("Jury's reason"),
        widget=area(3),
        max_length=2000,
        help_text=_("Only the organisers of this edition can read this."),
    )
    public_reason_th = CleanCharField(
        label=_("Public wording of the reason, in Thai"),
        widget=area(2),
        max_length=2000,
        required=False,
        help_text=PUBLIC_WORDING,
    )
    public_reason_en = CleanCharField(
        label=_("Public wording of the reason, in English"),
        widget=area(2),
        max_length=2000,
        required=False,
        help_text=PUBLIC_WORDING,
    )
    shared = forms.BooleanField(
        label=_("Shared prize"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
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
        self.edition = edition
        offer_rows(self, "level", edition.prize_levels.across_categories())

    def clean_entry(self) -> Entry:
        typed = ascii_digits(self.cleaned_data["entry"])
        found = (
            Entry.objects.submitted()
            .filter(edition=self.edition, reference__iexact=typed)
            .first()
        )
        if found is None:
            raise forms.ValidationError(
                _(
                    "No submitted entry in this edition has this reference. Check it "
                    "and try again."
                )
            )
        return found

    def prize(self) -> dict[str, Any]:
        """What was filled in, as ``give_overall`` takes it."""
        filled = dict(self.cleaned_data)
        told = PublicReason(
            filled.pop("public_reason_th"), filled.pop("public_reason_en")
        )
        return {**filled, "public_reason": told}
