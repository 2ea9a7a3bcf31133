"""An announcement and its moment, as registrars type them. Forms change no state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.dsure.announcements.services import standing_of
from awards.dsure.form_parts import CleanForm, SeenModelForm
from awards.dsure.models import (
    Announcement,
    Certificate,
)
from awards.language.form_arguments import (
    Files,
    FormArguments,
    ModelFormArguments,
    Posted,
    offer_choices,
    offer_rows,
)
from awards.language.form_fields import MomentField


class AnnouncementForm(SeenModelForm):
    class Meta:
        model = Announcement
        fields = ["title_th", "title_en", "text_th", "text_en", "certificates"]
        widgets = {
            "text_th": forms.Textarea(attrs={"rows": 4}),
            "text_en": forms.Textarea(attrs={"rows": 4}),
            "certificates": forms.CheckboxSelectMultiple,
        }

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[ModelFormArguments[Announcement]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        chosen = self.instance.certificates.values("pk") if self.instance.pk else []
        waiting = Certificate.objects.filter(
            announced_at=None
        ) | Certificate.objects.filter(pk__in=chosen)
        offer_rows(self, "certificates", waiting.for_reading())
        field = self.fields["certificates"]
        field.label = _("Certificates in this announcement")
        field.required = True
        if self.instance.pk:
            self.look_at(standing_of(self.instance))


class ScheduleForm(CleanForm):
    NOW, MOMENT, CEREMONY = "now", "moment", "ceremony"
    when = forms.ChoiceField(
        label=_("When it is published"),
        choices=[
            (NOW, _("Immediately")),
            (MOMENT, _("At a set time")),
            (CEREMONY, _("With an edition's ceremony")),
        ],
        widget=forms.RadioSelect,
        initial=MOMENT,
    )
    at = MomentField(label=_("Publication time"), required=False)
    edition_code = forms.ChoiceField(
        label=_("Edition"),
        required=False,
        help_text=_("Editions whose winners are not announced yet."),
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        ceremonies: Sequence[tuple[str, str]] = (),
        **kwargs: Unpack[FormArguments],
    ) -> None:
        """``ceremonies``: code and name of the editions it may wait for."""
        super().__init__(data, files, **kwargs)
        offer_choices(self, "edition_code", [("", "–"), *ceremonies])

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        missing = not data.get("at") and "at" not in self.errors
        if data.get("when") == self.MOMENT and missing:
            self.add_error("at", _("Enter the date and time."))
        if data.get("when") == self.CEREMONY and not data.get("edition_code"):
            self.add_error(
                "edition_code", _("Choose the edition whose ceremony it is.")
            )
