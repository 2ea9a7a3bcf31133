from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.asking import Visitor
from awards.accounts.desk_cards import Card
from awards.outbox.models import Message
from awards.outbox.permissions import can_keep_mails
from awards.outbox.work import WorkState


def desk_cards(user: Visitor) -> list[Card]:
    if not can_keep_mails(user):
        return []
    address = reverse("site-mails")
    failed = Message.objects.visible_to(user).filter(state=WorkState.FAILED).count()
    text = _(
        "What waits, what was sent and what failed. You can send emails again, put them "
        "on hold or take them out."
    )
    if not failed:
        return [Card(_("Emails of the site"), text, address)]
    words = ngettext("%(n)d email failed", "%(n)d emails failed", failed)
    words = words % {"n": failed}
    address += "?standing=failed"
    return [Card(words, text, address, failed, _("Operator"), _("Send again"))]
