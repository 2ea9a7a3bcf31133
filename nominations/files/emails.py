from __future__ import annotations

from uuid import uuid4

from awards.mails.writing import write_mail
from awards.outbox.services import save_messages
from nominations.files.mail_kinds import FILE_WITHHELD
from nominations.mails.basics import about
from nominations.models.files import Preparation


def file_withheld(row: Preparation) -> None:
    """To the owner, once for every time a screener said so."""
    entry = row.attachment.entry
    values = about(entry, entry.owner.language)
    mail = write_mail(
        FILE_WITHHELD,
        {**values, "file": row.attachment.name, "reason": row.reason},
        dedupe_key=f"file-withheld:{row.attachment.key}:{uuid4().hex[:12]}",
        recipient=entry.owner,
        edition_code=entry.edition.code,
    )
    save_messages([mail])
