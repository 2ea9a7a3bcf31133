"""Who may act. Whether it may be done *now* is the service's to check."""

from __future__ import annotations

from typing import Any

from awards.models import Edition, Organiser
from nominations.models import Entry, Organisation


def can_enter_for_organisation(user: Any, organisation: Organisation) -> bool:
    return bool(user.is_authenticated) and organisation.members.filter(user=user).exists()


def can_edit_entry(user: Any, entry: Entry) -> bool:
    return bool(user.is_authenticated) and entry.owner_id == user.pk


def can_submit_entry(user: Any, entry: Entry) -> bool:
    return can_edit_entry(user, entry)


def can_withdraw_entry(user: Any, entry: Entry) -> bool:
    return bool(user.is_authenticated) and entry.owner_id == user.pk


def can_manage_entries(user: Any, edition: Edition) -> bool:
    """Organisers of this very edition; being operator of the site is not enough to read what was sent in."""
    return bool(user.is_authenticated) and Organiser.objects.filter(edition=edition, user=user).exists()
