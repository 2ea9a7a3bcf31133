"""The home of an edition: where are we, what needs me, how does it go, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from awards.models import Edition
from config.shell.needs import Need, needs_of
from config.shell.waiting import waiting_for_organiser
from config.shell.where import Where, where_is
from nominations.models import Entry


@dataclass(frozen=True)
class Home:
    """``organises``: whether this person runs it, rather than only setting it up."""

    where: Where
    needs: list[Need]
    organises: bool


def home_of(edition: Edition, user: Any) -> Home:
    rounds = list(edition.rounds.all())
    waiting = waiting_for_organiser(edition, user)
    sent = Entry.objects.filter(edition=edition).submitted().count()
    return Home(
        where_is(edition, rounds, sent),
        needs_of(edition, waiting),
        waiting.organises,
    )
