from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.accounts.desk_cards import Card
from awards.accounts.models import User
from awards.dsure.models import Certificate
from awards.dsure.permissions import can_keep_register


def desk_cards(user: User) -> list[Card]:
    if not can_keep_register(user):
        return []
    waiting = Certificate.objects.filter(announced_at=None).count()
    text = _(
        "Certificates, their statuses and announcements. The number counts those not "
        "announced yet."
    )
    return [Card(_("dSURE register"), text, reverse("dsure:desk"), waiting)]
