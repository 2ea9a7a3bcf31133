from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.asking import Visitor
from awards.accounts.desk_cards import Card
from awards.outbox.models import Message
from awards.outbox.permissions import can_see_failed_mails


def desk_cards(user: Visitor) -> list[Card]:
    if not can_see_failed_mails(user):
        return []
    address = reverse("failed-mails")
    failed = Message.objects.visible_to(user).count()
    text = _(
        "Emails that the mail server rejected or that the system stopped trying to "
        "send. You can send each one again."
    )
    if not failed:
        return [Card(_("Failed emails"), text, address)]
    words = ngettext("%(n)d email failed", "%(n)d emails failed", failed)
    words = words % {"n": failed}
    return [Card(words, text, address, failed, _("Operator"), _("Send again"))]
