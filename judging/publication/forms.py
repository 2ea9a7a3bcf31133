from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.files.pictures import Picture, web_picture
from awards.language.form_arguments import Files, FormArguments, Posted
from awards.language.form_fields import MomentField, TidyText
from awards.language.form_layout import LaidOut
from awards.language.seen_form import SeenForm, standing_of
from awards.models import WinnerList
from awards.winners.services import ERRATUM
from judging.publication.entry_pictures import OfferedPicture

MOST_BYTES = 15 * 1024 * 1024


class ScheduleForm(LaidOut, forms.Form):
    publish_at = MomentField(label=_("Publication time"))


class ErratumForm(SeenForm, forms.Form):
    erratum_th = TidyText(
        label=_("What was corrected, in Thai"), widget=forms.Textarea(attrs={"rows": 3})
    )
    erratum_en = TidyText(
        label=_("What was corrected, in English"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, winner_list: WinnerList, data: Posted | None = None) -> None:
        standing = standing_of(winner_list, ERRATUM)
        super().__init__(data, initial=standing)
        self.look_at(standing)


class PictureForm(LaidOut, forms.Form):
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_(
            "JPEG, PNG or WebP, up to 15 MB. Resized for the web; the place and time "
            "it was taken are removed."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    caption_th = TidyText(label=_("Caption in Thai"), required=False, max_length=500)
    caption_en = TidyText(label=_("Caption in English"), required=False, max_length=500)
    credit = TidyText(
        label=_("Credit and rights"),
        required=False,
        max_length=300,
        help_text=_("Who owns the picture and how the press may use it."),
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        *,
        offers: Sequence[OfferedPicture] = (),
        **more: Unpack[FormArguments],
    ) -> None:
        """``offers``: pictures of the entry; the button of one sends its key as ``offered``."""
        super().__init__(data, files, **more)
        self.offers = {offer.key: offer for offer in offers}

    def clean_picture(self) -> Picture | None:
        offered = self.data.get("offered", "")
        if offered:
            return self.taken(offered)
        upload = self.cleaned_data["picture"]
        if not upload:
            return None
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The picture is larger than 15 MB. Choose a smaller one.")
            )
        picture = web_picture(upload.read())
        if picture is None:
            raise forms.ValidationError(_("Choose a JPEG, PNG or WebP file."))
        return picture

    def clean(self) -> dict[str, Any] | None:
        """A picture of the entry brings its captions along where nobody wrote others."""
        cleaned = super().clean()
        offer = self.offers.get(self.data.get("offered", ""))
        if offer:
            for name in ("caption_th", "caption_en"):
                own = getattr(offer, name)
                if own and name not in self.changed_data:
                    self.cleaned_data[name] = own
        return cleaned

    def taken(self, key: str) -> Picture:
        offer = self.offers.get(key)
        picture = web_picture(offer.read()) if offer else None
        if picture is None:
            raise forms.ValidationError(
                _("This picture is no longer in the entry. Choose another one.")
            )
        return picture
