"""An edition's moments in order, with words for staff and for the public, and which of
them have passed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from awards.models import Edition, Round
from awards.statuses import Phase


@dataclass(frozen=True)
class Step:
    """From ``at`` on, staff read ``staff``; ``public`` says what happens then, as it
    stands among the dates of a call (empty where nothing happens for everybody).
    """

    at: datetime
    staff: str
    public: str
    passed: bool
    current: bool = False


@dataclass(frozen=True)
class Moment:
    """``planned``: it comes by somebody's act, so that the clock alone never makes it pass."""

    at: datetime
    staff: str
    public: str = ""
    planned: bool = False


def timeline(
    edition: Edition, rounds: Iterable[Round], now: datetime | None = None
) -> list[Step]:
    now = now or timezone.now()
    moments = sorted(
        phase_moments(edition) + round_moments(rounds), key=lambda moment: moment.at
    )
    steps = [
        Step(one.at, one.staff, one.public, one.at <= now and not one.planned)
        for one in moments
    ]
    latest = max(
        (number for number, step in enumerate(steps) if step.passed), default=None
    )
    return [
        replace(step, current=number == latest) for number, step in enumerate(steps)
    ]


def phase_moments(edition: Edition) -> list[Moment]:
    grace_ends = edition.closes_at + timedelta(minutes=edition.grace_minutes)
    return [
        Moment(edition.opens_at, str(Phase.CALL.label), _("Call opens")),
        Moment(edition.closes_at, str(Phase.GRACE.label), _("Call closes")),
        Moment(grace_ends, str(Phase.JUDGING.label), _("Judging starts")),
        announcement(edition),
    ]


def announcement(edition: Edition) -> Moment:
    if edition.announced_at:
        return Moment(
            edition.announced_at,
            str(Phase.ANNOUNCED.label),
            Phase.ANNOUNCED.public_label,
        )
    return Moment(
        edition.announces_at,
        _("Announcement, as planned"),
        _("Winners are announced"),
        planned=True,
    )


def round_moments(rounds: Iterable[Round]) -> list[Moment]:
    active = [round_ for round_ in rounds if round_.active]
    opened = [
        Moment(one.opens_at, _("%(round)s opens") % {"round": one.name})
        for one in active
    ]
    return opened + [
        Moment(one.closes_at, _("%(round)s closes") % {"round": one.name})
        for one in active
    ]
