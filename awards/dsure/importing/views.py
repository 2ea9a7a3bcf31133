"""The registrar's page that reads certificates from a spreadsheet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awards.dsure.importing import forms
from awards.dsure.importing.services import Note, import_certificates
from awards.dsure.importing.spreadsheet import HEADERS
from awards.dsure.register.manage import actor_of, for_registrars


@for_registrars
def certificate_import(request: HttpRequest) -> HttpResponse:
    """A batch from a spreadsheet: checked first, written when asked to, all rows or none."""
    form = forms.ImportForm(request.POST or None, request.FILES or None)
    outcome = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        note = Note(data["note_th"], data["note_en"])
        outcome = import_certificates(
            table=data["file"],
            actor=actor_of(request),
            dry_run=not data["really"],
            note=note,
        )
    context = {"form": form, "outcome": outcome, "tab": "desk", "columns": HEADERS}
    return render(request, "dsure/manage/import.html", context)
