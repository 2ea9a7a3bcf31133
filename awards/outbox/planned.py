"""A mail that will go out with something, as the room that writes it tells before it
goes out. Looking writes nothing.

The mail that is shown and the mail that is queued later come from the same ``write``,
so the one is what the other is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from awards.outbox.models import Message


@dataclass(frozen=True)
class PlannedMail:
    """``about`` names what it tells of (references); ``write`` makes the mail in a
    language and stores nothing.
    """

    event: str
    person: Any
    about: tuple[str, ...]
    write: Callable[[str], Message]

    @property
    def language(self) -> str:
        return str(self.person.language)

    def message(self) -> Message:
        return self.write(self.language)
