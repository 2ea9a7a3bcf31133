from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, FormArguments, Posted, offer_rows
from awards.language.number_fields import TidyNumber
from awards.models import Round
from judging.ballots.timer import minutes_of
from judging.finals.services import find_finalists
from judging.form_parts import CleanCharField, WholeNumber, area, line
from judging.models import Part, RoundRules
from nominations.models import EntryCategory


class OrderForm(forms.Form):
    references = CleanCharField(
        label=_("Presenting entries in order, one reference per line"), widget=area(6), max_length=8000,
        error_messages={"required": _("Enter at least one reference.")},
    )  # fmt: skip

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        round_: Round,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.round = round_
        self.standings: list[EntryCategory] = []

    def clean_references(self) -> str:
        text: str = self.cleaned_data["references"]
        self.standings, unknown = find_finalists(
            self.round, re.split(r"[\s,;]+", text.strip())
        )
        if unknown:
            words = _(
                "No submitted entry in this edition has this reference: %(which)s"
            )
            raise forms.ValidationError(words, params={"which": ", ".join(unknown[:5])})
        return text


class FinalForm(forms.Form):
    """Minutes of the parts, and the share carried over."""

    carried_from = forms.ModelChoiceField(
        label=_("Scores carried over from"), queryset=Round.objects.none(), required=False, empty_label=_("No round"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    carried_percent = TidyNumber(
        label=_("Share of earlier scores, per cent"), min_value=0, max_value=90, decimal_places=2, required=False,
        widget=line(),
        help_text=_("The rest is this round's own scores. Carried-over scores are locked when "
            "the first ballot is submitted."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, round_: Round) -> None:
        rules: RoundRules | None = getattr(round_, "rules", None)
        initial: dict[str, Any] = {
            f"minutes_{part}": n for part, n in minutes_of(round_).items()
        }
        if rules:
            initial |= {
                "carried_from": rules.carried_from_id,
                "carried_percent": rules.carried_percent,
            }
        super().__init__(data, initial=initial)
        earlier = Round.objects.filter(
            edition=round_.edition_id, active=True, order__lt=round_.order
        )
        offer_rows(self, "carried_from", earlier)
        minutes = {
            f"minutes_{part.value}": WholeNumber(
                label=part.label,
                min_value=0,
                max_value=180,
                required=False,
            )
            for part in Part
        }
        self.fields = {**minutes, **self.fields}

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        if (
            not any(cleaned.get(f"minutes_{part.value}") for part in Part)
            and not self.errors
        ):
            self.add_error("minutes_pitch", _("Enter minutes for at least one part."))
        if cleaned.get("carried_percent") and not cleaned.get("carried_from"):
            self.add_error(
                "carried_from", _("Choose the round to carry scores over from.")
            )

    @property
    def chosen(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        percent = (
            (cleaned.get("carried_percent") or Decimal(0))
            if cleaned.get("carried_from")
            else Decimal(0)
        )
        return {
            "minutes": {
                part.value: cleaned.get(f"minutes_{part.value}") or 0 for part in Part
            },
            "carried_from": cleaned.get("carried_from") if percent else None,
            "carried_percent": percent,
        }
