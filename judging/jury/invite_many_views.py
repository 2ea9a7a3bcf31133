"""Inviting many at once: a file or a pasted list, looked at first, then all or nothing."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from awards.accounts.asking import SignedIn
from awards.models import Edition
from awards.spreadsheets import Table, TableError, TableRow, read_table
from awards.spreadsheets.worksheet import Broken
from judging.form_parts import area
from judging.jury.forms import CorrectForm
from judging.jury.invitation_list import (
    Invited,
    Reading,
    fields_on_offer,
    guess,
    pasted_table,
    read_list,
)
from judging.jury.invitations import (
    correct_invitation,
    invite_rows,
    withdraw_invitation,
)
from judging.loading import organised_edition
from judging.models import Judge
from judging.refusals import JudgingError

SALT, SALT_OF_SHEET, HOUR = "judging.inviting", "judging.inviting.sheet", 3600
MOST_BYTES = 2_000_000


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
    if "apply" in request.POST:
        return apply(request, award)
    if "sheet" in request.POST:
        return mapped(request, award)
    posted = request.method == "POST"
    form = ListForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"language": "th"},
    )
    if posted and form.is_valid():
        cleaned = form.cleaned_data
        try:
            table = (
                read_table(cleaned["file"].read())
                if cleaned["file"]
                else pasted_table(cleaned["people"])
            )
        except TableError as error:
            form.add_error("file" if cleaned["file"] else "people", str(error))
        else:
            return shown(
                request, award, table, guess(award, table.header), cleaned["language"]
            )
    context = {"edition": award, "form": form, "tab": "jury"}
    return render(
        request,
        "judging/jury/jury_import.html",
        context,
        status=422 if form.errors else 200,
    )


def mapped(request: HttpRequest, award: Edition) -> HttpResponse:
    """The same list once more, its columns as somebody said."""
    try:
        table, language = unsealed(request.POST["sheet"])
    except (signing.BadSignature, TypeError, KeyError):
        messages.error(request, _("This preview has expired. Choose the file again."))
        return redirect("judging:jury-import", award.code)
    known = {name for name, _label in fields_on_offer(award)}
    said = {
        position: request.POST.get(f"column-{position}", "")
        for position in range(len(table.header))
    }
    return shown(
        request,
        award,
        table,
        {place: name for place, name in said.items() if name in known},
        language,
    )


def shown(
    request: HttpRequest,
    award: Edition,
    table: Table,
    mapping: dict[int, str],
    language: str,
) -> HttpResponse:
    """Which column is what, and what would happen."""
    fields = list(mapping.values())
    twice = {name for name in fields if fields.count(name) > 1}
    reading = (
        None if twice else read_list(award, table, mapping=mapping, language=language)
    )
    columns = [
        {
            "position": place,
            "title": title,
            "field": mapping.get(place, ""),
            "samples": samples_of(table, place),
        }
        for place, title in enumerate(table.header)
    ]
    context = {
        "edition": award,
        "tab": "jury",
        "reading": reading,
        "columns": columns,
        "twice": twice,
    }
    context |= {
        "offered": fields_on_offer(award),
        "sheet": sealed(table, language),
    } | preview(reading)
    status = 422 if reading is None or reading.problems else 200
    return render(request, "judging/jury/jury_import.html", context, status=status)


def samples_of(table: Table, position: int) -> list[str]:
    texts = dict.fromkeys(
        text[:60] for row in table.rows[:100] if (text := row.shown(position))
    )
    return list(texts)[:3]


def sealed(table: Table, language: str) -> str:
    rows = [[row.number, [packed(cell) for cell in row.cells]] for row in table.rows]
    whole = {
        "header": table.header,
        "rows": rows,
        "notes": table.notes,
        "language": language,
    }
    return signing.dumps(whole, salt=SALT_OF_SHEET, compress=True)


def packed(cell: object) -> object:
    if isinstance(cell, Broken):
        return {"kind": cell.kind, "shown": cell.shown}
    return str(cell) if not isinstance(cell, int | float) else cell


def unsealed(text: str) -> tuple[Table, str]:
    whole = signing.loads(text, salt=SALT_OF_SHEET, max_age=HOUR)
    rows = [
        TableRow(
            number,
            [Broken(**cell) if isinstance(cell, dict) else cell for cell in cells],
        )
        for number, cells in whole["rows"]
    ]
    return Table(whole["header"], rows, whole["notes"]), whole["language"]


def preview(reading: Reading | None) -> dict[str, object]:
    """What would happen, and the list itself in a seal, so that exactly what was seen
    is what is sent.
    """
    if reading is None or reading.problems:
        return {}
    rows = list(reading.found.values())
    return {
        "rows": rows,
        "new": sum(row.known != "accepted" for row in rows),
        "seal": signing.dumps([vars(row) for row in rows], salt=SALT, compress=True),
    }


def apply(request: SignedIn, award: Edition) -> HttpResponse:
    try:
        rows = [
            Invited(**row)
            for row in signing.loads(request.POST["apply"], salt=SALT, max_age=HOUR)
        ]
    except (signing.BadSignature, TypeError):
        messages.error(request, _("This preview has expired. Choose the file again."))
        return redirect("judging:jury-import", award.code)
    judges = invite_rows(edition=award, rows=rows, actor=request.user)
    words = ngettext(
        "%(n)d invitation is being sent.",
        "%(n)d invitations are being sent.",
        len(judges),
    )
    messages.success(request, words % {"n": len(judges)})
    return redirect("judging:jury-list", award.code)


@login_required
def invitation_edit(request: SignedIn, edition: str, judge: int) -> HttpResponse:
    """An invitation that nobody has answered: corrected, or with ``withdraw`` taken back."""
    award = organised_edition(request, edition)
    row = get_object_or_404(
        Judge.objects.filter(edition=award).select_related("user", "edition"), pk=judge
    )
    user = row.user
    known = {
        name: getattr(user, name)
        for name in ("email", "name_th", "name_en", "language")
    }
    withdraw = "withdraw" in request.POST
    correcting = request.method == "POST" and not withdraw
    form = CorrectForm(
        request.POST if correcting else None,
        initial={**known, "organisation": row.organisation},
    )
    try:
        if withdraw:
            withdraw_invitation(judge=row, actor=request.user)
            messages.success(request, _("Invitation withdrawn."))
            return redirect("judging:jury-list", award.code)
        if correcting and form.is_valid():
            correct_invitation(judge=row, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Invitation corrected."))
            return redirect("judging:jury-list", award.code)
    except JudgingError as error:
        messages.error(request, str(error))
    context = {"edition": award, "judge": row, "form": form, "tab": "jury"}
    return render(
        request,
        "judging/jury/invitation_edit.html",
        context,
        status=422 if form.errors else 200,
    )
