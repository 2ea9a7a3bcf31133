"""One function per event; each writes one mail into the outbox in its reader's language."""

from __future__ import annotations

from typing import Any

from awards.models import Edition
from awards.outbox.services import queue_mail
from nominations.models import Entry


def entry_received(entry: Entry) -> None:
    """To the owner, once for every time the entry was sent in."""
    moment = entry.submitted_at.isoformat() if entry.submitted_at else ""
    queue_mail(
        "entry-received",
        "nominations/emails/entry_received.txt",
        {"entry": entry, "edition": entry.edition},
        dedupe_key=f"entry-received:{entry.reference}:{moment}",
        recipient=entry.owner,
        edition_code=entry.edition.code,
    )


def entry_withdrawn(entry: Entry, moment: str) -> None:
    queue_mail(
        "entry-withdrawn",
        "nominations/emails/entry_withdrawn.txt",
        {"entry": entry, "edition": entry.edition},
        dedupe_key=f"entry-withdrawn:{entry.reference}:{moment}",
        recipient=entry.owner,
        edition_code=entry.edition.code,
    )


def entries_imported(edition: Edition, user: Any) -> bool:
    """To somebody whose entries an organiser brought in: how to sign in and look after them. Once per edition."""
    return queue_mail(
        "entries-imported",
        "nominations/emails/entries_imported.txt",
        {"edition": edition},
        dedupe_key=f"entries-imported:{edition.code}:{user.email}",
        recipient=user,
        edition_code=edition.code,
    )
