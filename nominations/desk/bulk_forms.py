"""What an act on many entries, or in an entrant's place, asks for."""

from __future__ import annotations

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.language.form_arguments import Files, FormArguments, Posted
from awards.language.form_layout import PlainHelper
from nominations.desk.forms import ExtensionForm
from nominations.form_parts import CleanText
from nominations.statuses import BulkKind


class TagForm(forms.Form):
    text = CleanText(
        label=_("Tag"), max_length=60, help_text=_("One word; spaces become hyphens.")
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.helper = PlainHelper()


class BulkNoteForm(forms.Form):
    text = CleanText(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.helper = PlainHelper()


class MoreTimeForm(ExtensionForm):
    """The reason under the name that every bulk act uses."""

    field_order = ["until", "text"]

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["text"] = self.fields.pop("reason")


BULK_FORMS: dict[BulkKind, type[forms.Form]] = {
    BulkKind.TAG: TagForm,
    BulkKind.UNTAG: TagForm,
    BulkKind.NOTE: BulkNoteForm,
    BulkKind.EXTEND: MoreTimeForm,
}


class ReasonForm(forms.Form):
    reason = CleanText(
        label=_("Reason"),
        max_length=1000,
        help_text=_("Recorded in the audit log and in the email to the entrant."),
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.helper = PlainHelper()


class ViewForm(forms.Form):
    name = CleanText(label=_("View name"), max_length=60)
    shared = forms.BooleanField(
        label=_("For all organisers of this edition"), required=False
    )

    def __init__(
        self,
        data: Posted | None = None,
        files: Files | None = None,
        **kwargs: Unpack[FormArguments],
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.helper = PlainHelper()
