"""Files go out only to those who may see their entry, and never as something that a browser would run."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nominations import permissions, services
from nominations.errors import EntryError, FileRefusedError
from nominations.models import Attachment, Entry
from nominations.statuses import QuestionKind

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
SHOWN_IN_PLACE = ("image/png", "image/jpeg")  # browsers refuse to show a PDF in a sandbox, so it is downloaded


def file_response(attachment: Attachment, name: str = "") -> FileResponse:
    """The stored file under ``name`` (its own name if none is given). For whoever was checked to be its reader."""
    response = FileResponse(
        attachment.file.open("rb"),
        as_attachment=attachment.media_type not in SHOWN_IN_PLACE,
        filename=name or attachment.name,
        content_type=attachment.media_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@login_required
def attachment_read(request: HttpRequest, key: UUID) -> FileResponse:
    return file_response(get_object_or_404(Attachment.objects.visible_to(request.user), key=key))


@login_required
@require_POST
def attachment_add(request: HttpRequest, reference: str) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.visible_to(request.user).select_related("edition"), reference=reference)
    if not permissions.can_edit_entry(request.user, entry):
        raise PermissionDenied
    code = request.POST.get("question", "")
    question = get_object_or_404(entry.edition.questions, code=code, kind=QuestionKind.FILE) if code else None
    try:
        upload = request.FILES.get("file")
        if upload is None:
            raise FileRefusedError(_("Choose a file first."))
        services.attach_file(entry=entry, user=request.user, upload=upload, question=question)
    except EntryError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The file has been added."))
    return redirect("nominations:entry-edit", reference=entry.reference)


@login_required
@require_POST
def attachment_remove(request: HttpRequest, key: UUID) -> HttpResponse:
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user).select_related("entry"), key=key)
    if not permissions.can_edit_entry(request.user, attachment.entry):
        raise PermissionDenied
    try:
        services.remove_attachment(attachment=attachment, user=request.user)
    except EntryError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The file has been removed."))
    return redirect("nominations:entry-edit", reference=attachment.entry.reference)
