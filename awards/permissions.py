"""Who may do what with editions and their lists. Whether it may happen *now* is the
services' to check.
"""

from __future__ import annotations

from awards.accounts.asking import Visitor
from awards.models import Edition, WinnerList


def can_create_edition(user: Visitor) -> bool:
    return bool(user.is_authenticated and user.is_operator)


def can_manage_edition(user: Visitor, edition: Edition) -> bool:
    """Set up: its organisers; the operator too, who made it and may have to repair it."""
    return Edition.objects.manageable_by(user).filter(pk=edition.pk).exists()


def can_publish_list(user: Visitor, winner_list: WinnerList) -> bool:
    """The edition's organisers only: the operator keeps the site, and decides nothing."""
    return Edition.objects.organised_by(user).filter(pk=winner_list.edition_id).exists()
