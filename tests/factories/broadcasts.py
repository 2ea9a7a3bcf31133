"""Messages to groups."""

from __future__ import annotations

from typing import Any

from awards.accounts.models import User
from awards.models import Broadcast, BroadcastRecipient, Edition
from awards.models.broadcasts import Standing
from awards.outbox.work import WorkState
from tests.factories.basics import ago
from tests.factories.mail import make_message


def make_broadcast(
    edition: Edition, audience: str = "sent-in", **fields: Any
) -> Broadcast:
    """A draft with words in both languages."""
    usual = {
        "state": WorkState.DRAFT,
        "subject_th": "เรื่องผลงานของท่าน",
        "text_th": "ผลงาน {title} ของท่าน",
        "subject_en": "About your entry",
        "text_en": "Your entry {title}",
    }
    return Broadcast.objects.create(
        edition=edition, audience=audience, **{**usual, **fields}
    )


def make_sent_broadcast(
    edition: Edition, people: list[User], audience: str = "sent-in", **fields: Any
) -> Broadcast:
    """Its mails are written and wait."""
    usual = {"state": WorkState.DONE, "listed_at": ago(minutes=1)}
    broadcast = make_broadcast(edition, audience, **{**usual, **fields})
    for person in people:
        mail = make_message(
            person.email,
            recipient=person,
            event="broadcast",
            edition_code=edition.code,
        )
        BroadcastRecipient.objects.create(
            broadcast=broadcast, user=person, standing=Standing.WRITTEN, message=mail
        )
    return broadcast
