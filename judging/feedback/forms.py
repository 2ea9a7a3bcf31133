from __future__ import annotations

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, ModelFormArguments, Posted
from awards.language.form_fields import MomentField
from judging.models import FeedbackRules
from judging.statuses import Mode


class FeedbackRulesForm(forms.ModelForm):  # type: ignore[type-arg]
    ask_until = MomentField(label=_("Feedback can be requested until"), required=False)

    class Meta:
        model = FeedbackRules
        fields = ("mode", "figures", "comments", "ask_until")
        labels = {
            "mode": _("Who gets feedback"),
            "figures": _("Scores shown to entrants"),
            "comments": _(
                "Comments judges wrote for the entrant, once you release them"
            ),
        }
        widgets = {
            "mode": forms.RadioSelect(),
            "figures": forms.RadioSelect(),
            "comments": forms.CheckboxInput(attrs={"class": "form-check-input"}),
        }

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[ModelFormArguments[FeedbackRules]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["ask_until"].widget.attrs["class"] = "form-control"

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        if (
            cleaned.get("mode") == Mode.REQUEST
            and not cleaned.get("ask_until")
            and "ask_until" not in self.errors
        ):
            self.add_error(
                "ask_until", _("Enter a date until which feedback can be requested.")
            )

    def _post_clean(self) -> None:
        """The service sets the fields."""
