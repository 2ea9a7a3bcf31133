"""What an organiser does in an entrant's place: with a reason, marked in the history and the ledger, told by mail.

The clock is the entrant's own: after the entry's closing moment nobody changes it, unless more time was given first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from awards.accounts.thai import clean_text
from awards.ledger.services import database_now
from nominations import emails
from nominations.errors import IncompleteError, ReasonError, WrongStateError
from nominations.files.preparing import search_entry_again
from nominations.files.receipts import keep_receipt
from nominations.missing import missing_items
from nominations.models import Entry
from nominations.services.entries import write_down
from nominations.services.guard import check_not_closed, lock_entry
from nominations.services.saving import Saved, store_typed
from nominations.sheet import sheet_of
from nominations.statuses import EntryState


@transaction.atomic
def change_for_entrant(
    *, entry: Entry, typed: Mapping[str, Any], read_at: Mapping[str, int], reason: str, labels: Mapping[str, str],
    actor: Any,
) -> Saved:  # fmt: skip
    """Change what stands submitted; a new receipt goes to the owner. ``labels``: what a field is called, for the mail.

    Raises ClosedError, WrongStateError, ReasonError, and IncompleteError where something would newly be missing.
    """
    entry, reason = checked(entry, reason)
    before = {item.field for item in missing_items(entry)}
    known = dict(entry.revisions.latest_of_each_field().values_list("field", "number"))
    saved = store_typed(sheet_of(entry), actor, typed, read_at, on_behalf=True)
    if newly := [item for item in missing_items(entry) if item.field not in before]:
        raise IncompleteError(newly)
    changed = [name for name, version in saved.versions.items() if version > known.get(name, 0)]
    if changed:
        search_entry_again(entry=entry)
        receipt = keep_receipt(entry=entry)
        said = {"fields": changed, "reason": reason, "content_sha256": receipt.sha256, "owner": str(entry.owner)}
        write_down(entry, "entry changed on behalf", actor, said)
        emails.changed_for_entrant(entry, [labels.get(name, name) for name in changed], reason, receipt)
    return saved


@transaction.atomic
def withdraw_for_entrant(*, entry: Entry, reason: str, actor: Any) -> Entry:
    """As the owner withdraws it; until its closing moment the owner may open it again."""
    entry, reason = checked(entry, reason)
    entry.state = EntryState.WITHDRAWN
    entry.save(update_fields=["state", "updated_at"])
    write_down(entry, "entry withdrawn on behalf", actor, {"reason": reason, "owner": str(entry.owner)})
    emails.withdrawn_for_entrant(entry, reason, database_now().isoformat())
    return entry


def checked(entry: Entry, reason: str) -> tuple[Entry, str]:
    entry, reason = lock_entry(entry), clean_text(reason)
    check_not_closed(entry)
    if entry.state != EntryState.SUBMITTED:
        raise WrongStateError
    if not reason:
        raise ReasonError
    return entry, reason
