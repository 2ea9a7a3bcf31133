"""What judges of a blind round may have of a file: only copies that passed, under names
that say nothing.

The room that serves judges asks here and serves nothing else:
``blind_copy_for(attachment)`` gives None for a file that waits, is withheld, is
infected or was not looked at yet.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models.fields.files import FieldFile

from awards.outbox.work import WorkState
from nominations.models import Attachment, Preparation
from nominations.questions.kinds.file_limits import PDF, PNG
from nominations.statuses import Screening

ENDINGS = {
    PDF: "pdf",
    PNG: "png",
    "image/jpeg": "jpg",
    "video/mp4": "mp4",
    "video/webm": "webm",
}


@dataclass(frozen=True)
class BlindCopy:
    """``pages`` is how many page pictures there are; ``thumbnail`` may be empty (``if
    copy.thumbnail``).
    """

    file: FieldFile
    media_type: str
    size: int
    pages: int
    thumbnail: FieldFile

    @property
    def ending(self) -> str:
        return ENDINGS.get(self.media_type, "bin")


def preparation_of(attachment: Attachment) -> Preparation | None:
    """None until the worker's row was written. Select ``preparation`` along to ask
    nothing of the database.
    """
    return getattr(attachment, "preparation", None)


def is_released(attachment: Attachment) -> bool:
    """May anybody at all read the file as it was sent in? Not before a virus scanner,
    where there is one, said so.
    """
    preparation = preparation_of(attachment)
    return preparation.is_clean if preparation else not settings.CLAMD_URL


def blind_copy_for(attachment: Attachment) -> BlindCopy | None:
    """What a blind judge may read of this file, None for nothing.

    Fetch attachments with ``select_related("preparation")`` where many are asked about.
    """
    row = preparation_of(attachment)
    if (
        row is None
        or row.state != WorkState.DONE
        or row.screening != Screening.PASSED
        or not row.is_clean
    ):
        return None
    media_type = row.replacement_type or attachment.media_type
    file = (
        row.blind
        if media_type == PDF or row.blind
        else row.replacement or attachment.file
    )
    if not file:
        return None
    return BlindCopy(
        file,
        media_type,
        row.blind_size or attachment.size,
        row.pages_shown,
        row.thumbnail,
    )


def part_of(preparation: Preparation, part: str) -> FieldFile | None:
    """``thumbnail`` or ``page-3``: a JPEG, None where there is none."""
    if part == "thumbnail":
        return preparation.thumbnail or None
    kind, _, number = part.partition("-")
    if kind != "page" or not (number.isascii() and number.isdigit()):
        return None
    image = preparation.page_images.filter(number=min(int(number), 9999)).first()
    return image.file if image else None
