"""The clock of the call: extensions for one entrant."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from awards.accounts.models import User
from awards.ledger.services import database_now
from nominations import acts
from nominations.entries.emails import entry_extended
from nominations.entries.services import write_down
from nominations.guard import lock_entry
from nominations.models import Entry
from nominations.refusals import ExtensionError


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
