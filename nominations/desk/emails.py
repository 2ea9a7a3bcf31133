from __future__ import annotations

from typing import Any

from awards.models import Edition
from awards.outbox.services import queue_mail
from nominations.models.exports import Export


def entries_imported(edition: Edition, user: Any) -> bool:
    """To somebody whose entries an organiser brought in: how to sign in and look after
    them. Once per edition.
    """
    return queue_mail(
        "entries-imported",
        "nominations/emails/entries_imported.txt",
        {"edition": edition},
        dedupe_key=f"entries-imported:{edition.code}:{user.email}",
        recipient=user,
        edition_code=edition.code,
    )


def export_ready(export: Export) -> None:
    queue_mail(
        "export-ready",
        "nominations/emails/export_ready.txt",
        {"export": export, "edition": export.edition},
        dedupe_key=f"export-ready:{export.pk}",
        recipient=export.requested_by,
        edition_code=export.edition.code,
    )
