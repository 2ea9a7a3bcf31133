from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from awards.accounts.models import User
from awards.mails.kinds import listed
from awards.mails.writing import write_mail
from awards.models import Edition
from awards.outbox.models import Message
from awards.outbox.services import save_messages
from nominations.importing.mail_kinds import ENTRIES_IMPORTED, IMPORT_UNDONE
from nominations.mails.basics import address, in_language
from nominations.models import EntryImport, ImportedEntry


def mail_keys(edition: Edition, users: Collection[User]) -> dict[int, str]:
    """User → the outbox's key of their mail. One for each edition; who was told that it
    no longer holds is told anew.
    """
    told = Message.objects.filter(
        event=IMPORT_UNDONE.event, edition_code=edition.code, recipient__in=users
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
    mail = write_mail(
        ENTRIES_IMPORTED,
        {
            "edition": in_language(edition, "name", user.language),
            "password_link": address("account_reset_password", user.language),
            "link": address("nominations:entry-list", user.language),
        },
        dedupe_key=key,
        recipient=user,
        edition_code=edition.code,
    )
    return save_messages([mail]) == 1


def import_undone(
    brought_in: EntryImport, user: User, rows: list[ImportedEntry]
) -> bool:
    """To an owner who may have read that the entries of ``rows`` came in."""
    mail = write_mail(
        IMPORT_UNDONE,
        {
            "edition": in_language(brought_in.edition, "name", user.language),
            "removed": listed(row.reference for row in rows if row.is_new),
            "restored": listed(row.reference for row in rows if not row.is_new),
        },
        dedupe_key=f"{IMPORT_UNDONE.event}:{brought_in.pk}:{user.pk}",
        recipient=user,
        edition_code=brought_in.edition.code,
    )
    return save_messages([mail]) == 1
