"""Entries brought in from a spreadsheet: the file, which column is what, what would
happen, then all rows, or the good ones, or none.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.asking import SignedIn
from awards.spreadsheets import MOST_BYTES, Table, TableError, read_table
from awards.spreadsheets.mapping import chosen_in, file_columns, twice
from awards.spreadsheets.problems import Problem
from nominations.declarations.whole_form import ensure_form
from nominations.files.uploads import drop_import, keep_import
from nominations.importing.mapping import fields_on_offer, guess
from nominations.importing.memory import recalled, remember_columns
from nominations.importing.outcome import Outcome
from nominations.importing.record_views import latest_imports
from nominations.importing.services import import_entries
from nominations.loading import get_managed_edition
from nominations.models import ImportedList, ImportFile

ORDERS = ("day-first", "month-first")
# the button's value; any other imports all rows or none
GOOD_ROWS = "good"


@login_required
def manage_import(request: SignedIn, edition: str) -> HttpResponse:
    """A file that can be read goes on to its columns; nothing is written yet."""
    found = get_managed_edition(request, edition)
    page: dict[str, object] = {"edition": found, "imports": latest_imports(found)}
    if request.method != "POST":
        return render(request, "nominations/importing/manage_import.html", page)
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise TableError(_("Choose a file first."))
        read_table(upload.read(MOST_BYTES + 1))
    except TableError as error:
        page["outcome"] = Outcome(rejected=[Problem(1, "", str(error))])
        return render(request, "nominations/importing/manage_import.html", page)
    upload.seek(0)
    brought = keep_import(edition=found, user=request.user, upload=upload)
    return redirect("nominations:import-map", found.code, brought.key)


@login_required
def import_map(request: SignedIn, edition: str, key: UUID) -> HttpResponse:
    """Columns as remembered or guessed, or as corrected, which is remembered; a POST
    shows what would happen, with ``import`` it happens.
    """
    found = get_managed_edition(request, edition)
    brought = get_object_or_404(
        ImportFile.objects.visible_to(request.user).filter(edition=found), key=key
    )
    with brought.file.open("rb") as file:
        table = read_table(file.read())
    ensure_form(found)
    questions = list(found.questions.all())
    offered = fields_on_offer(questions)
    remembered = recalled(
        found, ImportedList.ENTRIES, table, guess(table, questions), offered
    )
    mapping = remembered.mapping
    if request.method == "POST":
        mapping = chosen_in(request.POST, table, offered)
    page: dict[str, Any] = {
        "edition": found,
        "brought": brought,
        "offered": offered,
        "rows": len(table.rows),
        "remembered": remembered,
        "columns": file_columns(table, mapping, remembered.columns),
        "twice": twice(mapping),
        "invite": "invite" in request.POST,
    }
    if request.method == "POST" and not page["twice"]:
        remember_columns(
            edition=found,
            of=ImportedList.ENTRIES,
            header=table.header,
            mapping=mapping,
            actor=request.user,
        )
        page["outcome"] = outcome = run(request, brought, table, mapping)
        page["dates"] = request.POST.get("dates", "")
        page["asks"] = asks_for_dates(request, outcome)
        if outcome.brought_in:
            return finished(request, brought, outcome)
    return render(request, "nominations/importing/import_map.html", page)


def asks_for_dates(request: SignedIn, outcome: Outcome) -> bool:
    """Nothing comes in before somebody said how the dates are meant."""
    return bool(outcome.dates) and request.POST.get("dates") not in ORDERS


def run(
    request: SignedIn, brought: ImportFile, table: Table, mapping: dict[int, str]
) -> Outcome:
    def once(*, dry_run: bool) -> Outcome:
        return import_entries(
            edition=brought.edition,
            table=table,
            actor=request.user,
            dry_run=dry_run,
            invite="invite" in request.POST,
            mapping=mapping,
            month_first=request.POST.get("dates") == "month-first",
            good_rows=request.POST.get("import") == GOOD_ROWS,
            name=brought.name,
        )

    if "import" not in request.POST:
        return once(dry_run=True)
    if request.POST.get("dates") in ORDERS:
        return once(dry_run=False)
    outcome = once(dry_run=True)
    return outcome if asks_for_dates(request, outcome) else once(dry_run=False)


def finished(
    request: HttpRequest, brought: ImportFile, outcome: Outcome
) -> HttpResponse:
    code = brought.edition.code
    drop_import(brought=brought)
    changed = outcome.updated - outcome.unchanged
    said = [
        ngettext("%(n)d new entry.", "%(n)d new entries.", outcome.created)
        % {"n": outcome.created},
        ngettext("%(n)d entry updated.", "%(n)d entries updated.", changed)
        % {"n": changed},
    ]
    messages.success(request, " ".join([_("Imported."), *said]))
    if outcome.rejected and outcome.brought_in:
        return redirect("nominations:import-show", code, outcome.brought_in.key)
    return redirect("nominations:manage-entries", code)
