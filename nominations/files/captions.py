"""What an entrant says of a picture or a film, in Thai and in English."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from nominations.files.services import field_of
from nominations.guard import check_editable, lock_entry
from nominations.models import Attachment
from nominations.refusals import EntryError, FileRefusedError


@dataclass(frozen=True)
class Caption:
    th: str = ""
    en: str = ""


class CaptionChangedError(EntryError):
    """``stored``: what somebody else wrote since the caption was read."""

    message = _(
        "Someone else changed this caption in the meantime. Your text is kept in the "
        "fields: save again to replace theirs."
    )

    def __init__(self, stored: Caption) -> None:
        super().__init__()
        self.stored = stored


def caption_of(attachment: Attachment) -> Caption:
    return Caption(attachment.caption_th, attachment.caption_en)


@transaction.atomic
def write_caption(
    *, attachment: Attachment, user: User, caption: Caption, read: Caption
) -> Attachment:
    """Of a picture or a film while its place on the form may be changed. ``read``: what
    stood there when it was read. Raises CaptionChangedError, and what
    ``check_editable`` does.
    """
    entry = lock_entry(attachment.entry)
    check_editable(entry, [field_of(attachment.question)])
    row = Attachment.with_removed.get(pk=attachment.pk)
    if not row.takes_caption or row.removed_at is not None:
        raise FileRefusedError(_("This file takes no caption. Reload the page."))
    stored = caption_of(row)
    if stored not in (read, caption):
        raise CaptionChangedError(stored)
    row.caption_th, row.caption_en = caption.th, caption.en
    row.save(update_fields=["caption_th", "caption_en"])
    return row
