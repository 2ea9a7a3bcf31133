from __future__ import annotations

from awards.mails.writing import write_mail
from awards.outbox.services import save_messages
from nominations.desk.mail_kinds import EXPORT_READY
from nominations.mails.basics import address, in_language
from nominations.models.exports import Export


def export_ready(export: Export) -> None:
    edition, reader = export.edition, export.requested_by
    language = reader.language
    mail = write_mail(
        EXPORT_READY,
        {
            "edition": in_language(edition, "name", language),
            "link": address(
                "nominations:export-detail", language, edition.code, export.key
            ),
        },
        dedupe_key=f"export-ready:{export.pk}",
        recipient=reader,
        edition_code=edition.code,
    )
    save_messages([mail])
