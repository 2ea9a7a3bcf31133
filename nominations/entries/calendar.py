"""The longer deadline of one entry, in its owner's calendar."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.calendars.dates import Appointment
from awards.models import Edition
from awards.statuses import DateKind
from nominations.models import Entry
from nominations.statuses import EntryState


def name_of(entry: int, user: int) -> str:
    return f"closing:{entry}:{user}"


def closing_appointments(
    now: datetime, edition: Edition | None = None
) -> list[Appointment]:
    """Of entries with more time than others, until it is over. One statement."""
    entries = Entry.objects.filter(
        extended_until__gt=now,
        edition__announced_at=None,
        owner__is_active=True,
    ).exclude(state=EntryState.WITHDRAWN)
    if edition is not None:
        entries = entries.filter(edition=edition)
    rows = entries.select_related("edition", "owner").order_by("pk")
    return [closing_of(entry) for entry in rows]


def closing_of(entry: Entry) -> Appointment:
    return Appointment(
        name=name_of(entry.pk, entry.owner_id),
        kind=DateKind.CLOSING,
        user=entry.owner,
        edition=entry.edition,
        title_th=title_in("th", entry),
        title_en=title_in("en", entry),
        at=entry.told_closing,
        reference=entry.reference,
    )


def title_in(language: str, entry: Entry) -> str:
    with override(language):
        words = _("Deadline of entry %(reference)s, %(edition)s")
        values = {"reference": entry.reference, "edition": str(entry.edition.name)}
        return words % values
