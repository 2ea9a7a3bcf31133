"""Files go out only to those who may see their entry, and never as something that a
browser would run.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from awards.accounts.asking import SignedIn
from nominations import permissions
from nominations.files.blind_copies import (
    ENDINGS,
    blind_copy_for,
    is_released,
    part_of,
    preparation_of,
)
from nominations.files.pages import FileRow, file_rows
from nominations.files.services import (
    attach_file,
    remove_attachment,
    restore_attachment,
)
from nominations.files.serving import serve_file
from nominations.loading import get_own_entry
from nominations.models import Attachment, Entry, Question
from nominations.questions.kinds import codes_by_files
from nominations.questions.kinds.file_limits import JPEG
from nominations.refusals import EntryError, FileRefusedError


def get_attachment(request: HttpRequest, key: UUID) -> Attachment:
    """One that may be read: a file held back for the virus scanner is not there yet, for nobody."""
    seen = Attachment.objects.visible_to(request.user).select_related(
        "entry", "preparation"
    )
    attachment = get_object_or_404(seen, key=key)
    if not is_released(attachment):
        raise Http404
    return attachment


@login_required
def attachment_read(request: HttpRequest, key: UUID) -> HttpResponseBase:
    attachment = get_attachment(request, key)
    return serve_file(request, attachment.file, attachment.media_type, attachment.name)


@login_required
def attachment_part(request: HttpRequest, key: UUID, part: str) -> HttpResponseBase:
    """``blind`` as judges get it, ``thumbnail``, or the picture of a page, ``page-3``."""
    attachment = get_attachment(request, key)
    if part == "blind":
        return serve_blind_copy(request, attachment, attachment.entry.reference)
    return serve_part(request, attachment, part)


def serve_blind_copy(
    request: HttpRequest, attachment: Attachment, name: str
) -> HttpResponseBase:
    """For whoever was checked to be its reader. ``name`` comes without its ending. 404
    when none may be read.
    """
    copy = blind_copy_for(attachment)
    if copy is None:
        raise Http404
    return serve_file(request, copy.file, copy.media_type, f"{name}.{copy.ending}")


def serve_part(
    request: HttpRequest, attachment: Attachment, part: str
) -> HttpResponseBase:
    """For whoever was checked to be its reader."""
    preparation = preparation_of(attachment)
    file = part_of(preparation, part) if preparation else None
    if file is None:
        raise Http404
    return serve_file(request, file, JPEG, f"{part}.{ENDINGS[JPEG]}")


def get_question(entry: Entry, code: str) -> Question | None:
    return (
        get_object_or_404(entry.edition.questions, code=code, kind__in=codes_by_files())
        if code
        else None
    )


def listed_files(entry: Entry) -> list[FileRow]:
    return file_rows(Attachment.listed(entry))


@login_required
@require_http_methods(["GET", "POST"])
def attachment_add(request: SignedIn, reference: str) -> HttpResponse:
    """The whole file at once, as a browser without scripts sends it; a GET answers with
    the list of files.
    """
    entry = get_own_entry(request, reference)
    if request.method == "GET":
        return render(
            request,
            "nominations/files/_attachment_list.html",
            {"files": listed_files(entry)},
        )
    question = get_question(entry, request.POST.get("question", ""))
    try:
        upload = request.FILES.get("file")
        if upload is None:
            raise FileRefusedError(_("Choose a file first."))
        attach_file(entry=entry, user=request.user, upload=upload, question=question)
    except EntryError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("File added."))
    return redirect("nominations:entry-edit", reference=entry.reference)


def changed_list(request: SignedIn, entry: Entry, done: str) -> HttpResponse:
    """The list of files for the page's script, or the form again at that place."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return render(
            request,
            "nominations/files/_attachment_list.html",
            {"files": listed_files(entry), "said": done},
        )
    messages.success(request, done)
    edit = reverse("nominations:entry-edit", args=[entry.reference])
    return redirect(f"{edit}#files")


def get_own_attachment(request: SignedIn, key: UUID) -> Attachment:
    """Also one that was taken out."""
    rows = Attachment.with_removed.visible_to(request.user)
    attachment = get_object_or_404(
        rows.select_related("entry__edition", "question"), key=key
    )
    if not permissions.can_edit_entry(request.user, attachment.entry):
        raise PermissionDenied
    return attachment


@login_required
@require_POST
def attachment_remove(request: SignedIn, key: UUID) -> HttpResponse:
    attachment = get_own_attachment(request, key)
    try:
        remove_attachment(attachment=attachment, user=request.user)
    except EntryError as error:
        return changed_list(request, attachment.entry, str(error.message))
    return changed_list(request, attachment.entry, _("File removed."))


@login_required
@require_POST
def attachment_restore(request: SignedIn, key: UUID) -> HttpResponse:
    attachment = get_own_attachment(request, key)
    try:
        restore_attachment(attachment=attachment, user=request.user)
    except EntryError as error:
        return changed_list(request, attachment.entry, str(error.message))
    return changed_list(request, attachment.entry, _("The file is back."))
