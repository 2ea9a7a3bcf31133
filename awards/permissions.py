"""Who may do what with editions and their lists. Whether it may happen *now* is the
services' to check.
"""

from __future__ import annotations

from awards.accounts.asking import Visitor
from awards.models import Edition, WinnerList
from awards.roles import Area, Right


def can_create_edition(user: Visitor) -> bool:
    """The operator, and whoever owns an edition already: next year's is theirs to make."""
    if not user.is_authenticated:
        return False
    owns = Edition.objects.organised_by(user, Area.TEAM, Right.ACTS)
    return bool(user.is_operator) or owns.exists()


def can_manage_edition(
    user: Visitor, edition: Edition, area: Area = Area.SETUP
) -> bool:
    """Change something of the set-up: whose role acts in the area; the operator too,
    who may have to repair it.
    """
    managed = Edition.objects.manageable_by(user, area, Right.ACTS)
    return managed.filter(pk=edition.pk).exists()


def can_act(user: Visitor, edition: Edition, area: Area) -> bool:
    """Whether this person's role acts in this area; being operator gives nothing here."""
    acts = Edition.objects.organised_by(user, area, Right.ACTS)
    return acts.filter(pk=edition.pk).exists()


def can_read(user: Visitor, edition: Edition, area: Area) -> bool:
    """Whether this person's role reads in this area."""
    return Edition.objects.organised_by(user, area).filter(pk=edition.pk).exists()


def can_publish_list(user: Visitor, winner_list: WinnerList) -> bool:
    """Whose role publishes, only: the operator keeps the site, and decides nothing."""
    return can_act(user, winner_list.edition, Area.PUBLICATION)
