"""Files in parts, for ``upload.js``: each answer is a small JSON document; a refusal
says in words what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.accounts.limits import PARTS_SENT, UPLOADS_BEGUN, limited_by_account
from awards.language.numbers import whole_number
from nominations import permissions
from nominations.files import uploads
from nominations.files.views import get_question, listed_files
from nominations.loading import get_own_entry
from nominations.models import Upload
from nominations.refusals import EntryError


def refused(error: EntryError) -> JsonResponse:
    if isinstance(error, uploads.OffsetError):
        return JsonResponse({"received": error.received}, status=409)
    return JsonResponse({"message": str(error.message)}, status=422)


def get_upload(request: SignedIn, key: UUID) -> Upload:
    """One's own only; whoever may no longer edit the entry goes no further."""
    rows = Upload.objects.filter(user=request.user).select_related(
        "entry__edition", "question", "user"
    )
    upload = get_object_or_404(rows, key=key)
    if not permissions.can_edit_entry(request.user, upload.entry):
        raise PermissionDenied
    return upload


def answered(act: Callable[[], JsonResponse]) -> JsonResponse:
    try:
        return act()
    except EntryError as error:
        return refused(error)


@login_required
@require_POST
@limited_by_account(UPLOADS_BEGUN)
def upload_begin(request: SignedIn, reference: str) -> HttpResponse:
    entry = get_own_entry(request, reference)
    question = get_question(entry, request.POST.get("question", ""))
    size = whole_number(request.POST.get("size")) or 0

    def begin() -> JsonResponse:
        names = {
            "name": request.POST.get("name", ""),
            "changed": request.POST.get("changed", ""),
        }
        upload = uploads.begin_upload(
            entry=entry, user=request.user, size=size, question=question, **names
        )
        return JsonResponse(
            {
                "received": upload.received,
                "part": uploads.PART,
                "add": reverse("nominations:upload-add", args=[upload.key]),
                "finish": reverse("nominations:upload-finish", args=[upload.key]),
            }
        )

    return answered(begin)


@login_required
@require_POST
@limited_by_account(PARTS_SENT)
def upload_add(request: SignedIn, key: UUID) -> HttpResponse:
    """One part as the body, ``?offset=`` saying where it begins. 409 says where to go
    on instead.
    """
    upload = get_upload(request, key)
    number = whole_number(request.GET.get("offset"))
    offset = -1 if number is None else number
    content = request.read(uploads.PART + 1)
    return answered(
        lambda: JsonResponse(
            {
                "received": uploads.add_part(
                    upload=upload, offset=offset, content=content
                ).received
            }
        )
    )


@login_required
@require_POST
def upload_finish(request: SignedIn, key: UUID) -> HttpResponse:
    """The entry's list of files as HTML, to be put in the place of the old one."""
    upload = get_upload(request, key)

    def finish() -> JsonResponse:
        uploads.finish_upload(upload=upload)
        html = render_to_string(
            "nominations/files/_attachment_list.html",
            {"files": listed_files(upload.entry)},
            request,
        )
        return JsonResponse({"html": html, "message": _("File added.")})

    return answered(finish)
