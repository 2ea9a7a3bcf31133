"""An entry's life as its entrant reads it: sent, checked, judged, announced; when, what
comes next, and in the end how it came out.

It follows from ``entries.status`` alone: a step never says more than the status does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from awards.accounts.asking import Visitor
from awards.language.bilingual import reader_language
from awards.language.thai import format_date, format_datetime
from awards.models import Credential, Winner
from nominations.entries.status import EntryStatus, Status
from nominations.models import Entry
from nominations.models.with_columns import SeenEntry
from nominations.statuses import Eligibility

DONE, NOW, LATER, ENDED = "done", "now", "later", "ended"
BEFORE_THE_CHECK = {Status.DRAFT, Status.CHANGING, Status.SENT, Status.NOT_SENT}
IN_CHECK = {Status.CHECKING, Status.CORRECTION, Status.CORRECTION_OVER}
FOUND_OUT = {Status.NOT_ELIGIBLE, Status.ANSWERED, Status.REFUSED}
JUDGED = {Status.WON, Status.NOT_WON}
OVER = {*JUDGED, Status.NOT_JUDGED}


@dataclass(frozen=True)
class Step:
    """``state`` is done, now, later or ended (the entry goes no further here)."""

    title: str
    state: str
    detail: str

    @property
    def icon(self) -> str:
        return {DONE: "check", NOW: "clock", ENDED: "x"}.get(self.state, "circle")


@dataclass(frozen=True)
class Life:
    """``next``: what comes next, or what to do, in a sentence; empty at the end."""

    steps: tuple[Step, ...]
    next: str


@dataclass(frozen=True)
class Outcome:
    """What the entry won, with its pages; several where it won more than one prize."""

    prizes: tuple[Winner, ...]
    certificates: tuple[Credential, ...]


def life_of(entry: SeenEntry, status: EntryStatus, now: datetime) -> Life | None:
    """``entry`` as ``loading.get_entry`` gives it. None for one that was withdrawn."""
    if status.status == Status.WITHDRAWN:
        return None
    steps = (
        sent_step(entry, status),
        checked_step(entry, status),
        judged_step(entry, status, now),
        announced_step(entry, status),
    )
    return Life(tuple(step for step in steps if step), next_words(entry, status))


def moment(when: datetime | None) -> str:
    return format_datetime(when, reader_language()) if when else ""


def day(when: datetime | None) -> str:
    return format_date(when, reader_language(), short=True) if when else ""


def sent_step(entry: Entry, status: EntryStatus) -> Step:
    if status.status == Status.NOT_SENT:
        return Step(pgettext("step of an entry", "Submitted"), ENDED, status.label)
    if status.status in (Status.DRAFT, Status.CHANGING):
        until = _("by %(when)s") % {"when": moment(status.until)}
        return Step(
            pgettext("step of an entry", "Submitted"),
            NOW,
            until if status.until else "",
        )
    return Step(
        pgettext("step of an entry", "Submitted"), DONE, moment(entry.submitted_at)
    )


def checked_step(entry: SeenEntry, status: EntryStatus) -> Step | None:
    """None where it was judged without a check: the edition does not ask for one."""
    title, checked = pgettext("step of an entry", "Checked"), day(entry.checked_at)
    if status.status in FOUND_OUT:
        return Step(title, ENDED, status.label)
    if status.status in IN_CHECK:
        return Step(title, NOW, status.label)
    if status.status == Status.NOT_JUDGED:
        return Step(title, ENDED, "")
    if status.status in BEFORE_THE_CHECK:
        return Step(title, LATER, "")
    if entry.eligibility != Eligibility.ELIGIBLE:
        return None
    return Step(title, DONE, " · ".join(filter(None, (checked, _("Eligible")))))


def judged_step(entry: SeenEntry, status: EntryStatus, now: datetime) -> Step:
    title = pgettext("step of an entry", "Judged")
    opens, closes = entry.judging_from, entry.judging_until
    if status.status in JUDGED:
        return Step(title, DONE, day(closes))
    if status.status in {*FOUND_OUT, Status.NOT_JUDGED, Status.NOT_SENT}:
        return Step(title, ENDED, "")
    between = f"{day(opens)} – {day(closes)}" if opens else ""
    running = status.status == Status.ELIGIBLE and opens and now >= opens
    return Step(title, NOW if running else LATER, between)


def announced_step(entry: Entry, status: EntryStatus) -> Step:
    edition = entry.edition
    if edition.announced_at:
        return Step(
            pgettext("step of an entry", "Announced"), DONE, day(edition.announced_at)
        )
    return Step(
        pgettext("step of an entry", "Announced"), LATER, day(edition.announces_at)
    )


def next_words(entry: Entry, status: EntryStatus) -> str:
    """What the entrant can do or may expect; nothing is promised that no mail or page
    keeps.
    """
    until = moment(status.until)
    announced = day(entry.edition.announces_at)
    words = {
        Status.DRAFT: _("Fill in what is missing and submit by %(until)s."),
        Status.CHANGING: _(
            "Submit again by %(until)s. Otherwise your earlier version is judged."
        ),
        Status.SENT: _(
            "You need not do anything. Until %(until)s you can still reopen the entry "
            "and change it; then the organiser checks it."
        ),
        Status.CHECKING: _(
            "You need not do anything now. If something must be corrected, we will "
            "email you."
        ),
        Status.CORRECTION: _(
            "Correct the marked fields and submit the correction by %(until)s."
        ),
        Status.CORRECTION_OVER: _("The organiser will decide on what was submitted."),
        Status.ELIGIBLE: _(
            "You need not do anything. The result is announced on %(announced)s."
        ),
        Status.ANSWERED: _(
            "The organiser will read your reply and make a final decision."
        ),
    }.get(status.status, "")
    return words % {"until": until, "announced": announced}


def outcome_of(entry: Entry, status: EntryStatus, user: Visitor) -> Outcome | None:
    """Of a winner whose list is published; ``user`` sees certificates of their own."""
    if status.status != Status.WON:
        return None
    prizes = Winner.objects.filter(
        reference=entry.reference,
        winner_list__edition=entry.edition,
        winner_list__published_at__isnull=False,
        winner_list__superseded_at=None,
    )
    own = Credential.objects.held_by(user).standing().still_won().exclude(pdf="")
    certificates = own.filter(
        Q(winner__reference=entry.reference) | Q(reference=entry.reference)
    )
    return Outcome(tuple(prizes), tuple(certificates))
