"""A spreadsheet of certificates. Forms change no state."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.dsure.form_parts import CleanForm
from awards.spreadsheets import MOST_BYTES, Table, TableError, read_table


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
