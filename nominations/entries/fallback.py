"""A reopened entry that was not sent in again: its last submission stands, unless its
entrant withdrew it.

What was typed meanwhile is kept in the history of its fields.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from awards.ledger.services import database_now
from nominations import acts
from nominations.entries.emails import entry_stands
from nominations.entries.form_state import sheet_of
from nominations.entries.saving import set_standings, stored_values, write
from nominations.entries.search_text import keep_search_texts
from nominations.entries.services import write_down
from nominations.files.services import delete_attachment
from nominations.guard import lock_entry
from nominations.models import Attachment, Entry, Receipt, Revision
from nominations.models.content import KeptFile
from nominations.statuses import EntryState

logger = logging.getLogger(__name__)

# A submission that began in time may still be on its way when the clock runs out: it goes first.
PATIENCE = timedelta(minutes=1)


def let_submissions_stand() -> int:
    """One sweep: how many drafts past their closing moment were put back to what had
    been sent in.
    """
    waiting = Entry.objects.filter(state=EntryState.DRAFT, fallback__isnull=False)
    over = [
        entry
        for entry in waiting.select_related("edition")
        if is_over(entry, database_now())
    ]
    return sum(tried(entry) for entry in over)


def tried(entry: Entry) -> bool:
    """One that cannot be put back does not keep the others from it."""
    try:
        return let_stand(entry=entry)
    except Exception:
        logger.exception(
            "%s could not be put back to what was sent in", entry.reference
        )
        return False


def is_over(entry: Entry, now: datetime) -> bool:
    return now >= entry.closing_moment + PATIENCE


@transaction.atomic
def let_stand(*, entry: Entry) -> bool:
    """The last submission counts again, word for word and file for file. False when
    there is none to put back.
    """
    entry = lock_entry(entry)
    receipt = entry.fallback
    if entry.state != EntryState.DRAFT or receipt is None or not receipt.content:
        return False
    put_back(entry, receipt)
    entry.state, entry.fallback = EntryState.SUBMITTED, None
    entry.save(update_fields=["state", "fallback", "updated_at"])
    keep_search_texts(entries=[entry.pk])
    said = {
        "received_at": receipt.received_at.isoformat(),
        "content_sha256": receipt.sha256,
    }
    write_down(entry, acts.ENTRY_STANDS_AS_LAST_SENT_IN, None, said)
    entry_stands(entry, receipt)
    return True


def put_back(entry: Entry, receipt: Receipt) -> None:
    """Questions and categories that are gone since are left out."""
    content = receipt.content
    answers, rules = content["answers"], content.get("rules", {})
    asked = entry.edition.questions.filter(code__in=answers)
    checked = entry.edition.rules.filter(code__in=rules)
    wanted: dict[str, Any] = dict(content["fields"])
    for code in asked.values_list("code", flat=True):
        wanted[f"q-{code}"] = answers[code]
    for code in checked.values_list("code", flat=True):
        wanted[f"r-{code}"] = rules[code]
    sheet = sheet_of(entry)
    now = stored_values(sheet, wanted)
    changed = {name: value for name, value in wanted.items() if now[name] != value}
    write(sheet, None, changed)
    entry.answers.exclude(question__code__in=answers).delete()
    entry.rule_answers.exclude(rule__code__in=rules).delete()
    set_standings(
        sheet, entry.edition.categories.filter(code__in=content["categories"])
    )
    note_versions(entry, changed)
    put_files_back(entry, content["files"])


def note_versions(entry: Entry, changed: Mapping[str, object]) -> None:
    latest = {row.field: row.number for row in entry.revisions.latest_of_each_field()}
    Revision.objects.bulk_create(
        Revision(entry=entry, field=name, number=latest.get(name, 0) + 1, value=value)
        for name, value in changed.items()
    )


def put_files_back(entry: Entry, files: Sequence[KeptFile]) -> None:
    """Those that were taken out come back, with the captions that were sent; those that came later go, a second copy of
    the same file, too.
    """
    sent: dict[str, list[KeptFile]] = defaultdict(list)
    for file in files:
        sent[file["sha256"]].append(file)
    for attachment in Attachment.with_removed.filter(entry=entry).order_by(
        F("removed_at").asc(nulls_last=True), "pk"
    ):
        if sent[attachment.sha256]:
            file = sent[attachment.sha256].pop(0)
            Attachment.with_removed.filter(pk=attachment.pk).update(
                removed_at=None,
                caption_th=file.get("caption_th", ""),
                caption_en=file.get("caption_en", ""),
            )
        else:
            delete_attachment(attachment)
