"""What waits for somebody, as the rooms that know it hand it in: each a thing with a
deadline, whom it waits for, and the words of a reminder of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from awards.accounts.models import User
from awards.models import Edition
from awards.reminders.moments import Window, moments_of
from awards.reminders.rules import ChosenRules
from awards.statuses import Reminder


@dataclass(frozen=True)
class Reader:
    """``user`` is None for an address that nobody has signed in with yet. ``name``: what
    else is known of who reads there.
    """

    email: str
    language: str
    user: User | None = None
    name: str = ""

    @property
    def key(self) -> str:
        return self.email.lower()

    @property
    def shown_name(self) -> str:
        return (self.user.name if self.user else "") or self.name or self.email

    @classmethod
    def of(cls, user: User) -> Reader:
        return cls(user.email, user.language, user)


@dataclass(frozen=True)
class Said:
    """In the reader's language. ``headline`` is short, for a subject; ``url`` is whole."""

    headline: str
    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Pending(ABC):
    """``thing`` names it, the same each time: ``entry:17``. ``edition`` is None for what
    belongs to none.
    """

    kind: Reminder
    reader: Reader
    edition: Edition | None
    thing: str
    window: Window

    @abstractmethod
    def said(self) -> Said:
        """In the language that is set."""

    @property
    def key(self) -> tuple[str, str]:
        return (self.reader.key, self.thing)

    def moments(self, rules: ChosenRules, zone: ZoneInfo) -> list[datetime]:
        """When somebody is reminded of it, by the rules as they are now; none where the
        rule is off.
        """
        edition = self.edition.pk if self.edition else None
        return moments_of(rules.marks(edition, self.kind), self.window, zone)
