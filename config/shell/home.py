"""The home of an edition: where are we, what needs me, how does it go, what happened."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from awards.accounts.models import User
from awards.models import Edition
from awards.roles import Area
from config.shell.later import Later, later_of
from config.shell.ledger_rows import Asked, Event, events_of, rows_of
from config.shell.needs import Need, needs_of
from config.shell.next_steps import next_steps
from config.shell.pace import Pace, pace_of, round_in_view
from config.shell.side_pages import LEDGER
from config.shell.waiting import waiting_for_organiser
from config.shell.where import Where, where_is
from nominations.models import Entry

FEW_EVENTS = 6


@dataclass(frozen=True)
class Home:
    """Of each part what this person's role reads: ``pace`` is None, and ``told`` is not
    true, where it does not. Who only sets the edition up is told nothing of entries.
    """

    where: Where
    needs: list[Need]
    later: list[Later] = field(default_factory=list)
    pace: Pace | None = None
    events: list[Event] = field(default_factory=list)
    told: bool = False


def home_of(edition: Edition, user: User) -> Home:
    rounds = list(edition.rounds.all())
    waiting = waiting_for_organiser(edition, user)
    if not waiting.organises:
        return Home(where_is(edition, rounds, None), needs_of(edition, waiting))
    sent = Entry.objects.filter(edition=edition).submitted().count()
    round_ = round_in_view(rounds)
    needs = [*needs_of(edition, waiting), *next_steps(edition, waiting.role, rounds)]
    home = Home(where_is(edition, rounds, sent), needs)
    if waiting.reads(Area.JUDGING) and waiting.reads(Area.PUBLICATION):
        home = replace(home, later=later_of(edition, round_))
    if waiting.reads(Area.ENTRIES):
        shown = round_ if waiting.reads(Area.JUDGING) else None
        home = replace(home, pace=pace_of(edition, user, shown))
    if waiting.reads(LEDGER.area):
        newest = list(rows_of(edition, Asked())[:FEW_EVENTS])
        home = replace(home, events=events_of(edition, newest), told=True)
    return home
