"""What organisers do with the mails of their edition, and operators with all of them:
each is a row of the edition's ledger.
"""

from __future__ import annotations

from collections import Counter
from secrets import token_hex

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.accounts.models import User
from awards.ledger.acts import Act
from awards.ledger.services import append
from awards.outbox import keeping
from awards.outbox.models import MessageQuerySet
from awards.outbox.services import queue_mail
from awards.refusals import Refused


class MailAct(models.TextChoices):
    AGAIN = "again", _("Send again")
    HOLD = "hold", _("Put on hold")
    RELEASE = "release", _("Let go")
    DROP = "drop", _("Do not send")


OF_LEDGER: dict[MailAct, Act] = {
    MailAct.AGAIN: acts.MAILS_SENT_AGAIN,
    MailAct.HOLD: acts.MAILS_HELD,
    MailAct.RELEASE: acts.MAILS_RELEASED,
    MailAct.DROP: acts.MAILS_DROPPED,
}


class ReasonMissing(Refused):
    """Nobody is told later why a mail never came."""


@transaction.atomic
def act_on_mails(
    *, mails: MessageQuerySet, act: MailAct, actor: User, reason: str = ""
) -> int:
    """How many it could be done to: those that went out meanwhile stay as they are.

    Raises ReasonMissing where mails are dropped without a reason. Written to the ledger
    of each edition whose mails these are; mails of the site are of no edition.
    """
    reason = " ".join(reason.split())
    if act is MailAct.DROP and not reason:
        raise ReasonMissing(_("Say why these emails are not to be sent."), "reason")
    done = Counter[tuple[str, str]]()
    for code, event in kinds_of(mails):
        these = mails.filter(edition_code=code, event=event)
        done[code, event] += done_to(these, act, reason)
    for (code, event), count in done.items():
        if code and count:
            values = {"kind": event, "count": count, "reason": reason}
            append(code, OF_LEDGER[act], actor, values, subject=f"mails:{event}")
    return done.total()


def kinds_of(mails: MessageQuerySet) -> list[tuple[str, str]]:
    kinds = mails.order_by().values_list("edition_code", "event").distinct()
    return sorted(kinds)


def done_to(mails: MessageQuerySet, act: MailAct, reason: str) -> int:
    match act:
        case MailAct.AGAIN:
            return keeping.send_again(mails)
        case MailAct.HOLD:
            return keeping.hold(mails)
        case MailAct.RELEASE:
            return keeping.release(mails)
        case MailAct.DROP:
            return keeping.drop(mails, reason)


def send_test_mail(*, actor: User, edition_code: str = "") -> None:
    """To whoever asks: whether mail goes out at all, and how it looks."""
    queue_mail(
        "test-mail",
        "awards/emails/test_mail.txt",
        {},
        dedupe_key=f"test-mail:{actor.pk}:{token_hex(8)}",
        recipient=actor,
        edition_code=edition_code,
        urgent=True,
    )
