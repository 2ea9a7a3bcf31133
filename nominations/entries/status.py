"""Where an entry is, in the words that its entrant reads: every page, card and mail for
entrants asks here.

It follows from the entry's state, its check, the clock and the published list together;
none of them alone says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards.ledger.services import database_now
from awards.models import Winner
from nominations.models import Correction, Entry
from nominations.statuses import Eligibility, EntryState


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CHANGING = (
        "changing",
        _("Reopened: your earlier version counts until you submit again"),
    )
    NOT_SENT = "not-sent", _("Not submitted before the deadline")
    SENT = "sent", _("Submitted")
    CHECKING = "checking", _("Eligibility is being checked")
    CORRECTION = "correction", _("Returned for correction")
    CORRECTION_OVER = "correction-over", _("Correction not submitted in time")
    ELIGIBLE = "eligible", _("Found eligible")
    NOT_ELIGIBLE = "not-eligible", _("Found not eligible")
    ANSWERED = "answered", _("Not eligible: your reply is being reviewed")
    REFUSED = "refused", _("Not eligible: this decision is final")
    WON = "won", _("Winner")
    NOT_WON = "not-won", _("Not among the winners")
    NOT_JUDGED = "not-judged", _("Not judged")
    WITHDRAWN = "withdrawn", _("Withdrawn")


TONES = {
    "good": {Status.SENT, Status.ELIGIBLE, Status.WON},
    "warn": {Status.DRAFT, Status.CHANGING, Status.CORRECTION},
    "bad": {
        Status.NOT_ELIGIBLE,
        Status.REFUSED,
        Status.CORRECTION_OVER,
        Status.NOT_SENT,
    },
}
OUT = {
    Eligibility.NOT_ELIGIBLE: Status.NOT_ELIGIBLE,
    Eligibility.ANSWERED: Status.ANSWERED,
    Eligibility.REFUSED: Status.REFUSED,
}


@dataclass(frozen=True)
class EntryStatus:
    """``until``: when the entrant's time for what is asked ends, as it was promised;
    None where nothing is open.
    """

    status: Status
    until: datetime | None = None

    @property
    def label(self) -> str:
        return str(self.status.label)

    @property
    def tone(self) -> str:
        return next(
            (tone for tone, statuses in TONES.items() if self.status in statuses),
            "calm",
        )

    @property
    def waits_for_entrant(self) -> bool:
        return self.until is not None and self.status in (
            Status.DRAFT,
            Status.CORRECTION,
        )

    @property
    def was_judged(self) -> bool:
        return self.status in (Status.WON, Status.NOT_WON)


def status_of(entry: Entry, now: datetime | None = None) -> EntryStatus:
    return statuses_of([entry], now)[entry.pk]


def statuses_of(
    entries: Sequence[Entry], now: datetime | None = None
) -> dict[int, EntryStatus]:
    """By the entries' ids; each comes with its edition. The same few statements for one
    and for thirty, none for none. ``now``: where the database's clock was read already.
    """
    if not entries:
        return {}
    now, won, corrections = (
        now or database_now(),
        winners_among(entries),
        open_corrections(entries),
    )
    return {
        entry.pk: told(entry, now, entry.reference in won, corrections.get(entry.pk))
        for entry in entries
    }


def winners_among(entries: Sequence[Entry]) -> set[str]:
    announced = [entry.reference for entry in entries if entry.edition.announced_at]
    if not announced:
        return set()
    current = Winner.objects.filter(
        winner_list__published_at__isnull=False, winner_list__superseded_at=None
    )
    return set(
        current.filter(reference__in=announced).values_list("reference", flat=True)
    )


def open_corrections(entries: Sequence[Entry]) -> dict[int, datetime]:
    returned = [
        entry.pk for entry in entries if entry.eligibility == Eligibility.RETURNED
    ]
    if not returned:
        return {}
    return dict(
        Correction.objects.filter(entry__in=returned, sent_at=None).values_list(
            "entry_id", "until"
        )
    )


def told(
    entry: Entry, now: datetime, won: bool, correction: datetime | None
) -> EntryStatus:
    closing = entry.told_closing if now < entry.closing_moment else None
    if entry.state == EntryState.WITHDRAWN:
        return EntryStatus(Status.WITHDRAWN)
    if entry.state == EntryState.DRAFT:
        return told_draft(entry, closing)
    if entry.edition.announced_at:
        return told_result(entry, won)
    if entry.eligibility in OUT:
        return EntryStatus(OUT[Eligibility(entry.eligibility)])
    if entry.eligibility == Eligibility.RETURNED and correction:
        over = now >= correction
        return (
            EntryStatus(Status.CORRECTION_OVER)
            if over
            else EntryStatus(Status.CORRECTION, correction)
        )
    if entry.eligibility == Eligibility.ELIGIBLE:
        return EntryStatus(Status.ELIGIBLE, closing)
    return (
        EntryStatus(Status.SENT, closing) if closing else EntryStatus(Status.CHECKING)
    )


def told_draft(entry: Entry, closing: datetime | None) -> EntryStatus:
    if entry.fallback_id:
        return EntryStatus(Status.CHANGING, closing)
    return (
        EntryStatus(Status.DRAFT, closing) if closing else EntryStatus(Status.NOT_SENT)
    )


def told_result(entry: Entry, won: bool) -> EntryStatus:
    """Once the winners are published; what was still unchecked then is not being
    checked any more.
    """
    if won:
        return EntryStatus(Status.WON)
    if entry.eligibility in OUT:
        final = entry.eligibility == Eligibility.REFUSED
        return EntryStatus(Status.REFUSED if final else Status.NOT_ELIGIBLE)
    return EntryStatus(Status.NOT_WON if entry.is_in_running else Status.NOT_JUDGED)
