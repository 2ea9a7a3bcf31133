"""Taking an import back: exactly what it made goes, what it changed is as it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import cast

from django.db import transaction
from django.db.models import Exists, OuterRef

from awards.accounts.models import User
from awards.ledger.services import append, database_now
from awards.models import Edition
from awards.outbox.calling_back import call_back
from awards.outbox.models import Message
from nominations import acts
from nominations.entries.search_text import keep_search_texts, keep_search_texts_of
from nominations.importing.emails import import_undone
from nominations.importing.kept_rows import Kept, kept_rows, put_back
from nominations.importing.record import Made
from nominations.importing.standing import ENTRIES, fingerprints
from nominations.importing.unused import remove_unused
from nominations.models import (
    Answer,
    Entry,
    EntryCategory,
    EntryImport,
    ImportedEntry,
    Member,
    Organisation,
    Receipt,
)
from nominations.refusals import ImportTouchedError, ImportUndoneError


@dataclass(frozen=True)
class Undone:
    """How many entries went, and how many are as they were; mails that never left, and
    owners who are told since theirs may have.
    """

    removed: int
    restored: int
    mails_stopped: int
    told: int


@transaction.atomic
def undo_import(*, brought_in: EntryImport, actor: User) -> Undone:
    """All of it or nothing. Raises ImportUndoneError, and ImportTouchedError with the
    entries that somebody worked on since.
    """
    edition = Edition.objects.select_for_update().get(pk=brought_in.edition_id)
    record = EntryImport.objects.select_for_update().get(pk=brought_in.pk)
    if record.undone_at is not None:
        raise ImportUndoneError
    record.edition = edition
    rows = list(record.entries.all())
    refuse_touched(rows)
    made = cast("Made", record.made)
    mails = call_back(made["mails"])
    told = tell_owners(record, mails.gone, owners_of(rows))
    restore_entries([row for row in rows if not row.is_new])
    remove_entries([row for row in rows if row.is_new])
    restore_organisations(made)
    remove_owners(made)
    write_undone(record, rows, actor)
    removed = sum(row.is_new for row in rows)
    return Undone(removed, len(rows) - removed, mails.stopped, told)


def write_undone(record: EntryImport, rows: list[ImportedEntry], actor: User) -> None:
    record.undone_at, record.undone_by = database_now(), actor
    record.save(update_fields=["undone_at", "undone_by"])
    values = {row.reference: "removed" if row.is_new else "restored" for row in rows}
    subjects = {reference: f"entry:{reference}" for reference in values}
    append(record.edition.code, acts.IMPORT_UNDONE, actor, values, subjects=subjects)


def owners_of(rows: Collection[ImportedEntry]) -> dict[int, int]:
    entries = Entry.objects.filter(pk__in=[row.entry_id for row in rows])
    return dict(entries.values_list("pk", "owner_id"))


def touched_of(rows: Collection[ImportedEntry]) -> list[str]:
    """References of entries that are no longer as the import left them."""
    now = fingerprints(ENTRIES, [row.entry_id for row in rows if row.entry_id])
    return [row.reference for row in rows if now.get(row.entry_id or 0) != row.left]


def refuse_touched(rows: Collection[ImportedEntry]) -> None:
    """With every entry and standing held: who wants to work on one now waits."""
    ids = [row.entry_id for row in rows if row.entry_id]
    list(Entry.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    standings = EntryCategory.objects.select_for_update().filter(entry__in=ids)
    list(standings.order_by("pk"))
    if touched := touched_of(rows):
        raise ImportTouchedError(touched)


def restore_entries(rows: list[ImportedEntry]) -> None:
    kept = [cast("Kept", one) for row in rows for one in row.before]
    ids = [row.entry_id for row in rows]
    for model in (EntryCategory, Answer, Receipt):
        label = model._meta.label_lower
        stay = [one["pk"] for one in kept if one["model"] == label]
        model._default_manager.filter(entry__in=ids).exclude(pk__in=stay).delete()
    put_back(kept)
    keep_search_texts(entries=[row.entry_id for row in rows if row.entry_id])


def remove_entries(rows: list[ImportedEntry]) -> None:
    Entry.objects.filter(pk__in=[row.entry_id for row in rows]).delete()


def restore_organisations(made: Made) -> None:
    """Those that are still as the file had them."""
    after = {one["pk"]: one for one in made["organisations_after"]}
    there = {
        one["pk"]: one
        for one in kept_rows(Organisation.objects.filter(pk__in=list(after)))
    }
    back = [
        one
        for one in made["organisations_before"]
        if there.get(one["pk"]) == after[one["pk"]]
    ]
    restored = cast("list[Organisation]", put_back(back))
    keep_search_texts_of(organisations=restored)


def tell_owners(
    record: EntryImport, gone: list[Message], owners: Mapping[int, int]
) -> int:
    """Owners who may have read of the import. ``owners``: entry → user. Returns how many
    are told.
    """
    told = {mail.recipient_id: mail.recipient for mail in gone if mail.recipient}
    rows: dict[int, list[ImportedEntry]] = defaultdict(list)
    for row in record.entries.all():
        if row.entry_id:
            rows[owners[row.entry_id]].append(row)
    return sum(import_undone(record, user, rows[user.pk]) for user in told.values())


def remove_owners(made: Made) -> None:
    """Accounts and organisations that the import made and nobody has any use of since."""
    entered = Entry.objects.filter(
        owner=OuterRef("user"), organisation=OuterRef("organisation")
    )
    members = Member.objects.filter(pk__in=made["members"])
    members.exclude(Exists(entered)).delete()
    remove_unused(Organisation.objects.filter(pk__in=made["organisations"]))
    remove_unused(User.objects.filter(pk__in=made["users"], last_login=None))
