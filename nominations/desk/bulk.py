"""One act on many entries: what it would do, doing it, and undoing it.

``BulkAct.done`` holds for undoing: the numbers of the notes that were made, or for tags
taken away what each was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.services import database_now
from awards.models import Edition
from nominations.desk.services import whole_name
from nominations.entries.deadlines import extend_entry
from nominations.models import BulkAct, Entry, Note
from nominations.refusals import BulkError
from nominations.statuses import BulkKind


@dataclass(frozen=True)
class Plan:
    """``text`` is the tag, the note, or the reason. ``staying``: entries that it would
    not change.
    """

    kind: BulkKind
    text: str
    until: datetime | None
    changing: list[Entry]
    staying: list[Entry]

    @property
    def undoable(self) -> bool:
        return self.kind in BulkKind.undoable()


def plan_bulk(
    *, entries: list[Entry], kind: BulkKind, text: str, until: datetime | None = None
) -> Plan:
    """What the act would do to these entries as they stand. Raises EntryError for a tag
    that is too long.
    """
    text = (
        clean_tag(text) if kind in (BulkKind.TAG, BulkKind.UNTAG) else clean_text(text)
    )
    tagged = set(
        Note.objects.filter(entry__in=entries, is_tag=True, text=text).values_list("entry_id", flat=True)
    )  # fmt: skip
    tests: dict[BulkKind, Callable[[Entry], bool]] = {
        BulkKind.TAG: lambda entry: entry.pk not in tagged,
        BulkKind.UNTAG: lambda entry: entry.pk in tagged,
        BulkKind.NOTE: lambda entry: True,
        BulkKind.EXTEND: lambda entry: (
            until is not None and until > entry.closing_moment
        ),
    }
    changes = tests[kind]
    return Plan(
        kind,
        text,
        until,
        [e for e in entries if changes(e)],
        [e for e in entries if not changes(e)],
    )


def clean_tag(text: str) -> str:
    word = clean_text(text).lstrip("#").replace(" ", "-").replace("\n", "-")
    return whole_name(word)


@transaction.atomic
def do_bulk(*, edition: Edition, plan: Plan, actor: User) -> BulkAct:
    """Do what was planned. Raises ExtensionError where the time given cannot be."""
    done = DOERS[plan.kind](plan, actor)
    return BulkAct.objects.create(
        edition=edition,
        actor=actor,
        kind=plan.kind,
        text=plan.text,
        until=plan.until,
        count=len(plan.changing),
        done=done,
    )


def add_notes(plan: Plan, actor: User) -> list[object]:
    is_tag = plan.kind == BulkKind.TAG
    notes = [
        Note(entry=entry, text=plan.text, is_tag=is_tag, created_by=actor)
        for entry in plan.changing
    ]
    return [note.pk for note in Note.objects.bulk_create(notes, batch_size=500)]


def take_tags(plan: Plan, actor: User) -> list[dict[str, object]]:
    notes = Note.objects.filter(entry__in=plan.changing, is_tag=True, text=plan.text)
    kept: list[dict[str, object]] = [
        {
            "entry": note.entry_id,
            "by": note.created_by_id,
            "at": note.created_at.isoformat(),
        }
        for note in notes.order_by("pk")
    ]
    notes.delete()
    return kept


def extend_all(plan: Plan, actor: User) -> list[object]:
    for entry in plan.changing:
        extend_entry(
            entry=entry,
            until=plan.until or database_now(),
            reason=plan.text,
            actor=actor,
        )
    return []


DOERS: dict[BulkKind, Callable[[Plan, Any], list[Any]]] = {
    BulkKind.TAG: add_notes,
    BulkKind.UNTAG: take_tags,
    BulkKind.NOTE: add_notes,
    BulkKind.EXTEND: extend_all,
}


@transaction.atomic
def undo_bulk(*, act: BulkAct, actor: User) -> int:
    """Take it back where nobody did so by hand meanwhile; how many entries changed.
    Raises BulkError.
    """
    act = BulkAct.objects.select_for_update().get(pk=act.pk)
    if not act.can_be_undone:
        raise BulkError
    act.undone_at, act.undone_by = database_now(), actor
    act.save(update_fields=["undone_at", "undone_by"])
    if act.kind == BulkKind.UNTAG:
        return give_tags_back(act)
    return Note.objects.filter(
        pk__in=act.done, entry__edition_id=act.edition_id
    ).delete()[0]


def give_tags_back(act: BulkAct) -> int:
    have = set(
        Note.objects.filter(
            entry__edition_id=act.edition_id, is_tag=True, text=act.text
        ).values_list("entry_id", flat=True)
    )
    there = set(
        Entry.objects.filter(edition_id=act.edition_id).values_list("pk", flat=True)
    )
    notes = [
        Note(
            entry_id=row["entry"],
            text=act.text,
            is_tag=True,
            created_by_id=row["by"],
            created_at=when(row["at"]),
        )
        for row in act.done
        if row["entry"] in there - have
    ]
    return len(Note.objects.bulk_create(notes, batch_size=500))


def when(text: str) -> datetime:
    return parse_datetime(text) or database_now()
