"""Clean pictures of a submitted entry, offered to organisers as the picture of a winner.
What is taken is encoded anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from nominations.files.blind_copies import is_released
from nominations.files.pictures import FORMATS
from nominations.models import Attachment
from nominations.statuses import EntryState


@dataclass(frozen=True)
class OfferedPicture:
    """``small`` is the address of a small copy for the organiser's eyes; ``read`` gives
    the whole file.
    """

    key: str
    name: str
    small: str
    caption_th: str
    caption_en: str
    read: Callable[[], bytes]


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
        file.caption_th,
        file.caption_en,
        reader(file),
    )


def reader(file: Attachment) -> Callable[[], bytes]:
    def read() -> bytes:
        with file.file.open("rb") as source:
            return bytes(source.read())

    return read
