"""Who may act. Whether it may be done *now* is the service's to check."""

from __future__ import annotations

from awards.accounts.asking import Visitor
from awards.models import Edition
from awards.permissions import can_act
from awards.roles import Area
from nominations.models import Entry, Organisation
from nominations.statuses import May


def can_enter_for_organisation(user: Visitor, organisation: Organisation) -> bool:
    return user.is_authenticated and organisation.members.filter(user=user).exists()


def may(user: Visitor, entry: Entry, *steps: May) -> bool:
    """True for the owner, and for whoever was invited with one of these rights and was
    not removed since.
    """
    if not user.is_authenticated:
        return False
    return (
        entry.owner_id == user.pk
        or entry.collaborators.filter(email=user.email, may__in=steps).exists()
    )


def can_read_as_entrant(user: Visitor, entry: Entry) -> bool:
    return may(user, entry, *May)


def can_edit_entry(user: Visitor, entry: Entry) -> bool:
    return may(user, entry, May.EDIT, May.SUBMIT)


def can_submit_entry(user: Visitor, entry: Entry) -> bool:
    return may(user, entry, May.SUBMIT)


def can_withdraw_entry(user: Visitor, entry: Entry) -> bool:
    """The owner alone: it cannot be undone after closing."""
    return user.is_authenticated and entry.owner_id == user.pk


def can_invite_collaborator(user: Visitor, entry: Entry) -> bool:
    return user.is_authenticated and entry.owner_id == user.pk


def can_open_papers(user: Visitor, edition: Edition) -> bool:
    """Identity papers: those who check eligibility, and no other organiser."""
    return can_act(user, edition, Area.ELIGIBILITY)


def can_manage_entries(user: Visitor, edition: Edition) -> bool:
    """Organisers of this very edition whose role acts on entries; being operator of the
    site is not enough to read what was sent in.
    """
    return can_act(user, edition, Area.ENTRIES)
