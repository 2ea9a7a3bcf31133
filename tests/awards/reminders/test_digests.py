"""Any timeline of openings, extensions, doing the thing and workers that were away: at
most one mail a day, never in the night, never of what is done, none lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from awards.models import ReminderRule
from awards.reminders.digests import (
    DigestPlan,
    Told,
    digests_of_day,
    due_now,
    next_look,
)
from awards.reminders.moments import MORNING, Window, at, is_night, moments_of
from awards.reminders.pending import Pending, Reader, Said
from awards.reminders.rules import ChosenRules
from awards.statuses import Reminder

BEGIN = datetime(2026, 3, 20, tzinfo=UTC)  # Berlin's clocks go on on the 29th
ZONES = st.sampled_from([ZoneInfo("Asia/Bangkok"), ZoneInfo("Europe/Berlin")])
HOURS = st.integers(0, 20 * 24).map(lambda hours: timedelta(hours=hours))


class Plain(Pending):
    def said(self) -> Said:
        return Said("", "", "")


@dataclass
class Thing:
    """``extended``: from when its deadline is the later one. ``done``: when it is done."""

    reader: str
    name: str
    opens: datetime
    until: datetime
    extended: datetime
    later: datetime
    done: datetime

    def until_as_of(self, now: datetime) -> datetime:
        return self.later if now >= self.extended else self.until

    def pending(self, now: datetime) -> Plain | None:
        until = self.until_as_of(now)
        if now < self.opens or now >= self.done or now >= until:
            return None
        return Plain(
            kind=Reminder.BALLOTS,
            reader=Reader(self.reader, "en"),
            edition=None,
            thing=self.name,
            window=Window(self.opens, self.opens, until),
        )


@st.composite
def things(draw: st.DrawFn) -> list[Thing]:
    found = []
    for number in range(draw(st.integers(1, 4))):
        opens = BEGIN + draw(HOURS)
        until = opens + timedelta(hours=1) + draw(HOURS)
        later = until + draw(HOURS)
        found.append(
            Thing(
                draw(st.sampled_from(["a@example.org", "b@example.org"])),
                f"thing:{number}",
                opens,
                until,
                opens + draw(HOURS),
                later,
                opens + draw(HOURS) * 2,
            )
        )
    return found


MOMENTS = st.lists(
    st.sampled_from(["0", "1", "3", "7", "50%", "80%"]), min_size=1, max_size=5
)


def rules_of(moments: list[str]) -> ChosenRules:
    row = ReminderRule(kind=Reminder.BALLOTS, moments=moments)
    return ChosenRules({(None, Reminder.BALLOTS.value): row})


@dataclass
class World:
    """A worker and what it remembers. ``written``: each mail with its moment."""

    things: list[Thing]
    rules: ChosenRules
    zone: ZoneInfo
    last: dict[tuple[str, str], date] = field(default_factory=dict)
    mails: dict[tuple[str, date], datetime] = field(default_factory=dict)
    written: list[tuple[datetime, DigestPlan]] = field(default_factory=list)

    def waiting(self, now: datetime) -> list[Pending]:
        return [one for thing in self.things if (one := thing.pending(now))]

    def look(self, now: datetime) -> datetime:
        """Returns when to look again."""
        waiting = self.waiting(now)
        if not is_night(now, self.zone):
            day = now.astimezone(self.zone).date()
            today = frozenset(who for who, when in self.mails if when == day)
            told = Told(dict(self.last), today)
            plans = digests_of_day(waiting, self.rules, told, day, self.zone, now)
            for plan in due_now(plans, now):
                self.write(plan, now)
        return next_look(waiting, self.rules, now, self.zone, on_the_way=False)

    def write(self, plan: DigestPlan, now: datetime) -> None:
        assert (plan.reader.key, plan.day) not in self.mails, "two mails on a day"
        self.mails[plan.reader.key, plan.day] = now
        self.written.append((now, plan))
        for pending in plan.pending:
            self.last[pending.key] = plan.day


def assert_nothing_is_false(world: World) -> None:
    for now, plan in world.written:
        assert not is_night(now, world.zone)
        for pending in plan.pending:
            [thing] = [one for one in world.things if one.name == pending.thing]
            assert pending.reader.key == thing.reader == plan.reader.key
            assert thing.opens <= now < thing.done
            assert now < thing.until_as_of(now) == pending.window.until


@settings(max_examples=60, deadline=None)
@given(things(), MOMENTS, ZONES, st.lists(HOURS, min_size=1, max_size=40))
def test_nothing_false_goes_out_however_long_the_worker_was_away(
    some: list[Thing], moments: list[str], zone: ZoneInfo, looks: list[timedelta]
) -> None:
    world = World(some, rules_of(moments), zone)
    for after in sorted(looks):
        world.look(BEGIN + after * 3)
    assert_nothing_is_false(world)


@settings(max_examples=60, deadline=None)
@given(things(), MOMENTS, ZONES)
def test_what_is_due_and_useful_is_said_while_the_worker_looks_when_it_should(
    some: list[Thing], moments: list[str], zone: ZoneInfo
) -> None:
    world, now = World(some, rules_of(moments), zone), BEGIN
    while now < BEGIN + timedelta(days=65):
        again = world.look(now)
        assert now < again
        now = again
    assert_nothing_is_false(world)
    for thing in some:
        assert_all_is_said(thing, world)


def assert_all_is_said(thing: Thing, world: World) -> None:
    """Each moment of the last deadline that the thing lived to: in the mail of its day,
    but where that mail was written before the thing began, or moved there.
    """
    if thing.extended >= thing.until:
        until, known = thing.until, thing.opens
    else:
        until, known = thing.later, max(thing.opens, thing.extended)
    window = Window(thing.opens, thing.opens, until)
    marks = world.rules.marks(None, Reminder.BALLOTS)
    for moment in moments_of(marks, window, world.zone):
        # an hour: between two looks, of what began or moved meanwhile
        if moment < known or moment + timedelta(hours=1) >= min(thing.done, until):
            continue
        day = moment.astimezone(world.zone).date()
        mail = world.mails.get((thing.reader, day))
        morning = at(day, MORNING, world.zone)
        said = {
            plan.day
            for _at, plan in world.written
            if thing.name in {one.thing for one in plan.pending}
        }
        assert day in said or (mail and morning <= mail <= known + timedelta(hours=1))
