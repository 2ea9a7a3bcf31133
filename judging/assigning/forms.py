from __future__ import annotations

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, FormArguments, Posted, offer_rows
from awards.language.form_fields import MomentField
from awards.models import Edition
from judging.form_parts import CleanCharField, WholeNumber, area
from judging.models.jury import Judge


class RunForm(forms.Form):
    """One assignment of a round. ``expected`` is the digest of the plan that was previewed."""

    per_entry = WholeNumber(
        label=_("Judges per entry"),
        min_value=1,
        max_value=30,
    )
    seed = WholeNumber(
        label=_("Random seed"), min_value=0, max_value=2**31 - 1, initial=0, required=False,
        help_text=_("Keep this number to get the same assignment again. Change it for another "
            "one."),
    )  # fmt: skip
    moves = forms.BooleanField(
        label=_("Reassign entries that no judge has started (as few as possible)"), required=False,
        help_text=_("For a late judge, a late entry, or an uneven workload."),
    )  # fmt: skip
    stopped = forms.ModelMultipleChoiceField(
        label=_("Judges who are leaving (their unsubmitted entries go to others)"), queryset=Judge.objects.none(),
        required=False, widget=forms.CheckboxSelectMultiple(),
    )  # fmt: skip
    expected = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput()
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
        judges = edition.judges.accepted().select_related("user").order_by("pk")
        offer_rows(self, "stopped", judges)

    def clean_seed(self) -> int:
        return self.cleaned_data["seed"] or 0

    def clean_stopped(self) -> frozenset[int]:
        return frozenset(judge.pk for judge in self.cleaned_data["stopped"])


class JudgeChoiceForm(forms.Form):
    """A judge picked by hand; whether a rule speaks against it is the service's to say."""

    judge = forms.ModelChoiceField(
        label=_("Judge"),
        queryset=Judge.objects.none(),
        widget=forms.Select(attrs={"class": "form-select"}),
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
        judges = (
            edition.judges.accepted().select_related("user", "edition").order_by("pk")
        )
        offer_rows(self, "judge", judges)


class ExtendForm(forms.Form):
    until = MomentField(
        label=_("Open for this judge until"),
        widget=MomentField.widget(attrs={"class": "form-control"}),
    )
    reason = CleanCharField(
        label=_("Reason"), required=False, max_length=1000, widget=area(2)
    )
