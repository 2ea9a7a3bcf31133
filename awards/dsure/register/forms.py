"""What people type into the register, cleaned. Forms change no state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Unpack

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from awards.accounts.people import is_proven, person_of
from awards.dsure.models import (
    Announcement,
    Aspect,
    Certificate,
    Laboratory,
    Maker,
    Mark,
    Subscriber,
    number_key,
)
from awards.dsure.register.pictures import PictureRefused, normalised_picture
from awards.dsure.statuses import TRANSITIONS, CertificateState, is_reserved_number
from awards.language.dates import read_typed_date
from awards.language.form_arguments import (
    Files,
    FormArguments,
    ModelFormArguments,
    Posted,
    offer_choices,
    offer_rows,
)
from awards.language.number_fields import TidyWhole
from awards.language.thai import clean_text
from awards.spreadsheets import MOST_BYTES, Table, TableError, read_table


class CleanForm(forms.Form):
    """Every text field cleaned: NFC, no invisible characters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # also stands before a ModelForm, which takes more
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = clean_text(value)


class ModelCleanForm(CleanForm, forms.ModelForm):  # type: ignore[type-arg]
    pass


class DayField(forms.Field):
    """A day as people write it: 31/08/2565, ๓๑/๐๘/๒๕๖๕ or 2022-08-31."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            _("For example 31/8/2566 or 2023-08-31. Buddhist-era years work too."),
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        return value.isoformat() if isinstance(value, date) else value

    def to_python(self, value: object) -> date | None:
        if not value:
            return None
        try:
            return read_typed_date(str(value)[:40])
        except ValueError:
            message = _("Enter a valid date as day/month/year, for example 31/8/2566.")
            raise forms.ValidationError(message, code="day") from None

    def has_changed(self, initial: object, data: object) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


class CertificateForm(ModelCleanForm):
    digital_service_url = forms.URLField(
        label=_("address in the Digital Service Account"),
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
        help_texts = {
            "picture": _(
                "PNG, JPEG or WebP, up to 5 MB. Leave empty to keep the current one."
            )
        }

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[ModelFormArguments[Certificate]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.amends = bool(self.instance.announced_at)
        if not self.instance.picture:
            self.fields["picture"].help_text = _("PNG, JPEG or WebP, up to 5 MB.")
        note = Fieldset(
            _("Reason for the change"),
            HTML("{% include 'dsure/_amendment_hint.html' %}"),
            "note_th",
            "note_en",
        )
        if not self.amends:
            del self.fields["note_th"], self.fields["note_en"]
        self.helper.layout = Layout(
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
                "digital_service_url",
            ),
            *([note] if self.amends else []),
        )

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


class MarkForm(ModelCleanForm):
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


class AspectForm(ModelCleanForm):
    class Meta:
        model = Aspect
        fields = ["code", "order", "name_th", "name_en"]
        field_classes = {"order": TidyWhole}


class MakerForm(ModelCleanForm):
    website = forms.URLField(label=_("website"), required=False, assume_scheme="https")

    class Meta:
        model = Maker
        fields = ["name_th", "name_en", "email", "language", "website"]


class LaboratoryForm(ModelCleanForm):
    website = forms.URLField(label=_("website"), required=False, assume_scheme="https")

    class Meta:
        model = Laboratory
        fields = ["name_th", "name_en", "accreditation", "website"]


class AnnouncementForm(ModelCleanForm):
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


class ScheduleForm(CleanForm):
    NOW, MOMENT, CEREMONY = "now", "moment", "ceremony"
    when = forms.ChoiceField(
        label=_("Publish"),
        choices=[
            (NOW, _("Immediately")),
            (MOMENT, _("At a set time")),
            (CEREMONY, _("With an edition's ceremony")),
        ],
        widget=forms.RadioSelect,
        initial=MOMENT,
    )
    day = DayField(label=_("Day"), required=False)
    time = forms.TimeField(
        label=_("Time (Bangkok)"),
        required=False,
        input_formats=["%H:%M:%S", "%H:%M", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time", "step": "1"}),
    )
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
        if data.get("when") == self.MOMENT:
            for name in ("day", "time"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Enter the date and time."))
        if data.get("when") == self.CEREMONY and not data.get("edition_code"):
            self.add_error(
                "edition_code", _("Choose the edition whose ceremony it is.")
            )


class RegistrarForm(CleanForm):
    email = forms.EmailField(label=_("Email address of an account"))

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


class SubscribeForm(CleanForm):
    email = forms.EmailField(
        label=_("Your email address"),
        max_length=Subscriber._meta.get_field("email").max_length,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ImportForm(CleanForm):
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(
            "XLSX or CSV with column names in the first row, in Thai or English."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    note_th = forms.CharField(
        label=_("What was amended and why, in Thai"),
        required=False,
        max_length=2000,
        help_text=_("Required only if the file changes public certificates."),
    )
    note_en = forms.CharField(
        label=_("What was amended and why, in English"), required=False, max_length=2000
    )
    really = forms.BooleanField(
        label=_("Import now (without this, the file is only checked)"), required=False
    )

    def clean_file(self) -> Table:
        upload = self.cleaned_data["file"]
        try:
            return read_table(upload.read(MOST_BYTES + 1))
        except TableError as error:
            raise forms.ValidationError(str(error)) from None
