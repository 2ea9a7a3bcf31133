"""An edition's moments in order, with words for staff and for the public, and which of them have passed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from awards.models import Edition, Round
from awards.statuses import Phase


@dataclass(frozen=True)
class Step:
    """From ``at`` on, staff read ``staff`` and the public reads ``public`` (empty where nothing changes for it)."""

    at: datetime
    staff: str
    public: str
    passed: bool
    current: bool = False


def timeline(edition: Edition, rounds: Iterable[Round], now: datetime | None = None) -> list[Step]:
    now = now or timezone.now()
    moments = phase_moments(edition) + round_moments(edition, rounds)
    steps = [Step(at, staff, public, at <= now) for at, staff, public in sorted(moments)]
    latest = max((number for number, step in enumerate(steps) if step.passed), default=None)
    return [Step(s.at, s.staff, s.public, s.passed, number == latest) for number, s in enumerate(steps)]


def phase_moments(edition: Edition) -> list[tuple[datetime, str, str]]:
    grace_ends = edition.closes_at + timedelta(minutes=edition.grace_minutes)
    return [
        (edition.opens_at, str(Phase.CALL.label), Phase.CALL.public_label),
        (edition.closes_at, str(Phase.GRACE.label), Phase.GRACE.public_label),
        (grace_ends, str(Phase.JUDGING.label), Phase.JUDGING.public_label),
        (edition.announces_at, str(Phase.ANNOUNCED.label), Phase.ANNOUNCED.public_label),
    ]


def round_moments(edition: Edition, rounds: Iterable[Round]) -> list[tuple[datetime, str, str]]:
    active = [round_ for round_ in rounds if round_.active]
    opened = [(r.opens_at, _("%(round)s opens") % {"round": r.name}, "") for r in active]
    return opened + [(r.closes_at, _("%(round)s closes") % {"round": r.name}, "") for r in active]
