"""What a judge is asked for: by whom, for how much work, until when, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Now

from awards.models import Edition, Round
from awards.site.face import Face, face_of
from nominations.models import Entry


@dataclass(frozen=True)
class Asked:
    """``entries``: those in the running now, of which each judge reads a share."""

    face: Face
    rounds: tuple[Round, ...]
    entries: int

    @property
    def until(self) -> datetime | None:
        return max((each.closes_at for each in self.rounds), default=None)


def asked_in(edition: Edition) -> Asked:
    """Its rounds that are not over."""
    rounds = edition.rounds.filter(active=True, closes_at__gt=Now())
    return Asked(
        face=face_of(edition),
        rounds=tuple(rounds.order_by("opens_at")),
        entries=Entry.objects.filter(edition=edition).in_running().count(),
    )
