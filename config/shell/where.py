"""Where an edition is in its year: five phases, the next moment, how much is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.editions.timeline import Step, timeline
from awards.language.bilingual import reader_language
from awards.language.thai import format_date
from awards.models import Edition, Round
from awards.statuses import Phase
from config.shell.moments import PHASES
from config.shell.side_pages import GROUPS


@dataclass(frozen=True)
class Stage:
    """A phase of the year in the stepper. ``state``: done, now or coming."""

    label: str | Promise
    icon: str
    state: str
    note: str


@dataclass(frozen=True)
class Share:
    """How much of the phase's work is done."""

    done: int
    total: int
    words: str


@dataclass(frozen=True)
class Coming:
    """A moment ahead. ``days`` to it, whole ones; 0 is today."""

    at: datetime
    what: str
    days: int

    @property
    def left(self) -> str:
        if self.days < 1:
            return _("today")
        return ngettext("%(n)d day", "%(n)d days", self.days) % {"n": self.days}


@dataclass(frozen=True)
class Where:
    """``said``: the next moment as a sentence; ``at`` None where none lies ahead."""

    stages: list[Stage]
    said: str
    at: datetime | None
    coming: list[Coming]
    phase: Phase


def where_is(edition: Edition, rounds: Sequence[Round], sent: int | None) -> Where:
    """``sent``: entries that were submitted; None where that is not told."""
    active = [one for one in rounds if one.active]
    judged_at = max((one.closes_at for one in active), default=None)
    phase = Phase.of(edition, judged_at)
    coming = coming_of(timeline(edition, rounds))
    following = coming[0] if coming else None
    return Where(
        stages_of(edition, active, sent, phase),
        sentence(edition, following),
        following.at if following else None,
        coming,
        phase,
    )


def coming_of(steps: Sequence[Step]) -> list[Coming]:
    now, today = timezone.now(), timezone.localdate()
    return [
        Coming(step.at, step.staff, (timezone.localtime(step.at).date() - today).days)
        for step in steps
        if step.at > now
    ]


def sentence(edition: Edition, following: Coming | None) -> str:
    if edition.is_draft:
        return _("A draft: only its organisers see it until the call is opened.")
    if edition.announced_at:
        return _("The winners are published.")
    if following is None:
        return str(edition.phase.label)
    left = following.at - timezone.now()
    if left < timedelta(days=1):
        hours = int(left / timedelta(hours=1))
        wait = (
            ngettext("in %(n)d hour", "in %(n)d hours", hours) % {"n": hours}
            if hours
            else _("within the hour")
        )
    else:
        days = following.days
        wait = ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    return _("%(what)s %(wait)s") % {"what": following.what, "wait": wait}


def stages_of(
    edition: Edition, active: Sequence[Round], sent: int | None, phase: Phase
) -> list[Stage]:
    notes = notes_of(edition, active, sent)
    codes = [group.code for group in GROUPS]
    now = codes.index(PHASES[phase])
    finished = edition.announced_at is not None
    made = []
    for place, group in enumerate(GROUPS):
        state = "now" if place == now else "done" if place < now else "coming"
        if finished:
            state = "done"
        made.append(Stage(group.label, group.icon, state, notes[group.code]))
    return made


def notes_of(
    edition: Edition, active: Sequence[Round], sent: int | None
) -> dict[str, str]:
    """Under each phase what to know of it: its dates, and how many entries came."""
    now = timezone.now()
    opened = edition.opens_at <= now
    closed = edition.closes_at <= now
    ends = max((one.closes_at for one in active), default=edition.closes_at)
    counted = ""
    if opened and sent is not None:
        counted = ngettext("%(n)d entry", "%(n)d entries", sent) % {"n": sent} + ", "
    until = _("closed %(day)s") if closed else _("until %(day)s")
    return {
        "setup": said(
            _("opened %(day)s") if opened else _("opens %(day)s"), edition.opens_at
        ),
        "entries": counted + said(until, edition.closes_at),
        "judging": said(
            _("closed %(day)s") if ends <= now else _("until %(day)s"), ends
        ),
        "results": said(_("from %(day)s"), ends),
        "announcement": said("%(day)s", edition.announcement),
    }


def said(words: str, at: datetime) -> str:
    local = timezone.localtime(at).date()
    return words % {"day": format_date(local, reader_language(), short=True)}
