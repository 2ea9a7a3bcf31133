"""Files of an entry as a judge opens them: through a standing assignment, or a sample
that all score first.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from judging.blindness import names_hidden
from judging.models import Assignment, Sample
from judging.permissions import judge_login_required
from nominations.files.blind_copies import blind_copy_for, is_released
from nominations.files.serving import serve_file
from nominations.files.views import serve_blind_copy, serve_part
from nominations.models import Attachment, Entry
from nominations.questions.kinds import is_hidden


@dataclass(frozen=True)
class JudgesFile:
    """A file that this judge may have; ``number`` is its place among the entry's files."""

    file: Attachment
    number: int
    blind: bool

    def whole(self, request: HttpRequest) -> HttpResponseBase:
        """In a blind round only a copy that passed, under a neutral name."""
        if self.blind:
            return serve_blind_copy(
                request, self.file, f"{self.file.entry.reference}-{self.number}"
            )
        return serve_file(request, self.file.file, self.file.media_type, self.file.name)


def through_assignment(request: HttpRequest, pk: int, key: UUID) -> JudgesFile:
    """One that stands and whose title was answered for."""
    rows = Assignment.objects.visible_to(request.user).exclude(cleared_at=None)
    row = get_object_or_404(
        rows.select_related("round", "entry_category__entry"), pk=pk
    )
    return judges_file(row.entry_category.entry, names_hidden(row.round), key)


def through_sample(request: HttpRequest, pk: int, key: UUID) -> JudgesFile:
    rows = Sample.objects.visible_to(request.user)
    row = get_object_or_404(
        rows.select_related("calibration__round", "entry_category__entry"), pk=pk
    )
    return judges_file(
        row.entry_category.entry, names_hidden(row.calibration.round), key
    )


def judges_file(entry: Entry, blind: bool, key: UUID) -> JudgesFile:
    """In a blind round files that answer a question that names the entrant are not
    there. Raises Http404.
    """
    files = (
        Attachment.objects.filter(entry=entry)
        .with_preparation()
        .select_related("question", "entry")
    )
    number, file = next(
        (
            (n, file)
            for n, file in enumerate(files.order_by("pk"), 1)
            if file.key == key
        ),
        (0, None),
    )
    if file is None or (
        blind and file.question is not None and is_hidden(file.question)
    ):
        raise Http404
    if not (blind_copy_for(file) if blind else is_released(file)):
        raise Http404
    return JudgesFile(file, number, blind)


@judge_login_required
def file_read(request: HttpRequest, assignment: int, key: UUID) -> HttpResponseBase:
    return through_assignment(request, assignment, key).whole(request)


@judge_login_required
def file_part(
    request: HttpRequest, assignment: int, key: UUID, part: str
) -> HttpResponseBase:
    """``thumbnail`` or the picture of a page, ``page-3``, of the copy that passed."""
    return serve_part(request, through_assignment(request, assignment, key).file, part)


@judge_login_required
def sample_file_read(request: HttpRequest, sample: int, key: UUID) -> HttpResponseBase:
    return through_sample(request, sample, key).whole(request)


@judge_login_required
def sample_file_part(
    request: HttpRequest, sample: int, key: UUID, part: str
) -> HttpResponseBase:
    return serve_part(request, through_sample(request, sample, key).file, part)
