from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.accounts.asking import Visitor
from awards.accounts.desk_cards import Card
from awards.outbox.models import Message
from awards.outbox.permissions import can_see_failed_mails


def desk_cards(user: Visitor) -> list[Card]:
    if not can_see_failed_mails(user):
        return []
    text = _(
        "Emails that the mail server rejected or that the system stopped trying to "
        "send. You can send each one again."
    )
    failed = Message.objects.visible_to(user).count()
    return [Card(_("Failed emails"), text, reverse("failed-mails"), failed)]
