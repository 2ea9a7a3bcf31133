"""What an organiser does in an entrant's place: with a reason, marked in the history
and the ledger, told by mail.

The clock is the entrant's own: after the entry's closing moment nobody changes it,
unless more time was given first; an entry returned for correction until its deadline,
in the marked fields. A draft is sent in unread: the organiser knows its reference and
nothing of what stands in it, and without the entrant's own declarations it is not
complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing

from django.core.files.base import File
from django.db import transaction

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.acts import Act
from nominations import acts
from nominations.eligibility.corrections import send_correction
from nominations.entries.emails import acted_for_entrant, changed_for_entrant
from nominations.entries.file_receipts import keep_receipt
from nominations.entries.form_state import sheet_of
from nominations.entries.missing import missing_items
from nominations.entries.saving import Saved, store_typed
from nominations.entries.services import reopen_entry, submit_entry, write_down
from nominations.files.preparing import search_entry_again
from nominations.files.services import field_of, inspect_upload, store_file
from nominations.guard import (
    check_in_time,
    check_not_closed,
    lock_entry,
    open_correction,
)
from nominations.models import Attachment, Entry, Question
from nominations.questions.kinds.file_limits import limits_for
from nominations.refusals import (
    FieldLockedError,
    IncompleteError,
    ReasonError,
    WrongStateError,
)
from nominations.statuses import EntryState


@transaction.atomic
def change_for_entrant(
    *,
    entry: Entry,
    typed: Mapping[str, object],
    read_at: Mapping[str, int],
    reason: str,
    actor: User,
) -> Saved:
    """Change what stands submitted; a new receipt goes to the owner. Of a correction,
    what is sent with it later.

    Raises ClosedError, CorrectionOverError, FieldLockedError, WrongStateError,
    ReasonError, and IncompleteError where something would newly be missing.
    """
    entry, reason = checked(entry, reason, typed)
    before = {item.field for item in missing_items(entry)}
    known = dict(entry.revisions.latest_of_each_field().values_list("field", "number"))
    saved = store_typed(sheet_of(entry), actor, typed, read_at, on_behalf=True)
    if newly := [item for item in missing_items(entry) if item.field not in before]:
        raise IncompleteError(newly)
    changed = [
        name for name, version in saved.versions.items() if version > known.get(name, 0)
    ]
    if changed:
        search_entry_again(entry=entry)
        tell_of_change(entry, changed, reason, actor)
    return saved


@transaction.atomic
def attach_for_entrant(
    *,
    entry: Entry,
    upload: File[bytes],
    question: Question | None,
    reason: str,
    actor: User,
) -> Attachment:
    """Add a file to what stands submitted, or where a correction asks for one. Also
    raises FileRefusedError.
    """
    check_in_time(entry)  # before the file is looked into, which may take long
    limits = limits_for(question)
    with closing(inspect_upload(upload, limits)) as found:
        entry, reason = checked(entry, reason, [field_of(question)])
        attachment = store_file(entry, actor, found, question, limits)
    tell_of_change(entry, [field_of(question)], reason, actor)
    return attachment


def tell_of_change(
    entry: Entry, names: list[str], reason: str, actor: User | None
) -> None:
    """What changed and why, in the ledger and to the owner; with a receipt, but for a
    correction still to be sent.
    """
    receipt = None if open_correction(entry) else keep_receipt(entry=entry)
    said = {"fields": names, "reason": reason, "owner": str(entry.owner)}
    if receipt:
        said["content_sha256"] = receipt.sha256
    write_down(entry, acts.ENTRY_CHANGED_ON_BEHALF, actor, said)
    changed_for_entrant(entry, names, reason, receipt)


@transaction.atomic
def submit_for_entrant(*, entry: Entry, reason: str, actor: User) -> Entry:
    """Send in a draft, or the correction of an entry that was returned. Raises
    IncompleteError with what is missing.
    """
    entry, reason = lock_entry(entry), reason_in(reason)
    if open_correction(entry):
        entry = send_correction(entry=entry, user=actor)
    else:
        entry = submit_entry(entry=entry, user=actor)
    tell_of_act(acts.ENTRY_SUBMITTED_ON_BEHALF, "submitted", entry, reason, actor)
    return entry


@transaction.atomic
def reopen_for_entrant(*, entry: Entry, reason: str, actor: User) -> Entry:
    """Back to a draft, as the owner opens it again: from then on it is theirs, and no
    organiser reads it.
    """
    entry, reason = lock_entry(entry), reason_in(reason)
    entry = reopen_entry(entry=entry, user=actor)
    tell_of_act(acts.ENTRY_REOPENED_ON_BEHALF, "reopened", entry, reason, actor)
    return entry


@transaction.atomic
def withdraw_for_entrant(*, entry: Entry, reason: str, actor: User) -> Entry:
    """As the owner withdraws it; until its closing moment the owner may open it again."""
    entry, reason = lock_entry(entry), reason_in(reason)
    check_not_closed(entry)
    if entry.state != EntryState.SUBMITTED:
        raise WrongStateError
    entry.state = EntryState.WITHDRAWN
    entry.save(update_fields=["state", "updated_at"])
    tell_of_act(acts.ENTRY_WITHDRAWN_ON_BEHALF, "withdrawn", entry, reason, actor)
    return entry


def tell_of_act(act: Act, done: str, entry: Entry, reason: str, actor: User) -> None:
    """What was done and why, in the ledger and to the owner. ``done`` names the mail."""
    write_down(entry, act, actor, {"reason": reason, "owner": str(entry.owner)})
    acted_for_entrant(done, entry, reason)


def checked(entry: Entry, reason: str, fields: Iterable[str]) -> tuple[Entry, str]:
    entry, reason = lock_entry(entry), reason_in(reason)
    correction = check_in_time(entry)
    if entry.state != EntryState.SUBMITTED:
        raise WrongStateError
    if correction and not set(fields) <= set(correction.fields):
        raise FieldLockedError
    return entry, reason


def reason_in(text: str) -> str:
    if reason := clean_text(text):
        return reason
    raise ReasonError
