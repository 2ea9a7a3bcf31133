"""What a judge is asked for: by whom, for how much work, until when, and whom to ask."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Now

from awards.models import Edition, Round
from awards.site.face import Face, face_of
from judging.models import RoundRules
from judging.models.jury import Judge
from nominations.models import Entry


@dataclass(frozen=True)
class Asked:
    """``entries``: those in the running now, of which each judge reads a share.
    ``entry_minutes``: what one takes as the organisers reckon, None where they do not say.
    """

    face: Face
    rounds: tuple[Round, ...]
    entries: int
    entry_minutes: int | None

    @property
    def until(self) -> datetime | None:
        return max((each.closes_at for each in self.rounds), default=None)

    def effort_of(self, judge: Judge) -> Effort | None:
        """None where nothing can be said."""
        if not self.entry_minutes:
            return None
        if not judge.limit:
            return Effort(self.entry_minutes, None)
        return Effort(
            self.entry_minutes, round_up(judge.limit * self.entry_minutes / 60)
        )


@dataclass(frozen=True)
class Effort:
    """How long it takes, reckoned: minutes for an entry, and hours for as many as the
    judge takes at most; None where no number is set.
    """

    minutes: int
    hours: int | None


def round_up(hours: float) -> int:
    return max(1, math.ceil(hours))


def asked_in(edition: Edition) -> Asked:
    """Its rounds that are not over."""
    open_rounds = edition.rounds.filter(active=True, closes_at__gt=Now())
    rounds = tuple(open_rounds.order_by("opens_at").select_related("rules"))
    return Asked(
        face=face_of(edition),
        rounds=rounds,
        entry_minutes=minutes_in(rounds[0]) if rounds else None,
        entries=Entry.objects.filter(edition=edition).in_running().count(),
    )


def minutes_in(round_: Round) -> int | None:
    """A round without a row of rules has the defaults."""
    rules: RoundRules = getattr(round_, "rules", None) or RoundRules()
    return rules.entry_minutes
