from __future__ import annotations

from collections.abc import Sequence

from awards.accounts.models import User
from awards.mails.audiences import page_address
from awards.models import Broadcast
from awards.outbox.services import prepare_mail, save_messages


def approval_asked(broadcast: Broadcast, approvers: Sequence[User], count: int) -> None:
    """To each organiser who may approve it, once for each version that is asked about."""
    edition = broadcast.edition
    asked = broadcast.asked_at.isoformat() if broadcast.asked_at else ""
    mails = []
    for person in approvers:
        link = page_address(
            "broadcast-show", person.language, edition.code, broadcast.pk
        )
        mails.append(
            prepare_mail(
                "broadcast-approval-asked",
                "config/emails/broadcast_approval_asked.txt",
                {
                    "edition": edition,
                    "broadcast": broadcast,
                    "count": count,
                    "who": broadcast.planned_by,
                    "link": link,
                },
                dedupe_key=f"broadcast-approval:{broadcast.pk}:{asked}:{person.pk}",
                recipient=person,
                edition_code=edition.code,
            )
        )
    save_messages(mails)
