"""What people type into the register, cleaned. Forms change no state."""

from __future__ import annotations

from typing import Any, Unpack

from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from awards.accounts.people import is_proven, person_of
from awards.dsure.form_parts import CleanForm, SeenModelForm
from awards.dsure.models import (
    Aspect,
    Certificate,
    Laboratory,
    Maker,
    Mark,
    number_key,
)
from awards.dsure.register.pictures import PictureRefused, normalised_picture
from awards.dsure.register.services import LOOKED_AT, texts_of
from awards.dsure.statuses import TRANSITIONS, CertificateState, is_reserved_number
from awards.language.form_arguments import (
    Files,
    FormArguments,
    ModelFormArguments,
    Posted,
    offer_choices,
)
from awards.language.form_fields import DayField
from awards.language.number_fields import TidyWhole
from awards.language.seen_form import SEEN
from awards.language.thai import clean_text


class CertificateForm(SeenModelForm):
    digital_service_url = forms.URLField(
        label=_("Address in the Digital Service Account"),
        required=False,
        assume_scheme="https",
    )
    issued_on = DayField(label=_("Issued on"))
    expires_on = DayField(
        label=_("End date (last valid day)"),
        required=False,
        help_text=_("Leave empty if it does not expire."),
    )
    note_th = forms.CharField(
        label=_("What was amended and why, in Thai"), required=False, max_length=2000
    )
    note_en = forms.CharField(
        label=_("What was amended and why, in English"), required=False, max_length=2000
    )

    class Meta:
        model = Certificate
        fields = [
            "number",
            "name_th",
            "name_en",
            "kind",
            "description_th",
            "description_en",
            "picture",
            "maker",
            "mark",
            "laboratory",
            "digital_service_url",
            "issued_on",
            "expires_on",
        ]
        widgets = {
            "description_th": forms.Textarea(attrs={"rows": 4}),
            "description_en": forms.Textarea(attrs={"rows": 4}),
            "picture": forms.FileInput(
                attrs={"accept": "image/png,image/jpeg,image/webp"}
            ),
        }
        help_texts = {"picture": _("PNG, JPEG or WebP, up to 5 MB.")}

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[ModelFormArguments[Certificate]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.amends = bool(self.instance.announced_at)
        if self.instance.picture:
            self.fields["picture"].help_text = _(
                "A file is already set. A new file replaces it."
            )
            self.fields["no_picture"] = forms.BooleanField(
                label=_("Remove it"), required=False
            )
        if not self.amends:
            del self.fields["note_th"], self.fields["note_en"]
        if self.instance.pk:
            self.look_at({name: getattr(self.instance, name) for name in LOOKED_AT})
        self.helper.layout = self.layout()

    def layout(self) -> Layout:
        """The reason for a change is asked for once the certificate is public."""
        removal = ["no_picture"] if "no_picture" in self.fields else []
        parts = [
            Fieldset(
                _("Certificate"),
                Row(Column("number"), Column("mark")),
                Row(Column("issued_on"), Column("expires_on")),
                "laboratory",
            ),
            Fieldset(
                _("Product"),
                Row(Column("name_th"), Column("name_en")),
                Row(Column("kind"), Column("maker")),
                Row(Column("description_th"), Column("description_en")),
                "picture",
                *removal,
                "digital_service_url",
            ),
        ]
        if self.amends:
            parts.append(
                Fieldset(
                    _("Reason for the change"),
                    HTML("{% include 'dsure/_amendment_hint.html' %}"),
                    "note_th",
                    "note_en",
                )
            )
        return Layout(*parts, *([SEEN] if SEEN in self.fields else []))

    def clean_number(self) -> str:
        number = clean_text(self.cleaned_data["number"]).strip("/")
        if is_reserved_number(number):
            raise forms.ValidationError(
                _(
                    "Use only letters and digits: the number becomes part of a web "
                    "address."
                )
            )
        same = Certificate.objects.filter(number_key=number_key(number)).exclude(
            pk=self.instance.pk
        )
        if same.exists():
            raise forms.ValidationError(
                _("Another certificate already has this number.")
            )
        return number

    def clean_picture(self) -> object:
        upload = self.cleaned_data.get("picture")
        if not upload or not hasattr(upload, "content_type"):
            return upload
        try:
            return normalised_picture(upload)
        except PictureRefused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if data.pop("no_picture", False) and "picture" not in self.changed_data:
            data["picture"] = ""
        issued, expires = data.get("issued_on"), data.get("expires_on")
        if issued and expires and expires < issued:
            self.add_error("expires_on", _("The end date is before the issue date."))
        for name in ("note_th", "note_en") if self.amends and self.changed_data else ():
            if not data.get(name):
                self.add_error(
                    name,
                    _(
                        "This certificate is public. Say what changed and why, in "
                        "both languages."
                    ),
                )

    def _post_clean(self) -> None:
        """The instance stays as it is in the database: only the service changes it."""


class StateForm(CleanForm):
    to_state = forms.ChoiceField(label=_("New status"), widget=forms.RadioSelect)
    reason_th = forms.CharField(
        label=_("Reason in Thai"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown to everyone on the certificate's page."),
    )
    reason_en = forms.CharField(
        label=_("Reason in English"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown to everyone on the certificate's page."),
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        certificate: Certificate,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        ways = [
            state
            for state in CertificateState
            if state in TRANSITIONS[certificate.current_state]
        ]
        offer_choices(self, "to_state", [(state.value, state.label) for state in ways])


class PartForm(SeenModelForm):
    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[ModelFormArguments[Any]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        if self.instance.pk:
            self.look_at(texts_of(self.instance))


class MarkForm(PartForm):
    class Meta:
        model = Mark
        fields = [
            "code",
            "order",
            "name_th",
            "name_en",
            "level_th",
            "level_en",
            "aspects",
            "description_th",
            "description_en",
        ]
        widgets = {
            "aspects": forms.CheckboxSelectMultiple,
            "description_th": forms.Textarea(attrs={"rows": 3}),
            "description_en": forms.Textarea(attrs={"rows": 3}),
        }
        field_classes = {"order": TidyWhole}


class AspectForm(PartForm):
    class Meta:
        model = Aspect
        fields = ["code", "order", "name_th", "name_en"]
        field_classes = {"order": TidyWhole}


class MakerForm(PartForm):
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Maker
        fields = ["name_th", "name_en", "email", "language", "website"]
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "off"})}


class LaboratoryForm(PartForm):
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Laboratory
        fields = ["name_th", "name_en", "accreditation", "website"]


class RegistrarForm(CleanForm):
    email = forms.EmailField(
        label=_("Email address of an account"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_email(self) -> User:
        found = person_of(self.cleaned_data["email"])
        if found is None or not found.is_active or not is_proven(found):
            raise forms.ValidationError(
                _(
                    "No account uses this address, or it is not confirmed yet. They "
                    "need to create an account first."
                )
            )
        return found
