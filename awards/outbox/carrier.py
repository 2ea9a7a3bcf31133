"""The ways that messages go. Each is one file, and a ``Carrier``."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from awards.outbox.models import Message
from awards.outbox.sending import Verdict


class Carrier(Protocol):
    """Takes the messages of one sweep to their readers, one after the other.

    ``pause``: for which its server asked not to be asked again.
    """

    pause: timedelta

    def carry(self, message: Message) -> tuple[Verdict, str]:
        """What became of it, and in words why. Anything raised is about this message,
        which is tried again.
        """

    def close(self) -> None: ...
