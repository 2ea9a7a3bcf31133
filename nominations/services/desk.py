"""What organisers do with what was sent in, short of deciding it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from awards.accounts.thai import clean_text
from nominations.models import Entry, Note
from nominations.services.entries import write_down


@transaction.atomic
def add_note(*, entry: Entry, text: str, actor: Any) -> Note:
    """A note that only organisers read; a single word that begins with # is a tag, which an entry has once."""
    text = clean_text(text)[:5000]
    is_tag = text.startswith("#") and not text[1:].count(" ") and len(text) > 1
    if is_tag:
        text = text[1:61]
        found = entry.notes.filter(is_tag=True, text=text).first()
        if found:
            return found
    return Note.objects.create(entry=entry, text=text, is_tag=is_tag, created_by=actor)


@transaction.atomic
def remove_note(*, note: Note, actor: Any) -> None:
    note.delete()


@transaction.atomic
def tag_entries(*, entries: list[Entry], tag: str, actor: Any) -> int:
    """Give many entries a tag at once; how many of them did not have it."""
    tag = clean_text(tag).lstrip("#").replace(" ", "-")[:60]
    have = set(Note.objects.filter(entry__in=entries, is_tag=True, text=tag).values_list("entry_id", flat=True))
    new = [Note(entry=e, text=tag, is_tag=True, created_by=actor) for e in entries if e.pk not in have]
    Note.objects.bulk_create(new if tag else [])
    return len(new) if tag else 0


def note_acting_for(*, entry: Entry, actor: Any, act: str) -> None:
    """Mark in the ledger that an organiser acted in an entrant's place."""
    write_down(entry, f"{act} on behalf", actor, {"owner": entry.owner.email})
