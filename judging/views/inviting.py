"""Inviting many at once: a file or a pasted list, looked at first, then all or nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from judging import services
from judging.forms import CleanCharField, area
from judging.invitation_sheets import Invited, Reading, read_list
from judging.sheets import UnreadableSheetError
from judging.views.jury import organised_edition

SALT, HOUR = "judging.inviting", 3600
MOST_BYTES = 2_000_000


class ListForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"), required=False,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".csv,.xlsx"}),
        help_text=gettext_lazy("First row: email; also name_th, name_en, organisation, language, languages, limit, "
                               "panels, and each Smart's name or code with 0, 1 or 2 for expertise."),
    )  # fmt: skip
    people = CleanCharField(
        label=gettext_lazy("Or paste the list, with the same first row or an address a line"), required=False,
        widget=area(6), max_length=200_000,
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail where the list names none"),
        choices=[("th", "ไทย"), ("en", "English")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("people"):
            self.add_error("people", _("Choose a file or paste a list."))
        if cleaned.get("file") and cleaned["file"].size > MOST_BYTES:
            self.add_error("file", _("The file is larger than 2 MB."))
        return cleaned


@login_required
def jury_import(request: HttpRequest, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    if "apply" in request.POST:
        return apply(request, award)
    posted = request.method == "POST"
    form = ListForm(request.POST if posted else None, request.FILES if posted else None, initial={"language": "th"})
    reading = None
    if posted and form.is_valid():
        cleaned = form.cleaned_data
        try:
            reading = read_list(award, file=cleaned["file"], text=cleaned["people"], language=cleaned["language"])
        except UnreadableSheetError:
            form.add_error("file", _("This is neither a CSV file in UTF-8 nor an XLSX file."))
    status = 422 if form.errors or (reading and reading.problems) else 200
    context = {"edition": award, "form": form, "reading": reading, "tab": "jury"} | preview(reading)
    return render(request, "judging/jury_import.html", context, status=status)


def preview(reading: Reading | None) -> dict[str, Any]:
    """What would happen, and the list itself in a seal, so that exactly what was seen is what is sent."""
    if reading is None or reading.problems:
        return {}
    rows = list(reading.found.values())
    return {
        "rows": rows,
        "new": sum(row.known != "accepted" for row in rows),
        "seal": signing.dumps([vars(row) for row in rows], salt=SALT, compress=True),
    }


def apply(request: HttpRequest, award: Any) -> HttpResponse:
    try:
        rows = [Invited(**row) for row in signing.loads(request.POST["apply"], salt=SALT, max_age=HOUR)]
    except (signing.BadSignature, TypeError):
        messages.error(request, _("This preview is too old. Choose the file again."))
        return redirect("judging:jury-import", award.code)
    judges = services.invite_rows(edition=award, rows=rows, actor=request.user)
    words = ngettext("%(n)d invitation is on its way.", "%(n)d invitations are on their way.", len(judges))
    messages.success(request, words % {"n": len(judges)})
    return redirect("judging:jury-list", award.code)
