from __future__ import annotations

from awards.outbox.services import queue_mail
from nominations.models.exports import Export


def export_ready(export: Export) -> None:
    queue_mail(
        "export-ready",
        "nominations/emails/export_ready.txt",
        {"export": export, "edition": export.edition},
        dedupe_key=f"export-ready:{export.pk}",
        recipient=export.requested_by,
        edition_code=export.edition.code,
    )
