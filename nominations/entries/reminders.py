"""Drafts wait for those who may submit or edit them, until the call closes or their own
longer deadline.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from awards.accounts.people import people_of
from awards.language.filters import plain_moment
from awards.models import Edition
from awards.reminders.moments import Window
from awards.reminders.pending import Pending, Reader, Said
from awards.site.share_links import absolute
from awards.statuses import Reminder
from nominations.models import Collaborator, Entry
from nominations.statuses import EntryState, May


@dataclass(frozen=True, kw_only=True)
class DraftPending(Pending):
    entry: Entry

    def said(self) -> Said:
        values = {
            "reference": self.entry.reference,
            "title": str(self.entry.title) or _("untitled"),
            "until": plain_moment(self.window.until),
        }
        return Said(
            _("Entry %(reference)s: submit by %(until)s") % values,
            self.words() % values,
            absolute("nominations:entry-detail", self.entry.reference),
        )

    def words(self) -> str:
        if self.entry.fallback_id:
            return _(
                "Entry %(reference)s “%(title)s” was reopened and is not submitted "
                "again. Your earlier version counts unless you submit by %(until)s."
            )
        return _(
            "Entry %(reference)s “%(title)s” is still a draft. Its page says what is "
            "missing. Submit it by %(until)s."
        )


def drafts_waiting(now: datetime, edition: Edition | None = None) -> list[Pending]:
    """Of all editions, or of one. In three statements."""
    rows = Entry.objects.filter(
        state=EntryState.DRAFT,
        edition__opened_at__isnull=False,
        edition__announced_at=None,
    )
    rows = rows.filter(Q(edition__closes_at__gt=now) | Q(extended_until__gt=now))
    if edition is not None:
        rows = rows.filter(edition=edition)
    invited = Collaborator.objects.exclude(may=May.VIEW)
    entries = list(
        rows.select_related("edition", "owner").prefetch_related(
            Prefetch("collaborators", invited, to_attr="helping")
        )
    )
    readers = readers_of(entries)
    return [
        DraftPending(
            kind=Reminder.CLOSING,
            reader=reader,
            edition=entry.edition,
            thing=f"entry:{entry.pk}",
            window=Window(entry.edition.opens_at, entry.created_at, entry.told_closing),
            entry=entry,
        )
        for entry in entries
        for reader in readers[entry.pk]
    ]


def readers_of(entries: Iterable[Entry]) -> dict[int, list[Reader]]:
    """By entry: its owner and, each once, those in its ``helping``. One statement."""
    entries = list(entries)
    addresses = {one.email for entry in entries for one in helping(entry)}
    users = people_of(addresses) if addresses else {}
    found = {}
    for entry in entries:
        readers = {entry.owner.email.lower(): Reader.of(entry.owner)}
        for one in helping(entry):
            user = users.get(one.email.lower())
            reader = (
                Reader.of(user) if user else Reader(one.email, entry.owner.language)
            )
            readers.setdefault(reader.key, reader)
        found[entry.pk] = [one for one in readers.values() if may_get(one)]
    return found


def may_get(reader: Reader) -> bool:
    return reader.user is None or reader.user.is_active


def helping(entry: Entry) -> list[Collaborator]:
    """Prefetched: see ``drafts_waiting``."""
    found: list[Collaborator] = getattr(entry, "helping", [])
    return found
