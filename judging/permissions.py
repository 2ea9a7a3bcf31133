"""Who may act in this room. Seeing is the querysets' matter, timing the services'."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required

from awards.accounts.asking import Visitor
from awards.models import Edition
from awards.permissions import can_act
from awards.roles import Area

judge_login_required = login_required(login_url="judging:judge-link")


def can_manage_judging(user: Visitor, edition: Edition) -> bool:
    """Organisers of the edition run its jury; the site's operator does not."""
    return can_act(user, edition, Area.JUDGING)
