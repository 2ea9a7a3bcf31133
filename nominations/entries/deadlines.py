"""The clock of the call: extensions for one entrant, and reminders before it runs out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from awards.accounts.models import User
from awards.ledger.services import database_now
from awards.outbox.models import Message
from nominations import acts
from nominations.entries.emails import entry_extended, entry_reminder, reminder_key
from nominations.entries.services import write_down
from nominations.guard import lock_entry
from nominations.models import Entry
from nominations.refusals import ExtensionError
from nominations.statuses import EntryState

REMINDERS = {
    "7d": timedelta(days=7),
    "2d": timedelta(days=2),
    "6h": timedelta(hours=6),
    "1h": timedelta(hours=1),
}


@transaction.atomic
def extend_entry(*, entry: Entry, until: datetime, reason: str, actor: User) -> Entry:
    """Let one entrant write and send in for longer than the others; with a reason, in
    the ledger. Tells the owner.
    """
    entry = lock_entry(entry)
    if (
        not reason.strip()
        or until <= database_now()
        or until >= entry.edition.announcement
    ):
        raise ExtensionError
    entry.extended_until = until
    entry.save(update_fields=["extended_until", "updated_at"])
    write_down(
        entry,
        acts.ENTRY_EXTENDED,
        actor,
        {"until": until.isoformat(), "reason": reason},
    )
    entry_extended(entry)
    return entry


@transaction.atomic
def send_reminders() -> int:
    """One sweep: a mail to each owner of a draft for the nearest mark that has passed;
    each mark once per closing.
    """
    now = database_now()
    soon = Entry.objects.filter(
        state=EntryState.DRAFT,
        edition__opens_at__lte=now,
        edition__announces_at__gt=now,
        edition__announced_at=None,
    )
    due = [
        (entry, mark)
        for entry in soon.select_related("edition", "owner")
        if (mark := due_mark(entry, now))
    ]
    keys = {reminder_key(entry, mark) for entry, mark in due}
    sent = set(
        Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True)
    )
    todo = [
        (entry, mark) for entry, mark in due if reminder_key(entry, mark) not in sent
    ]
    for entry, mark in todo:
        entry_reminder(entry, mark)
    return len(todo)


def due_mark(entry: Entry, now: datetime) -> str:
    """The nearest mark that has passed while this draft was there already; empty when none has."""
    closes = entry.closing_moment
    if now >= closes:
        return ""
    passed = [
        mark
        for mark, span in REMINDERS.items()
        if entry.created_at <= closes - span <= now
    ]
    return passed[-1] if passed else ""
