from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from judging.models import Assignment
from judging.views.desk import judge_login_required
from nominations.files.blind import blind_copy_for, is_released
from nominations.files.serving import serve_file
from nominations.models import Attachment
from nominations.views.attachments import serve_blind_copy, serve_part


def get_file(request: HttpRequest, assignment: int, key: UUID) -> tuple[Attachment, int, bool]:
    """A file of an entry, its number and whether it is read blind: through an assignment that stands and whose title
    was answered for. In a blind round files that answer a question that names the entrant are not there.
    """
    rows = Assignment.objects.visible_to(request.user).exclude(cleared_at=None)
    row = get_object_or_404(rows.select_related("round", "entry_category__entry"), pk=assignment)
    entry, blind = row.entry_category.entry, row.round.blind
    files = Attachment.objects.filter(entry=entry).with_preparation().select_related("question", "entry")
    number, file = next(((n, file) for n, file in enumerate(files.order_by("pk"), 1) if file.key == key), (0, None))
    if file is None or (blind and file.question is not None and file.question.names_entrant):
        raise Http404
    if not (blind_copy_for(file) if blind else is_released(file)):
        raise Http404
    return file, number, blind


@judge_login_required
def file_read(request: HttpRequest, assignment: int, key: UUID) -> HttpResponseBase:
    """In a blind round only a copy that passed, under a neutral name."""
    file, number, blind = get_file(request, assignment, key)
    if blind:
        return serve_blind_copy(request, file, f"{file.entry.reference}-{number}")
    return serve_file(request, file.file, file.media_type, file.name)


@judge_login_required
def file_part(request: HttpRequest, assignment: int, key: UUID, part: str) -> HttpResponseBase:
    """``thumbnail`` or the picture of a page, ``page-3``, of the copy that passed."""
    file, _, _ = get_file(request, assignment, key)
    return serve_part(request, file, part)
