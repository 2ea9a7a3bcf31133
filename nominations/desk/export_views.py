"""Exports of the organiser's views, made by the worker and fetched by whoever asked for them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.outbox.work import WorkState
from nominations.desk.exports import request_export
from nominations.desk.filters import view_of
from nominations.loading import get_managed_edition
from nominations.models import Export
from nominations.statuses import ExportKind

TYPES = {
    ExportKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportKind.CSV: "text/csv; charset=utf-8",
    ExportKind.ZIP: "application/zip",
}


@login_required
@require_POST
def export_create(request: SignedIn, edition: str) -> HttpResponse:
    found = get_managed_edition(request, edition)
    kind = request.POST.get("format", "")  # ``kind`` is a filter of the view
    if kind not in ExportKind.values:
        raise Http404
    language = "en" if (get_language() or "").startswith("en") else "th"
    export = request_export(
        edition=found,
        user=request.user,
        kind=kind,
        query=view_of(request.POST),
        language=language,
        all_columns=request.POST.get("extent") == "all",
    )
    return redirect("nominations:export-detail", found.code, export.key)


@login_required
def export_detail(request: SignedIn, edition: str, key: UUID) -> HttpResponse:
    found = get_managed_edition(request, edition)
    export = get_object_or_404(
        Export.objects.visible_to(request.user).filter(edition=found), key=key
    )
    finished = export.state in (WorkState.DONE, WorkState.FAILED)
    page = {"edition": found, "export": export, "finished": finished}
    template = (
        "nominations/desk/_export.html"
        if getattr(request, "htmx", False)
        else "nominations/desk/export_detail.html"
    )
    return render(request, template, page)


@login_required
def export_file(request: SignedIn, edition: str, key: UUID) -> FileResponse:
    found = get_managed_edition(request, edition)
    export = get_object_or_404(
        Export.objects.visible_to(request.user).filter(edition=found), key=key
    )
    if export.state != WorkState.DONE:
        raise Http404
    response = FileResponse(
        export.file.open("rb"),
        as_attachment=True,
        filename=f"{found.code}.{export.kind}",
        content_type=TYPES[ExportKind(export.kind)],
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
