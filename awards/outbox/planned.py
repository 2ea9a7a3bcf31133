"""Mails that will go out with something: told before it goes out by the rooms that
write them. Looking writes nothing.

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


Asked = Callable[[Any], list[PlannedMail]]
PLANNERS: list[Asked] = []


def register_planner(asked: Asked) -> None:
    """A room that writes mails when something is published (given to ``asked``) says
    which, before it is.
    """
    PLANNERS.append(asked)


def planned_mails(published: Any) -> list[PlannedMail]:
    return [plan for asked in PLANNERS for plan in asked(published)]
