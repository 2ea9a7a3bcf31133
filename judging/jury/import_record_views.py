"""Whom one list invited, which rows were left out, and taking the invitations back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.models import Edition
from judging.jury.import_undoing import Undone, touched_of, undo_jury_import
from judging.loading import organised_edition
from judging.models import JuryImport
from judging.refusals import JudgingError
from nominations.importing.record_views import rest_response, told_words

SHOWN = 20
ROWS_SHOWN = 200


def imports_of(edition: Edition) -> QuerySet[JuryImport]:
    found = JuryImport.objects.filter(edition=edition)
    return found.select_related("actor", "undone_by")


def latest_imports(edition: Edition) -> QuerySet[JuryImport]:
    return imports_of(edition).defer("rest", "made")[:SHOWN]


def get_import(edition: Edition, key: UUID) -> JuryImport:
    return get_object_or_404(imports_of(edition), key=key)


@login_required
def jury_import_show(request: SignedIn, edition: str, key: UUID) -> HttpResponse:
    award = organised_edition(request, edition)
    record = get_import(award, key)
    rows = list(record.judges.select_related("judge__user"))
    page = {
        "edition": award,
        "tab": "jury",
        "record": record,
        "judges": [row for row in rows if row.judge],
        "new": sum(row.is_new for row in rows),
        "changed": sum(not row.is_new for row in rows),
        "rest": record.rest.get("rows", [])[:ROWS_SHOWN],
        "touched": touched_of(rows) if record.undone_at is None else [],
    }
    return render(request, "judging/jury/jury_import_show.html", page)


@login_required
def jury_import_rest(request: SignedIn, edition: str, key: UUID) -> HttpResponse:
    """The rows that were left out, to be corrected and imported again."""
    award = organised_edition(request, edition)
    record = get_import(award, key)
    return rest_response(record, f"{award.code}-not-invited-{record.pk}.xlsx")


@login_required
@require_POST
def jury_import_undo(request: SignedIn, edition: str, key: UUID) -> HttpResponse:
    award = organised_edition(request, edition)
    record = get_import(award, key)
    try:
        undone = undo_jury_import(brought_in=record, actor=request.user)
    except JudgingError as error:
        messages.error(request, str(error))
    else:
        say_undone(request, undone)
    return redirect("judging:jury-import-show", award.code, record.key)


def say_undone(request: HttpRequest, undone: Undone) -> None:
    said = [
        _("Import undone."),
        ngettext(
            "%(n)d invitation withdrawn.",
            "%(n)d invitations withdrawn.",
            undone.removed,
        )
        % {"n": undone.removed},
    ]
    if undone.restored:
        words = ngettext(
            "%(n)d judge restored to what they were.",
            "%(n)d judges restored to what they were.",
            undone.restored,
        )
        said.append(words % {"n": undone.restored})
    if undone.told:
        said.append(told_words(undone.told))
    messages.success(request, " ".join(said))
