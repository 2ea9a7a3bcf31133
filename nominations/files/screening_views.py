"""The screener's queue: files in which names were found, or which no machine can search."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.language.thai import clean_text
from awards.outbox.work import WorkState
from awards.roles import Area
from nominations.files import screening
from nominations.files.waiting import files_to_screen
from nominations.loading import get_managed_edition
from nominations.models import Preparation
from nominations.refusals import EntryError, FileRefusedError
from nominations.statuses import Screening


@login_required
def manage_files(request: SignedIn, edition: str) -> HttpResponse:
    found = get_managed_edition(request, edition, Area.ELIGIBILITY)
    state = request.GET.get("state", "")
    wanted = Screening(state) if state in Screening.values else Screening.WAITING
    rows = files_to_screen(found).filter(screening=wanted).defer("texts")
    rows = rows.select_related("attachment__entry", "screened_by").order_by(
        "attachment__entry__reference", "pk"
    )
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    counts = dict(
        files_to_screen(found)
        .values_list("screening")
        .annotate(n=Count("pk"))
        .order_by()
    )
    tabs = [(value, label, counts.get(value, 0)) for value, label in Screening.choices]
    context = {
        "edition": found,
        "page": page,
        "tabs": tabs,
        "state": wanted,
        "done": WorkState.DONE,
    }
    return render(request, "nominations/files/manage_files.html", context)


@login_required
@require_POST
def file_screen(request: SignedIn, edition: str, key: UUID) -> HttpResponse:
    found = get_managed_edition(request, edition, Area.ELIGIBILITY)
    row = get_object_or_404(files_to_screen(found), attachment__key=key)
    try:
        done = act(request, row)
    except EntryError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, done)
    return redirect("nominations:manage-files", edition=found.code)


def act(request: SignedIn, row: Preparation) -> str:
    wanted, reason = (
        request.POST.get("decision", ""),
        clean_text(request.POST.get("reason", "")),
    )
    if wanted == "pass":
        screening.pass_file(preparation=row, user=request.user)
        return _("Judges can read the file now.")
    if wanted == "withhold":
        screening.withhold_file(preparation=row, user=request.user, reason=reason)
        return _(
            "The file is withheld in blind rounds. The entrant will read your reason."
        )
    upload = request.FILES.get("file")
    if upload is None:
        raise FileRefusedError(_("Choose a file first."))
    screening.replace_file(
        preparation=row, user=request.user, upload=upload, reason=reason
    )
    return _("Judges will see the cleaned copy.")
