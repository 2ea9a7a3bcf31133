from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from awards.certificates.services import WORDED
from awards.certificates.wording import PLACEHOLDERS, unknown_places
from awards.files.pictures import artwork
from awards.language.form_arguments import Files, ModelFormArguments, Posted
from awards.language.form_fields import TidyText, tidy_field
from awards.language.form_layout import LaidOut
from awards.language.seen_form import SeenForm, standing_of
from awards.language.thai import clean_text
from awards.models import Wording
from awards.paper.fonts import lacking, named

if TYPE_CHECKING:
    WordingModelForm = forms.ModelForm[Wording]
else:
    WordingModelForm = forms.ModelForm

PICTURES = ("logo", "second_logo", "third_logo", "signature", "second_signature")
LABELS = {field.name: field.verbose_name for field in Wording._meta.fields}
MOST_BYTES = 5 * 1024 * 1024


class WordingForm(SeenForm, WordingModelForm):
    """The words, and pictures beside them: ``pictures`` holds those that were sent,
    None for one to be taken away.
    """

    class Meta:
        model = Wording
        fields = [*WORDED]
        formfield_callback = tidy_field

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[ModelFormArguments[Wording]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.pictures: dict[str, bytes | None] = {}
        places = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        for name in ("text_th", "text_en"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 6})
            self.fields[name].help_text = (
                _(
                    "Each line is printed as a separate line. Placeholders filled in "
                    "for each recipient: %s"
                )
                % places
            )
        for name in PICTURES:
            self.add_picture(name)
        self.look_at(standing_of(self.instance, self.Meta.fields))

    def add_picture(self, name: str) -> None:
        label = LABELS[name]
        accept = {"accept": "image/png,image/jpeg,image/webp"}
        self.fields[name] = forms.FileField(
            label=label, required=False, widget=forms.FileInput(attrs=accept)
        )
        if getattr(self.instance, name):
            self.fields[name].help_text = _(
                "A file is already set. A new file replaces it."
            )
            self.fields[f"no_{name}"] = forms.BooleanField(
                label=_("Remove it"), required=False
            )
        else:
            self.fields[name].help_text = _(
                "PNG, JPEG or WebP, up to 5 MB. A PNG with a transparent background "
                "is best."
            )

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        for name in ("text_th", "text_en"):
            if unknown := unknown_places(data.get(name, "")):
                self.add_error(
                    name,
                    _("The placeholder %s does not exist. Remove it.")
                    % ", ".join(unknown),
                )
        for name in self.Meta.fields:
            if missing := lacking(str(data.get(name, ""))):
                self.add_error(
                    name,
                    _("%s cannot be printed. Remove it.")
                    % ", ".join(map(named, missing)),
                )
        for name in PICTURES:
            self.clean_picture(
                name, data.pop(name, None), bool(data.pop(f"no_{name}", False))
            )

    def clean_picture(self, name: str, upload: File[bytes] | None, away: bool) -> None:
        if not upload:
            if away:
                self.pictures[name] = None
            return
        if upload.size > MOST_BYTES:
            self.add_error(
                name, _("The picture is larger than 5 MB. Choose a smaller one.")
            )
            return
        content = artwork(upload.read())
        if content is None:
            self.add_error(
                name,
                _("Choose a JPEG, PNG or WebP file."),
            )
            return
        self.pictures[name] = content


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Certificate code"), max_length=40)


class RevokeForm(forms.Form):
    because = forms.CharField(label=_("Reason"), max_length=500)

    def clean_because(self) -> str:
        return clean_text(self.cleaned_data["because"])


class FollowForm(LaidOut, forms.Form):
    because = TidyText(label=_("Reason"), max_length=500)
