from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.desk_cards import Card
from awards.accounts.models import User
from awards.dsure.models import Certificate
from awards.dsure.permissions import can_keep_register


def desk_cards(user: User) -> list[Card]:
    if not can_keep_register(user):
        return []
    waits = Certificate.objects.filter(announced_at=None).count()
    desk = reverse("dsure:desk")
    text = _("Certificates, their statuses and announcements.")
    cards = [Card(_("dSURE register"), text, desk)]
    if waits:
        words = ngettext(
            "Announce %(n)d dSURE certificate",
            "Announce %(n)d dSURE certificates",
            waits,
        )
        words = words % {"n": waits}
        cards.append(Card(words, "", desk, waits, _("Registrar"), _("Open the register")))  # fmt: skip
    return cards
