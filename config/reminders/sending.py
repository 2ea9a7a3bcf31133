"""An organiser has the reminders of a rule go out now, before their time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from awards import acts
from awards.accounts.models import User
from awards.ledger.services import append
from awards.models import Edition
from awards.refusals import Refused
from awards.reminders import clock
from awards.reminders.digests import (
    DigestPlan,
    Told,
    digests_of_day,
    order,
    told_to,
)
from awards.reminders.moments import is_night
from awards.reminders.pending import Pending
from awards.reminders.rules import chosen_rules
from awards.reminders.services import chain_of
from awards.reminders.writing import write_digests
from awards.statuses import Reminder
from config.reminders.gathering import all_waiting


@dataclass(frozen=True)
class SentNow:
    """``heard``: people who had an email of this day already, and get no second one."""

    sent: int
    heard: int


@transaction.atomic
def send_reminders_now(
    *, edition: Edition | None, kind: Reminder, actor: User
) -> SentNow:
    """To everybody for whom something of this kind waits. It is their mail of the day:
    whatever else is due for them today stands in it, too.

    Raises Refused in the night, and where nobody is to be reminded.
    """
    now, zone = clock.hold(), clock.site_zone()
    if is_night(now, zone):
        raise Refused(
            _("It is night: reminders go out from 7:00 to 22:00. Try again then.")
        )
    return send_at(now, zone, edition, kind, actor)


def send_at(
    now: datetime,
    zone: ZoneInfo,
    edition: Edition | None,
    kind: Reminder,
    actor: User,
) -> SentNow:
    """The same at a moment of a day."""
    day, waiting = now.astimezone(zone).date(), all_waiting(now)
    chosen = [one for one in waiting if one.kind is kind and one.edition == edition]
    if not chosen:
        raise Refused(_("Nothing of this kind waits for anybody."))
    told = told_to(waiting, day)
    plans = digests_of_day(waiting, chosen_rules(), told, day, zone, now)
    mails = merged(chosen, plans, told, day, now)
    sent = write_digests(mails, zone)
    clock.look_soon()
    readers = {one.reader.key for one in chosen}
    heard = len(readers & told.today)
    values = {"kind": kind.value, "count": len(mails), "heard": heard}
    append(chain_of(edition), acts.REMINDERS_SENT, actor, values)
    return SentNow(sent, heard)


def merged(
    chosen: list[Pending],
    plans: list[DigestPlan],
    told: Told,
    day: date,
    now: datetime,
) -> list[DigestPlan]:
    """A mail for each reader of what was chosen, with what is due for them today."""
    due = {plan.reader.key: plan.pending for plan in plans}
    wanted: dict[str, dict[str, Pending]] = {}
    for one in chosen:
        if one.reader.key in told.today or told.since(one, day):
            continue
        things = wanted.setdefault(one.reader.key, {})
        things[one.thing] = one
        things.update({other.thing: other for other in due.get(one.reader.key, ())})
    mails = []
    for things in wanted.values():
        pending = tuple(sorted(things.values(), key=order))
        mails.append(DigestPlan(pending[0].reader, day, now, pending))
    return mails
