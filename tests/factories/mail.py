"""Words on their way."""

from __future__ import annotations

from typing import Any

from awards.outbox.models import Message
from tests.factories.basics import numbers


def make_message(to_email: str = "reader@example.org", **fields: Any) -> Message:
    usual = {"event": "test", "language": "th", "subject": "เรื่อง", "text": "เนื้อความ\n"}
    return Message.objects.create(
        dedupe_key=f"test:{next(numbers)}", to_email=to_email, **{**usual, **fields}
    )
