from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from judging.models import Assignment
from judging.views.desk import judge_login_required
from nominations.models import Attachment
from nominations.views.attachments import file_response

ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


@judge_login_required
def file_read(request: HttpRequest, assignment: int, key: UUID) -> FileResponse:
    """A file of an entry, through an assignment that stands and whose title was answered for.

    In a blind round files that answer a question that names the entrant are not there, and every name is neutral.
    """
    rows = Assignment.objects.visible_to(request.user).exclude(cleared_at=None)
    row = get_object_or_404(rows.select_related("round", "entry_category__entry"), pk=assignment)
    entry, blind = row.entry_category.entry, row.round.blind
    files = list(Attachment.objects.filter(entry=entry).select_related("question").order_by("pk"))
    number, file = next(((n, file) for n, file in enumerate(files, 1) if file.key == key), (0, None))
    if file is None or (blind and file.question is not None and file.question.names_entrant):
        raise Http404
    neutral = f"{entry.reference}-{number}.{ENDINGS.get(file.media_type, 'bin')}"
    return file_response(file, neutral if blind else "")
