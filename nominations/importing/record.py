"""An import written down as one: what it made, and what stood there before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypedDict

from awards.accounts.models import User
from awards.models import Edition
from nominations.importing.kept_rows import Kept, kept_rows
from nominations.importing.outcome import Outcome
from nominations.importing.owners import Owners
from nominations.importing.standing import ENTRIES, fingerprints
from nominations.models import (
    Answer,
    Entry,
    EntryCategory,
    EntryImport,
    ImportedEntry,
    Receipt,
)


class Made(TypedDict):
    """Keys of the rows that an import made beside its entries. ``organisations_before``
    and ``_after``: those that were brought in line with the file. ``mails``: the
    outbox's keys of the mails it caused.
    """

    users: list[int]
    organisations: list[int]
    members: list[int]
    organisations_before: list[Kept]
    organisations_after: list[Kept]
    mails: list[str]


Before = dict[int, list[Kept]]


def before_import(entries: Sequence[Entry]) -> Before:
    """Entry → its row, standings, answers and receipts as they stand now."""
    kept: Before = defaultdict(list)
    for entry in Entry.objects.filter(pk__in=[entry.pk for entry in entries]):
        kept[entry.pk] += kept_rows([entry])
    for model in (EntryCategory, Answer, Receipt):
        for row in model._default_manager.filter(entry__in=list(kept)).order_by("pk"):
            kept[row.entry_id] += kept_rows([row])
    return kept


def made_of(owners: Owners, mails: list[str]) -> Made:
    return Made(
        users=[user.pk for user in owners.new_users],
        organisations=[row.pk for row in owners.new_organisations],
        members=[row.pk for row in owners.new_members],
        organisations_before=owners.before,
        organisations_after=kept_rows(owners.changed),
        mails=mails,
    )


def keep_import_record(
    *,
    edition: Edition,
    actor: User | None,
    name: str,
    outcome: Outcome,
    made: Made,
    entries: list[Entry],
    before: Before,
) -> EntryImport:
    """Call it last: what an entry is like afterwards is how a later change is known."""
    record = EntryImport.objects.create(
        edition=edition,
        actor=actor,
        name=name,
        created=outcome.created,
        updated=outcome.updated - outcome.unchanged,
        left_out=len(outcome.refused_rows),
        made=made,
    )
    left = fingerprints(ENTRIES, [entry.pk for entry in entries])
    ImportedEntry.objects.bulk_create(
        [
            ImportedEntry(
                brought_in_by=record,
                entry=entry,
                reference=entry.reference,
                is_new=entry.pk not in before,
                before=before.get(entry.pk, []),
                left=left[entry.pk],
            )
            for entry in entries
        ],
        batch_size=500,
    )
    return record
