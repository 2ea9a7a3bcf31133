"""Words on their way."""

from __future__ import annotations

from typing import Any

from awards.outbox.models import Cause, Message, Suppression
from tests.factories.basics import numbers


def make_message(to_email: str = "reader@example.org", **fields: Any) -> Message:
    usual = {"event": "test", "language": "th", "subject": "เรื่อง", "text": "เนื้อความ\n"}
    return Message.objects.create(
        dedupe_key=f"test:{next(numbers)}", to_email=to_email, **{**usual, **fields}
    )


def make_suppression(
    email: str = "gone@example.org", *, edition_code: str = "", **fields: Any
) -> Suppression:
    """With a mail of the edition that came back."""
    message = make_message(
        email, edition_code=edition_code, state="done", outcome="bounced"
    )
    usual = {"cause": Cause.BOUNCED, "reason": "550 5.1.1 no such user"}
    return Suppression.objects.create(
        email=email, message=message, **{**usual, **fields}
    )
