"""What came in with one import, what was left out of it, and taking it back."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.models import Edition, SpreadsheetImport
from awards.spreadsheets.rest import Rest, rest_as_xlsx
from nominations.importing.record import Made
from nominations.importing.undoing import Undone, touched_of, undo_import
from nominations.loading import get_managed_edition
from nominations.models import EntryImport
from nominations.refusals import EntryError

SHOWN = 20
ROWS_SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def latest_imports(edition: Edition) -> QuerySet[EntryImport]:
    return edition.imports.select_related("actor", "undone_by").defer("rest", "made")[
        :SHOWN
    ]


def get_import(edition: Edition, key: UUID) -> EntryImport:
    rows = edition.imports.select_related("actor", "undone_by")
    return get_object_or_404(rows, key=key)


@login_required
def import_show(request: SignedIn, edition: str, key: UUID) -> HttpResponse:
    found = get_managed_edition(request, edition)
    record = get_import(found, key)
    entries = list(record.entries.all())
    made = cast("Made", record.made)
    page = {
        "edition": found,
        "record": record,
        "entries": entries[:ROWS_SHOWN],
        "more": max(0, len(entries) - ROWS_SHOWN),
        "new": sum(entry.is_new for entry in entries),
        "changed": sum(not entry.is_new for entry in entries),
        "mails": len(made["mails"]),
        "rest": record.rest.get("rows", [])[:ROWS_SHOWN],
        "touched": touched_of(entries) if record.undone_at is None else [],
    }
    return render(request, "nominations/importing/import_show.html", page)


@login_required
def import_rest(request: SignedIn, edition: str, key: UUID) -> HttpResponse:
    """The rows that were left out, to be corrected and imported again."""
    found = get_managed_edition(request, edition)
    record = get_import(found, key)
    return rest_response(record, f"{found.code}-not-imported-{record.pk}.xlsx")


def rest_response(record: SpreadsheetImport, name: str) -> HttpResponse:
    """The rows as a spreadsheet; 404 once they are forgotten."""
    if not record.rest:
        raise Http404
    return HttpResponse(
        rest_as_xlsx(cast("Rest", record.rest)),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
@require_POST
def import_undo(request: SignedIn, edition: str, key: UUID) -> HttpResponse:
    found = get_managed_edition(request, edition)
    record = get_import(found, key)
    try:
        undone = undo_import(brought_in=record, actor=request.user)
    except EntryError as error:
        messages.error(request, str(error.message))
    else:
        say_undone(request, undone)
    return redirect("nominations:import-show", found.code, record.key)


def say_undone(request: HttpRequest, undone: Undone) -> None:
    said = [
        _("Import undone."),
        ngettext("%(n)d entry removed.", "%(n)d entries removed.", undone.removed)
        % {"n": undone.removed},
        ngettext(
            "%(n)d entry restored to what it was.",
            "%(n)d entries restored to what they were.",
            undone.restored,
        )
        % {"n": undone.restored},
    ]
    if undone.told:
        said.append(told_words(undone.told))
    messages.success(request, " ".join(said))


def told_words(count: int) -> str:
    """Of people whose mail could not be stopped."""
    words = ngettext(
        "%(n)d person who may already have read our email is told that it no longer "
        "applies.",
        "%(n)d people who may already have read our email are told that it no longer "
        "applies.",
        count,
    )
    return words % {"n": count}
