from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import offer_choices
from awards.language.form_fields import tidy_field
from awards.language.form_layout import LaidOut
from awards.models import Breach, BreachScope, Edition
from awards.outbox.models import Message
from config.site.mail_kinds import label_of

if TYPE_CHECKING:
    BreachModelForm = forms.ModelForm[Breach]
else:
    BreachModelForm = forms.ModelForm

OF_EDITION = (BreachScope.EDITION, BreachScope.ENTRANTS, BreachScope.JUDGES)


class BreachForm(LaidOut, BreachModelForm):
    """What is known by now; the rest follows."""

    class Meta:
        model = Breach
        fields = (
            "title",
            "aware_at",
            "began_at",
            "ended_at",
            "what_th",
            "what_en",
            "data_th",
            "data_en",
            "risk_th",
            "risk_en",
            "measures_th",
            "measures_en",
            "scope",
            "edition",
            "mail_event",
        )
        formfield_callback = tidy_field

    def __init__(self, data: object = None, *, instance: Breach | None = None) -> None:
        super().__init__(data, instance=instance)  # type: ignore[arg-type]
        editions = Edition.objects.order_by("-year", "code")
        self.fields["edition"] = forms.ModelChoiceField(
            editions, label=_("Edition"), required=False, to_field_name="code"
        )
        if instance and instance.edition:
            self.initial["edition"] = instance.edition.code
        events = Message.objects.order_by("event").values_list("event", flat=True)
        self.fields["mail_event"] = forms.ChoiceField(
            label=_("Type of email"), required=False
        )
        kinds = [(event, label_of(event)) for event in events.distinct()]
        offer_choices(self, "mail_event", [("", _("All kinds")), *kinds])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        began, ended = data.get("began_at"), data.get("ended_at")
        if began and ended and ended < began:
            self.add_error("ended_at", _("This is before the start."))
        aware = data.get("aware_at")
        if aware and aware > timezone.now():
            self.add_error("aware_at", _("This time is in the future."))
        if data.get("scope") in OF_EDITION and not data.get("edition"):
            self.add_error("edition", _("Choose the edition."))
        return data
