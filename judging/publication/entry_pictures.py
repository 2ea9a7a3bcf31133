"""Clean pictures of a submitted entry, offered to ``awards`` as the picture of a winner."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from judging.publication.offered_pictures import OfferedPicture
from nominations.files.blind_copies import is_released
from nominations.files.pictures import FORMATS
from nominations.models import Attachment
from nominations.statuses import EntryState


def pictures_of_entry(edition_id: int, reference: str) -> list[OfferedPicture]:
    """None of an entry that is no longer submitted, and no file that a scanner has not released."""
    files = Attachment.objects.filter(
        entry__edition=edition_id, entry__reference=reference, media_type__in=FORMATS
    )
    shown = files.filter(entry__state=EntryState.SUBMITTED).with_preparation()
    return [offered(file) for file in shown if is_released(file)]


def offered(file: Attachment) -> OfferedPicture:
    row = getattr(file, "preparation", None)
    part = (
        ("attachment-part", [file.key, "thumbnail"])
        if row and row.thumbnail
        else ("attachment-read", [file.key])
    )
    return OfferedPicture(
        str(file.key),
        file.name,
        reverse(f"nominations:{part[0]}", args=part[1]),
        reader(file),
    )


def reader(file: Attachment) -> Callable[[], bytes]:
    def read() -> bytes:
        with file.file.open("rb") as source:
            return bytes(source.read())

    return read
