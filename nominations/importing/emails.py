from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from awards.accounts.models import User
from awards.models import Edition
from awards.outbox.models import Message
from awards.outbox.services import queue_mail
from nominations.models import EntryImport, ImportedEntry

UNDONE = "entries-import-undone"


def mail_keys(edition: Edition, users: Collection[User]) -> dict[int, str]:
    """User → the outbox's key of their mail. One for each edition; who was told that it
    no longer holds is told anew.
    """
    told = Message.objects.filter(
        event=UNDONE, edition_code=edition.code, recipient__in=users
    )
    undone = Counter(told.values_list("recipient_id", flat=True))
    return {
        user.pk: f"entries-imported:{edition.code}:{user.email}"
        + (f":{undone[user.pk]}" if undone[user.pk] else "")
        for user in users
    }


def entries_imported(edition: Edition, user: User, key: str) -> bool:
    """To somebody whose entries an organiser brought in: how to sign in and look after
    them.
    """
    return queue_mail(
        "entries-imported",
        "nominations/emails/entries_imported.txt",
        {"edition": edition},
        dedupe_key=key,
        recipient=user,
        edition_code=edition.code,
    )


def import_undone(
    brought_in: EntryImport, user: User, rows: list[ImportedEntry]
) -> bool:
    """To an owner who may have read that the entries of ``rows`` came in."""
    return queue_mail(
        UNDONE,
        "nominations/emails/entries_import_undone.txt",
        {
            "edition": brought_in.edition,
            "removed": [row.reference for row in rows if row.is_new],
            "restored": [row.reference for row in rows if not row.is_new],
        },
        dedupe_key=f"{UNDONE}:{brought_in.pk}:{user.pk}",
        recipient=user,
        edition_code=brought_in.edition.code,
    )
