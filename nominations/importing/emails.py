from __future__ import annotations

from awards.accounts.models import User
from awards.models import Edition
from awards.outbox.services import queue_mail


def mail_key(edition: Edition, user: User) -> str:
    return f"entries-imported:{edition.code}:{user.email}"


def entries_imported(edition: Edition, user: User) -> bool:
    """To somebody whose entries an organiser brought in: how to sign in and look after
    them. Once per edition.
    """
    return queue_mail(
        "entries-imported",
        "nominations/emails/entries_imported.txt",
        {"edition": edition},
        dedupe_key=mail_key(edition, user),
        recipient=user,
        edition_code=edition.code,
    )
