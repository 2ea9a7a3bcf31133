from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.ceremony.services import PLANNED
from awards.language.form_arguments import Files, ModelFormArguments, Posted
from awards.language.form_fields import tidy_field
from awards.language.number_fields import TidyWhole
from awards.language.seen_form import SeenForm, standing_of
from awards.language.thai import ascii_digits
from awards.models import StagePlan, StageWord

if TYPE_CHECKING:
    PlanModelForm = forms.ModelForm[StagePlan]
    WordModelForm = forms.ModelForm[StageWord]
else:
    PlanModelForm = WordModelForm = forms.ModelForm

SAID = ["reading_th", "reading_en", "receiver_th", "receiver_en", "coming"]


class PlanForm(SeenForm, PlanModelForm):
    class Meta:
        model = StagePlan
        fields = [*PLANNED]
        formfield_callback = tidy_field

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[ModelFormArguments[StagePlan]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        bounds = {
            "seats_per_row": (1, 200),
            "kept_rows": (0, 50),
            "usual_party": (0, 50),
        }
        for name, (least, most) in bounds.items():
            self.fields[name] = whole(self.fields[name], least, most)
        self.fields["asks_entrants"].help_text = _(
            "Everyone with a submitted entry can tell you how to pronounce their name "
            "and how many people will attend, until the winners are published. All "
            "entrants are asked, so nobody learns who has won."
        )
        self.look_at(standing_of(self.instance, self.Meta.fields))


def whole(
    field: forms.Field, least: int, most: int, *, required: bool = True
) -> TidyWhole:
    return TidyWhole(
        label=field.label,
        required=required,
        initial=field.initial,
        min_value=least,
        max_value=most,
    )


class WordForm(SeenForm, WordModelForm):
    """An organiser's words. What is left empty is taken from the entrant's answer."""

    class Meta:
        model = StageWord
        fields = [*SAID, "seat", "note"]
        formfield_callback = tidy_field

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[ModelFormArguments[StageWord]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["coming"] = whole(self.fields["coming"], 0, 50, required=False)
        help_text = _(
            "As the presenter should say it. For example, separate the syllables: "
            "พะ-เยา."
        )
        for name in ("reading_th", "reading_en"):
            self.fields[name].help_text = help_text
        if "seat" in self.fields:
            self.fields["seat"].help_text = _(
                "Row and seat, for example B3: the group sits from here, and the "
                "others fit around it. Empty: seats follow the order."
            )
        self.look_at(standing_of(self.instance, self.Meta.fields))

    def clean_seat(self) -> str:
        return ascii_digits(str(self.cleaned_data["seat"])).replace(" ", "").upper()


class AnswerForm(WordForm):
    """An entrant's."""

    class Meta(WordForm.Meta):
        fields = SAID
