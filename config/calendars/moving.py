"""Dates that moved or ended by what an organiser did, in the calendars of those who were
told of them: a mail to each person with the files that move them.

What a mail of its own tells (more time, entries taken from a judge) has moved already
when this looks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from awards.accounts.models import User
from awards.calendars.attaching import attached
from awards.calendars.dates import Appointment, Settled, settle, told_and_ahead
from awards.ledger.services import database_now
from awards.models import CalendarDate
from awards.outbox.models import Message
from awards.outbox.services import prepare_mail, save_messages
from awards.statuses import DateKind
from judging.mails.dates import judging_appointments
from nominations.eligibility.calendar import correction_appointments
from nominations.entries.calendar import closing_appointments


@dataclass(frozen=True)
class Line:
    title: str
    at: datetime


@transaction.atomic
def move_dates() -> int:
    """How many people were told. One statement where nobody was told of any date."""
    told = told_and_ahead()
    if not told:
        return 0
    known = {row.name for row in told}
    current = [one for one in current_dates(database_now()) if one.name in known]
    settled = settle(current, known)
    of_user: dict[User, list[CalendarDate]] = defaultdict(list)
    for name in sorted(settled.moved):
        row = settled.rows[name]
        if is_news(row):
            of_user[row.user].append(row)
    mails = [mail_to(user, rows, settled) for user, rows in of_user.items()]
    return save_messages(mails) if mails else 0


def current_dates(now: datetime) -> list[Appointment]:
    return [
        *judging_appointments(now),
        *correction_appointments(now),
        *closing_appointments(now),
    ]


def is_news(row: CalendarDate) -> bool:
    """Not where somebody ended it by doing what was asked, or by withdrawing."""
    return row.cancelled_at is None or row.kind == DateKind.JUDGING


def mail_to(user: User, rows: list[CalendarDate], settled: Settled) -> Message:
    names = [row.name for row in rows]
    codes = {row.edition.code for row in rows}
    versions = ",".join(f"{row.pk}.{row.sequence}" for row in rows)
    return prepare_mail(
        "dates-changed",
        "awards/emails/dates_changed.txt",
        {
            "moved": lines_of((row for row in rows if not row.cancelled_at), user),
            "cancelled": lines_of((row for row in rows if row.cancelled_at), user),
            "edition": rows[0].edition if len(codes) == 1 else None,
        },
        dedupe_key=f"dates-changed:{user.pk}:{versions}"[:200],
        recipient=user,
        edition_code=codes.pop() if len(codes) == 1 else "",
        attachments=attached(settled, names, user.language),
    )


def lines_of(rows: Iterable[CalendarDate], user: User) -> list[Line]:
    english = user.language == "en"
    return [Line(row.title_en if english else row.title_th, row.at) for row in rows]
