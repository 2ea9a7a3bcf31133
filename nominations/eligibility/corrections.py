"""What the entrant does about it: correct the marked fields, or answer once to being
found not eligible.
"""

from __future__ import annotations

from django.db import transaction

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.services import database_now
from nominations import acts
from nominations.eligibility import emails
from nominations.eligibility.services import move, write_down
from nominations.entries.file_receipts import keep_receipt
from nominations.entries.missing import missing_items
from nominations.entries.passes import begin_pass
from nominations.files.preparing import search_entry_again
from nominations.guard import check_in_time, lock_entry
from nominations.models import Correction, Entry, Reply
from nominations.refusals import (
    IncompleteError,
    RepliedError,
    VerdictError,
    WrongStateError,
)
from nominations.statuses import Eligibility, EntryState


@transaction.atomic
def send_correction(*, entry: Entry, user: User) -> Entry:
    """Back to the desk, before its deadline by the database's clock. Raises
    CorrectionOverError, IncompleteError.
    """
    entry = lock_entry(entry)
    correction = check_in_time(entry)
    if correction is None:
        raise WrongStateError
    if missing := [
        item for item in missing_items(entry) if item.field in correction.fields
    ]:
        raise IncompleteError(missing)
    now = database_now()
    Correction.objects.filter(pk=correction.pk).update(sent_at=now, sent_by=user)
    begin_pass(entry)
    receipt = keep_receipt(entry=entry, at=now)
    search_entry_again(entry=entry)
    write_down(entry, acts.CORRECTION_SENT, user, {"content_sha256": receipt.sha256})
    emails.correction_sent(entry, receipt)
    return entry


@transaction.atomic
def reply(*, entry: Entry, user: User, text: str) -> Reply:
    """The one answer. Raises RepliedError when there was one, WrongStateError when
    there is nothing to answer.
    """
    entry, text = lock_entry(entry), clean_text(text)
    if Reply.objects.filter(entry=entry).exists():
        raise RepliedError
    if (
        entry.state != EntryState.SUBMITTED
        or entry.eligibility != Eligibility.NOT_ELIGIBLE
    ):
        raise WrongStateError
    if database_now() >= entry.edition.announcement:
        raise WrongStateError
    if not text:
        raise VerdictError
    said = Reply.objects.create(entry=entry, text=text, given_by=user)
    move(entry, Eligibility.ANSWERED)
    write_down(entry, acts.ELIGIBILITY_ANSWERED, user, {"reply": text})
    emails.replied(entry)
    return said
