"""Messages that wait for a second organiser, and who may be that one."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from awards.accounts.models import User
from awards.models import Broadcast, Organiser
from awards.outbox.work import WorkState
from awards.roles import Area


def to_approve(user: User) -> QuerySet[Broadcast]:
    """Of any edition: those that this person neither wrote last nor asks to send."""
    theirs = Q(planned_by=user) | Q(changed_by=user)
    waiting = Broadcast.objects.filter(
        state=WorkState.DRAFT, asked_at__isnull=False, listed_at=None
    )
    return waiting.exclude(theirs)


def approvers_of(broadcast: Broadcast) -> list[User]:
    """Whose role sends mails, but for who wrote the words last or asks to send them."""
    roles = Organiser.objects.acting(Area.MAILS).filter(
        edition=broadcast.edition, user__is_active=True
    )
    roles = roles.exclude(user__in=wrote_it(broadcast)).select_related("user")
    return [role.user for role in roles.order_by("pk")]


def wrote_it(broadcast: Broadcast) -> list[int]:
    both = (broadcast.planned_by_id, broadcast.changed_by_id)
    return [pk for pk in both if pk is not None]
