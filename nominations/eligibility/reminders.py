"""Before the deadline of a correction: one mail to its entrants, unless the correction
came already.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from awards.ledger.services import database_now
from nominations.eligibility import emails
from nominations.models import Correction
from nominations.statuses import Eligibility, EntryState

LEAD = timedelta(days=2)


def reminds_at(correction: Correction) -> datetime:
    """Two days before the deadline; where there was little time, when a third of it is left."""
    return correction.until - min(LEAD, (correction.until - correction.opened_at) / 3)


@transaction.atomic
def remind_of_corrections() -> int:
    """One sweep: how many entries' people were reminded; each correction once."""
    now = database_now()
    rows = Correction.objects.filter(
        sent_at=None,
        reminded_at=None,
        until__gt=now,
        until__lte=now + LEAD,
        number=F("entry__eligibility_pass"),
        entry__state=EntryState.SUBMITTED,
        entry__eligibility=Eligibility.RETURNED,
    )
    rows = rows.select_related("entry__edition", "entry__owner").select_for_update(
        of=("self",), skip_locked=True
    )
    due = [correction for correction in rows if reminds_at(correction) <= now]
    for correction in due:
        emails.correction_reminder(correction.entry, correction)
    Correction.objects.filter(pk__in=[correction.pk for correction in due]).update(
        reminded_at=now
    )
    return len(due)
