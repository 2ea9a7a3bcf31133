"""A correction waits for the entrants until its deadline, or until it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Prefetch
from django.utils.translation import gettext as _

from awards.language.filters import plain_moment
from awards.models import Edition
from awards.reminders.moments import Window
from awards.reminders.pending import Pending, Said
from awards.site.share_links import absolute
from awards.statuses import Reminder
from nominations.entries.reminders import readers_of
from nominations.models import Collaborator, Correction
from nominations.statuses import Eligibility, EntryState, May


@dataclass(frozen=True, kw_only=True)
class CorrectionPending(Pending):
    correction: Correction

    def said(self) -> Said:
        entry = self.correction.entry
        values = {
            "reference": entry.reference,
            "title": str(entry.title),
            "until": plain_moment(self.window.until),
        }
        words = _(
            "Entry %(reference)s “%(title)s” was returned for correction. Submit the "
            "correction by %(until)s."
        )
        return Said(
            _("Entry %(reference)s: correction due on %(until)s") % values,
            words % values,
            absolute("nominations:entry-detail", entry.reference),
        )


def corrections_waiting(now: datetime, edition: Edition | None = None) -> list[Pending]:
    """Of all editions, or of one. In three statements."""
    rows = Correction.objects.filter(
        sent_at=None,
        until__gt=now,
        number=F("entry__eligibility_pass"),
        entry__state=EntryState.SUBMITTED,
        entry__eligibility=Eligibility.RETURNED,
    )
    if edition is not None:
        rows = rows.filter(entry__edition=edition)
    invited = Collaborator.objects.exclude(may=May.VIEW)
    corrections = list(
        rows.select_related("entry__edition", "entry__owner").prefetch_related(
            Prefetch("entry__collaborators", invited, to_attr="helping")
        )
    )
    readers = readers_of(one.entry for one in corrections)
    return [
        CorrectionPending(
            kind=Reminder.CORRECTION,
            reader=reader,
            edition=one.entry.edition,
            thing=f"correction:{one.pk}",
            window=Window(one.opened_at, one.opened_at, one.until),
            correction=one,
        )
        for one in corrections
        for reader in readers[one.entry_id]
    ]
