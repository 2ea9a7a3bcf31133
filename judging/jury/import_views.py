"""Inviting many at once: a file or a pasted list, which column is what, what would
happen, then all rows, or the good ones, or none.
"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from awards.accounts.asking import SignedIn
from awards.models import Edition
from awards.spreadsheets import Table, TableError, read_table
from awards.spreadsheets.mapping import chosen_in, file_columns, twice
from awards.spreadsheets.rest import rest_of
from judging.form_parts import area
from judging.jury.import_record_views import latest_imports
from judging.jury.importing import import_jury
from judging.jury.invitation_list import (
    Reading,
    fields_on_offer,
    guess,
    pasted_table,
    read_list,
)
from judging.jury.sealed_lists import (
    Invitees,
    SealError,
    Sheet,
    open_invitees,
    open_sheet,
    seal_invitees,
    seal_sheet,
)
from judging.loading import organised_edition
from nominations.importing.memory import Remembered, recalled, remember_columns
from nominations.models import ImportedList

MOST_BYTES = 2_000_000
LONGEST_NAME = 255


class ListForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"), required=False,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".csv,.xlsx"}),
        help_text=gettext_lazy("The first row contains the column names, in Thai or English. You see how "
            "each column is used before anything is sent. A Smart's column has 0, 1 "
            "or 2 for expertise."),
    )  # fmt: skip
    people = forms.CharField(
        label=gettext_lazy("Or paste the list, with the same first row or one email address per line"), required=False,
        widget=area(6), max_length=200_000, strip=False,
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Email language if the list does not say"),
        choices=[("th", "ไทย"), ("en", "English")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        if (
            not self.errors
            and not cleaned.get("file")
            and not (cleaned.get("people") or "").strip()
        ):
            self.add_error("people", _("Choose a file or paste a list."))
        if cleaned.get("file") and cleaned["file"].size > MOST_BYTES:
            self.add_error(
                "file", _("The file is larger than 2 MB. Choose a smaller one.")
            )


@login_required
def jury_import(request: SignedIn, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    try:
        if "apply" in request.POST:
            return apply(request, award)
        if "sheet" in request.POST:
            return mapped(request, award)
    except SealError:
        messages.error(request, _("This preview has expired. Choose the file again."))
        return redirect("judging:jury-import", award.code)
    posted = request.method == "POST"
    form = ListForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"language": "th"},
    )
    if posted and form.is_valid() and (sheet := sheet_in(form)):
        remembered = remembered_of(award, sheet.table)
        return shown(request, award, sheet, remembered, remembered.mapping)
    context = {
        "edition": award,
        "form": form,
        "tab": "jury",
        "imports": latest_imports(award),
    }
    return render(
        request,
        "judging/jury/jury_import.html",
        context,
        status=422 if form.errors else 200,
    )


def sheet_in(form: ListForm) -> Sheet | None:
    """None where it cannot be read; the form says why."""
    file, cleaned = form.cleaned_data["file"], form.cleaned_data
    try:
        table = read_table(file.read()) if file else pasted_table(cleaned["people"])
    except TableError as error:
        form.add_error("file" if file else "people", str(error))
        return None
    name = file.name[:LONGEST_NAME] if file else ""
    return Sheet(table, cleaned["language"], name)


def remembered_of(award: Edition, table: Table) -> Remembered:
    guessed = guess(award, table.header)
    offered = fields_on_offer(award)
    return recalled(award, ImportedList.JUDGES, table, guessed, offered)


def mapped(request: SignedIn, award: Edition) -> HttpResponse:
    """The same list once more, its columns as somebody said, which is remembered."""
    sheet = open_sheet(request.POST["sheet"])
    table = sheet.table
    remembered = remembered_of(award, table)
    mapping = chosen_in(request.POST, table, fields_on_offer(award))
    if not twice(mapping):
        remember_columns(
            edition=award,
            of=ImportedList.JUDGES,
            header=table.header,
            mapping=mapping,
            actor=request.user,
        )
    return shown(request, award, sheet, remembered, mapping)


def shown(
    request: HttpRequest,
    award: Edition,
    sheet: Sheet,
    remembered: Remembered,
    mapping: dict[int, str],
) -> HttpResponse:
    """Which column is what, and what would happen."""
    table = sheet.table
    double = twice(mapping)
    reading = (
        None
        if double
        else read_list(award, table, mapping=mapping, language=sheet.language)
    )
    context = {
        "edition": award,
        "tab": "jury",
        "reading": reading,
        "remembered": remembered,
        "columns": file_columns(table, mapping, remembered.columns),
        "twice": double,
        "offered": fields_on_offer(award),
        "sheet": seal_sheet(sheet),
    } | preview(reading, sheet)
    status = 422 if reading is None or reading.problems else 200
    return render(request, "judging/jury/jury_import.html", context, status=status)


def preview(reading: Reading | None, sheet: Sheet) -> dict[str, object]:
    """What would happen, and the good rows themselves in a seal, so that exactly what
    was seen is what is sent.
    """
    if reading is None or not reading.good:
        return {}
    rest = rest_of(sheet.table, reading.problems) if reading.problems else None
    return {
        "rows": reading.good,
        "new": sum(row.known != "accepted" for row in reading.good),
        "seal": seal_invitees(Invitees(reading.good, sheet.name, rest)),
    }


def apply(request: SignedIn, award: Edition) -> HttpResponse:
    invitees = open_invitees(request.POST["apply"])
    record = import_jury(edition=award, invitees=invitees, actor=request.user)
    count = record.created + record.updated
    words = ngettext(
        "%(n)d invitation is being sent.",
        "%(n)d invitations are being sent.",
        count,
    )
    messages.success(request, words % {"n": count})
    if record.left_out:
        return redirect("judging:jury-import-show", award.code, record.key)
    return redirect("judging:jury-list", award.code)
