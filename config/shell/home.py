"""The home of an edition: where are we, what needs me, how does it go, what happened."""

from __future__ import annotations

from dataclasses import dataclass, field

from awards.accounts.models import User
from awards.models import Edition
from config.shell.later import Later, later_of
from config.shell.ledger_rows import Asked, Event, events_of, rows_of
from config.shell.needs import Need, needs_of
from config.shell.pace import Pace, pace_of, round_in_view
from config.shell.waiting import waiting_for_organiser
from config.shell.where import Where, where_is
from nominations.models import Entry

FEW_EVENTS = 6


@dataclass(frozen=True)
class Home:
    """``pace`` is None, and nothing is told of entries, where this person only sets the
    edition up.
    """

    where: Where
    needs: list[Need]
    later: list[Later] = field(default_factory=list)
    pace: Pace | None = None
    events: list[Event] = field(default_factory=list)


def home_of(edition: Edition, user: User) -> Home:
    rounds = list(edition.rounds.all())
    waiting = waiting_for_organiser(edition, user)
    if not waiting.organises:
        return Home(where_is(edition, rounds, None), needs_of(edition, waiting))
    sent = Entry.objects.filter(edition=edition).submitted().count()
    round_ = round_in_view(rounds)
    newest = list(rows_of(edition, Asked())[:FEW_EVENTS])
    return Home(
        where_is(edition, rounds, sent),
        needs_of(edition, waiting),
        later_of(edition, round_),
        pace_of(edition, user, round_),
        events_of(edition, newest),
    )
