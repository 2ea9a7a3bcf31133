from __future__ import annotations

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, FormArguments, Posted, offer_rows
from awards.models import Category
from judging.models.jury import Judge


class PanelForm(forms.Form):
    """Who sits on the panel of a category. Judges on no panel judge every category."""

    members = forms.ModelMultipleChoiceField(
        label=_("Members"),
        queryset=Judge.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    chair = forms.ModelChoiceField(
        label=_("Chair"), queryset=Judge.objects.none(), required=False, empty_label=_("No chair yet"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        category: Category,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        judges = (
            category.edition.judges.accepted().select_related("user").order_by("pk")
        )
        for name in ("members", "chair"):
            offer_rows(self, name, judges)

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        chair = cleaned.get("chair")
        if chair and chair not in cleaned.get("members", []):
            self.add_error(
                "chair",
                _(
                    "The chair must be a member of the panel. Tick this judge under "
                    "members, too."
                ),
            )
