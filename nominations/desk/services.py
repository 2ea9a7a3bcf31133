"""What organisers keep about what was sent in, short of deciding it: notes, tags and views."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.models import Edition
from nominations.models import Entry, Note, SavedView
from nominations.refusals import EntryError

LONGEST_NAME = 60  # of a tag, and of a view


def whole_name(text: str) -> str:
    """Cleaned. Raises EntryError where it is too long: nothing is cut without a word."""
    text = clean_text(text)
    if len(text) > LONGEST_NAME:
        reason = _("Shorten the text to %(most)d characters.")
        raise EntryError(reason % {"most": LONGEST_NAME})
    return text


@transaction.atomic
def add_note(*, entry: Entry, text: str, actor: User) -> Note:
    """A note that only organisers read; a single word that begins with # is a tag,
    which an entry has once. Raises EntryError for a tag that is too long.
    """
    text = clean_text(text)
    is_tag = text.startswith("#") and not text[1:].count(" ") and len(text) > 1
    if is_tag:
        text = whole_name(text[1:])
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
    """Keep a view of the desk; one of the same name by the same person is replaced.
    Raises EntryError for a name that is too long.
    """
    view, _made = SavedView.objects.update_or_create(
        edition=edition,
        owner=user,
        name=whole_name(name),
        defaults={"query": query, "shared": shared},
    )
    return view


@transaction.atomic
def rename_view(*, view: SavedView, name: str) -> SavedView:
    """Refused where its owner has another view of that name in the edition, or the name
    is too long.
    """
    name = whole_name(name)
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
