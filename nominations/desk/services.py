"""What organisers keep about what was sent in, short of deciding it: notes, tags and views."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.models import Edition
from nominations.models import Entry, Note, SavedView
from nominations.refusals import EntryError


@transaction.atomic
def add_note(*, entry: Entry, text: str, actor: User) -> Note:
    """A note that only organisers read; a single word that begins with # is a tag,
    which an entry has once.
    """
    text = clean_text(text)
    is_tag = text.startswith("#") and not text[1:].count(" ") and len(text) > 1
    if is_tag:
        text = text[1:61]
        found = entry.notes.filter(is_tag=True, text=text).first()
        if found:
            return found
    return Note.objects.create(entry=entry, text=text, is_tag=is_tag, created_by=actor)


@transaction.atomic
def remove_note(*, note: Note, actor: User) -> None:
    """For good: notes are no part of the ledger."""
    note.delete()


@transaction.atomic
def save_view(
    *, edition: Edition, user: User, name: str, query: dict[str, str], shared: bool
) -> SavedView:
    """Keep a view of the desk; one of the same name by the same person is replaced."""
    view, _made = SavedView.objects.update_or_create(
        edition=edition,
        owner=user,
        name=clean_text(name)[:60],
        defaults={"query": query, "shared": shared},
    )
    return view


@transaction.atomic
def rename_view(*, view: SavedView, name: str) -> SavedView:
    """Refused where its owner has another view of that name in the edition."""
    name = clean_text(name)[:60]
    same = SavedView.objects.filter(edition=view.edition_id, owner=view.owner_id)
    if same.filter(name=name).exclude(pk=view.pk).exists():
        raise EntryError(_("You already have a view of this name."))
    view.name = name
    view.save(update_fields=["name"])
    return view


@transaction.atomic
def remove_view(*, view: SavedView) -> None:
    """For good, for everybody whom it was shared with."""
    view.delete()
