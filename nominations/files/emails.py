from __future__ import annotations

from uuid import uuid4

from awards.outbox.services import queue_mail
from nominations.models.files import Preparation


def file_withheld(row: Preparation) -> None:
    """To the owner, once for every time a screener said so."""
    entry = row.attachment.entry
    queue_mail(
        "file-withheld",
        "nominations/emails/file_withheld.txt",
        {
            "entry": entry,
            "edition": entry.edition,
            "file_name": row.attachment.name,
            "reason": row.reason,
        },
        dedupe_key=f"file-withheld:{row.attachment.key}:{uuid4().hex[:12]}",
        recipient=entry.owner,
        edition_code=entry.edition.code,
    )
