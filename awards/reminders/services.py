"""An edition, or the register, chooses when it reminds of what."""

from __future__ import annotations

from django.db import transaction

from awards import acts
from awards.accounts.models import User
from awards.dsure.register.services import CHAIN
from awards.ledger.services import append
from awards.models import Edition, ReminderRule
from awards.reminders.clock import look_soon
from awards.reminders.rules import RULES, as_typed
from awards.statuses import Reminder


@transaction.atomic
def set_reminder_rule(
    *,
    edition: Edition | None,
    kind: Reminder,
    active: bool,
    moments: str,
    actor: User,
) -> ReminderRule:
    """``moments`` as they are typed. Raises Refused where they cannot be read. Written
    to the ledger of the edition, or of the register where there is none.
    """
    marks = RULES[kind].read(moments)
    row, _made = ReminderRule.objects.update_or_create(
        edition=edition,
        kind=kind,
        defaults={"active": active, "moments": as_typed(marks)},
    )
    values = {"kind": kind.value, "active": active, "moments": row.moments}
    append(chain_of(edition), acts.REMINDER_RULE, actor, values)
    look_soon()
    return row


def chain_of(edition: Edition | None) -> str:
    return edition.code if edition else CHAIN
