"""What organisers type about the look of their pages, their partners and their texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from awards.files.pictures import Picture
from awards.language.form_arguments import Files, ModelFormArguments, Posted
from awards.language.form_fields import TidyText, tidy_field
from awards.language.seen_form import SeenForm
from awards.models import Identity, Partner, WrittenPage
from awards.refusals import Refused
from awards.site.artwork import Artwork, checked_artwork, checked_hero
from awards.site.colours import COLOUR, nearest_readable, reads
from awards.site.services import (
    IDENTITY_TEXTS,
    PAGE_TEXTS,
    PARTNER_TEXTS,
    page_standing,
    texts_of,
)

Made = TypeVar("Made")

if TYPE_CHECKING:
    IdentityModelForm = forms.ModelForm[Identity]
    PartnerModelForm = forms.ModelForm[Partner]
    PageModelForm = forms.ModelForm[WrittenPage]
else:
    IdentityModelForm = PartnerModelForm = PageModelForm = forms.ModelForm

ARTWORK = "image/svg+xml,image/png,image/jpeg,image/webp"
PHOTOGRAPHS = "image/png,image/jpeg,image/webp"


class IdentityForm(SeenForm, IdentityModelForm):
    emblem_file = forms.FileField(
        label=_("Emblem"),
        required=False,
        help_text=_("SVG or PNG, best square. Without one the site's own stands."),
        widget=forms.FileInput(attrs={"accept": ARTWORK, "data-preview": "emblem"}),
    )
    without_emblem = forms.BooleanField(label=_("Remove the emblem"), required=False)
    hero_file = forms.FileField(
        label=_("Picture for the head of pages"),
        required=False,
        help_text=_("A wide picture, 1,600 points or more. Made fit for the web."),
        widget=forms.FileInput(attrs={"accept": PHOTOGRAPHS, "data-preview": "hero"}),
    )
    without_hero = forms.BooleanField(label=_("Remove the picture"), required=False)

    class Meta:
        model = Identity
        fields = (*IDENTITY_TEXTS,)
        formfield_callback = tidy_field
        widgets = {
            "accent": forms.TextInput(attrs={"placeholder": "#1c3f74"}),
            "co_organisers_th": forms.Textarea(attrs={"rows": 3}),
            "co_organisers_en": forms.Textarea(attrs={"rows": 3}),
            "address_th": forms.Textarea(attrs={"rows": 3}),
            "address_en": forms.Textarea(attrs={"rows": 3}),
        }

    field_order = (
        *("accent", "emblem_file", "without_emblem"),
        *("hero_file", "without_hero", "hero_x", "hero_y", "hero_credit"),
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[ModelFormArguments[Identity]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["accent"] = TidyText(
            label=_("Accent colour"),
            required=False,
            max_length=7,
            help_text=_(
                "One colour, like #0b5f66; it must be readable on white. Its tints "
                "and its dark shade are made from it."
            ),
        )
        self.look_at(texts_of(self.instance, IDENTITY_TEXTS))
        if not self.instance.emblem:
            del self.fields["without_emblem"]
        if not self.instance.hero:
            del self.fields["without_hero"]

    def clean_accent(self) -> str:
        accent = str(self.cleaned_data["accent"]).lower()
        if accent and not accent.startswith("#"):
            accent = f"#{accent}"
        if accent and not COLOUR.fullmatch(accent):
            raise forms.ValidationError(
                _("Write the colour as # and six digits or letters a–f.")
            )
        if accent and not reads(accent):
            raise forms.ValidationError(
                _(
                    "White and this colour are too alike to read. The nearest that can be read: %(colour)s"
                )
                % {"colour": nearest_readable(accent)}
            )
        return accent

    def clean_emblem_file(self) -> Artwork | None:
        upload = self.cleaned_data["emblem_file"]
        return checked(checked_artwork, upload) if upload else None

    def clean_hero_file(self) -> Picture | None:
        upload = self.cleaned_data["hero_file"]
        return checked(checked_hero, upload) if upload else None

    def service_arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            **{name: data[name] for name in IDENTITY_TEXTS},
            "emblem": data["emblem_file"],
            "hero": data["hero_file"],
            "without_emblem": data.get("without_emblem", False),
            "without_hero": data.get("without_hero", False),
            "seen": self.seen,
        }


def checked(check: Callable[[bytes], Made], upload: File[bytes]) -> Made:
    """What ``check`` makes of a file, its refusal said at the field."""
    try:
        return check(upload.read())
    except Refused as refused:
        raise forms.ValidationError(str(refused)) from None


class PartnerForm(SeenForm, PartnerModelForm):
    logo_file = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("SVG or PNG. Without one the name stands alone."),
        widget=forms.FileInput(attrs={"accept": ARTWORK}),
    )

    class Meta:
        model = Partner
        fields = (*PARTNER_TEXTS,)
        formfield_callback = tidy_field

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[ModelFormArguments[Partner]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.look_at(texts_of(self.instance, PARTNER_TEXTS))

    def clean_logo_file(self) -> Artwork | None:
        upload = self.cleaned_data["logo_file"]
        return checked(checked_artwork, upload) if upload else None

    def service_arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        texts = {name: data[name] for name in PARTNER_TEXTS}
        return {**texts, "logo": data["logo_file"], "seen": self.seen}


class PageForm(SeenForm, PageModelForm):
    published = forms.BooleanField(
        label=_("Published: everyone can read it"), required=False
    )

    class Meta:
        model = WrittenPage
        fields = (*PAGE_TEXTS,)
        formfield_callback = tidy_field
        widgets = {
            "body_th": forms.Textarea(attrs={"rows": 14}),
            "body_en": forms.Textarea(attrs={"rows": 14}),
        }

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[ModelFormArguments[WrittenPage]],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["published"].initial = bool(self.instance.published_at)
        self.look_at(page_standing(self.instance))

    def service_arguments(self) -> dict[str, Any]:
        names = (*PAGE_TEXTS, "published")
        words = {name: self.cleaned_data[name] for name in names}
        return {**words, "seen": self.seen}
