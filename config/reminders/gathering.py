"""All that waits for anybody, from every room that knows of such things."""

from __future__ import annotations

from datetime import datetime

from awards.models import Edition
from awards.reminders.certificates import certificates_waiting
from awards.reminders.pending import Pending
from judging.ballots.reminders import judges_waiting
from judging.jury.reminders import invitations_waiting
from nominations.eligibility.reminders import corrections_waiting
from nominations.entries.reminders import drafts_waiting


def all_waiting(now: datetime) -> list[Pending]:
    return [*of_editions(now), *certificates_waiting(now)]


def of_editions(now: datetime, edition: Edition | None = None) -> list[Pending]:
    """Of all editions, or of one."""
    return [
        *drafts_waiting(now, edition),
        *corrections_waiting(now, edition),
        *invitations_waiting(now, edition),
        *judges_waiting(now, edition),
    ]
