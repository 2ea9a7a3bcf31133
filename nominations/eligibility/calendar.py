"""Deadlines of entries in the calendars of their entrants: corrections, and the closing
of the call for who got more time.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.accounts.models import User
from awards.calendars.dates import Appointment, Settled, settle
from awards.models import CalendarDate, Edition
from awards.statuses import DateKind
from nominations.eligibility.reminders import CorrectionPending, corrections_waiting
from nominations.models import Correction, Entry


def name_of(correction: int, user: int) -> str:
    return f"correction:{correction}:{user}"


def correction_appointments(
    now: datetime, edition: Edition | None = None
) -> list[Appointment]:
    """Of everybody who may send the correction and has an account. Three statements."""
    return [
        correction_appointment(one.correction, one.reader.user)
        for one in corrections_waiting(now, edition)
        if isinstance(one, CorrectionPending) and one.reader.user
    ]


def correction_appointment(correction: Correction, user: User) -> Appointment:
    entry = correction.entry
    return Appointment(
        name=name_of(correction.pk, user.pk),
        kind=DateKind.CORRECTION,
        user=user,
        edition=entry.edition,
        title_th=title_in("th", correction),
        title_en=title_in("en", correction),
        at=correction.until,
        reference=entry.reference,
    )


def correction_done(entry: Entry, user: User) -> Settled:
    """Corrections of the entry in this person's calendar are cancelled."""
    rows = CalendarDate.objects.filter(
        user=user,
        edition=entry.edition,
        kind=DateKind.CORRECTION,
        reference=entry.reference,
        cancelled_at=None,
    )
    return settle([], set(rows.values_list("name", flat=True)))


def title_in(language: str, correction: Correction) -> str:
    with override(language):
        entry = correction.entry
        words = _("Correction due: %(reference)s, %(edition)s")
        values = {"reference": entry.reference, "edition": str(entry.edition.name)}
        return words % values
