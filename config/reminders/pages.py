"""What an organiser sees of reminders: what will go out when and to whom, the rules, what
went out, and why somebody did or did not get one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from awards.ledger.services import database_now
from awards.models import Edition, Reminded
from awards.outbox.work import WorkState
from awards.reminders import clock
from awards.reminders.certificates import certificates_waiting
from awards.reminders.digests import Told, told_to
from awards.reminders.moments import MORNING, at, by_day, latest_until
from awards.reminders.pending import Pending
from awards.reminders.rules import (
    OF_EDITIONS,
    RULES,
    ChosenRules,
    RuleKind,
    chosen_rules,
)
from awards.statuses import Reminder
from config.reminders.gathering import of_editions

WENT_OUT = timedelta(days=30)
NAMED = 100  # people by name in one line


@dataclass(frozen=True)
class Whom:
    name: str
    email: str


@dataclass(frozen=True)
class DayLine:
    """What a rule sends, or sent, on a day. ``more``: people who are not named."""

    day: date
    label: str
    people: list[Whom]
    more: int

    @property
    def count(self) -> int:
        return len(self.people) + self.more


@dataclass(frozen=True)
class PlanLine(DayLine):
    """``first``: when the first of them goes."""

    first: datetime


@dataclass(frozen=True)
class RuleLine:
    """``waiting``: people for whom something of this kind waits now."""

    kind: Reminder
    rule: RuleKind
    active: bool
    moments: str
    waiting: int


@dataclass(frozen=True)
class Answer:
    """About one thing and one moment: what was done or will be, and why."""

    label: str
    moment: datetime
    words: str


@dataclass(frozen=True)
class State:
    """All that a page is made of, asked once."""

    now: datetime
    zone: ZoneInfo
    rules: ChosenRules
    waiting: list[Pending]
    told: Told

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


def state_of(edition: Edition | None) -> State:
    """Of an edition, or of the register."""
    now, zone = database_now(), clock.site_zone()
    waiting = of_editions(now, edition) if edition else certificates_waiting(now)
    told = told_to(waiting, now.astimezone(zone).date())
    return State(now, zone, chosen_rules(edition), waiting, told)


def next_moments(state: State, pending: Pending) -> list[datetime]:
    """From now on, as things are: what is due but has had its mail of today goes
    tomorrow at seven.
    """
    moments = pending.moments(state.rules, state.zone)
    ahead = [moment for moment in moments if moment.date() > state.today]
    due = latest_until(moments, state.today)
    if due is None or state.told.since(pending, due.date()):
        return ahead
    if pending.reader.key in state.told.today:
        morning = at(state.today + timedelta(days=1), MORNING, state.zone)
        late = morning < pending.window.until and morning.date() not in {
            moment.date() for moment in ahead
        }
        return [morning, *ahead] if late else ahead
    return [by_day(max(due, state.now), state.zone), *ahead]


def plan_lines(state: State) -> list[PlanLine]:
    """By day and kind, the next first."""
    groups: dict[tuple[date, Reminder], dict[str, Pending]] = defaultdict(dict)
    first: dict[tuple[date, Reminder], datetime] = {}
    for pending in state.waiting:
        for moment in next_moments(state, pending):
            key = (moment.date(), pending.kind)
            groups[key][pending.reader.key] = pending
            first[key] = min(moment, first.get(key, moment))
    return [
        plan_line(day, kind, first[day, kind], groups[day, kind].values())
        for day, kind in sorted(groups, key=lambda key: (key[0], first[key], key[1]))
    ]


def plan_line(
    day: date, kind: Reminder, first: datetime, pending: Iterable[Pending]
) -> PlanLine:
    people = sorted(
        (Whom(one.reader.shown_name, one.reader.email) for one in pending),
        key=lambda whom: whom.name,
    )
    more = max(0, len(people) - NAMED)
    return PlanLine(day, RULES[kind].label, people[:NAMED], more, first)


def sent_lines(edition: Edition | None, state: State) -> list[DayLine]:
    """Of the last month, the newest first. One statement."""
    rows = Reminded.objects.said().filter(
        edition=edition, day__gt=state.today - WENT_OUT
    )
    if edition is None:
        rows = rows.filter(kind=Reminder.CERTIFICATE)
    groups: dict[tuple[date, str], dict[str, Whom]] = defaultdict(dict)
    for row in rows.select_related("user").order_by("-day", "kind", "email"):
        name = str(row.user) if row.user else row.email
        groups[row.day, row.kind][row.email] = Whom(name, row.email)
    return [
        DayLine(
            day,
            RULES[Reminder(kind)].label,
            list(people.values())[:NAMED],
            max(0, len(people) - NAMED),
        )
        for (day, kind), people in groups.items()
    ]


def rule_lines(edition: Edition | None, state: State) -> list[RuleLine]:
    pk = edition.pk if edition else None
    waiting: dict[Reminder, set[str]] = defaultdict(set)
    for pending in state.waiting:
        waiting[pending.kind].add(pending.reader.key)
    kinds = OF_EDITIONS if edition else (Reminder.CERTIFICATE,)
    return [
        RuleLine(
            kind,
            RULES[kind],
            state.rules.is_on(pk, kind),
            state.rules.typed(pk, kind),
            len(waiting[kind]),
        )
        for kind in kinds
    ]


def answers_about(email: str, edition: Edition | None, state: State) -> list[Answer]:
    """Why somebody did or did not get a reminder: what was said to them, and each
    moment of what waits for them now. In order.
    """
    key = email.strip().lower()
    said = Reminded.objects.filter(email=key, edition=edition)
    if edition is None:
        said = said.filter(kind=Reminder.CERTIFICATE)
    answers = [said_answer(row) for row in said.select_related("message")[:NAMED]]
    for pending in state.waiting:
        if pending.reader.key == key:
            answers += pending_answers(pending, state)
    return sorted(answers, key=lambda answer: answer.moment)


def said_answer(row: Reminded) -> Answer:
    return Answer(RULES[Reminder(row.kind)].label, row.at, words_of_mail(row))


def words_of_mail(row: Reminded) -> str:
    message = row.message
    if message is None:
        return _("Not sent by email: this person gets no reminders that way.")
    match message.state:
        case WorkState.DONE:
            return _("Sent.")
        case WorkState.QUEUED | WorkState.CLAIMED:
            return _("Written, on its way.")
        case WorkState.FAILED:
            return _("Written, but it could not be delivered: %(why)s") % {
                "why": message.last_error
            }
    return _("Written, but not sent: %(why)s") % {"why": message.last_error}


def pending_answers(pending: Pending, state: State) -> list[Answer]:
    label, edition = RULES[pending.kind].label, pending.edition
    pk = edition.pk if edition else None
    if not state.rules.is_on(pk, pending.kind):
        return [Answer(label, state.now, _("Not sent: this reminder is turned off."))]
    coming = next_moments(state, pending)
    answers = [Answer(label, moment, _("Will be sent.")) for moment in coming]
    answers += [
        Answer(label, missed, _("Not sent: it did not wait for this person then yet."))
        for missed in moments_before(pending, state)
    ]
    if not answers and not state.told.last.get(pending.key):
        words = _("Something waits, but no reminder of it is planned any more.")
        answers.append(Answer(label, state.now, words))
    return answers


def moments_before(pending: Pending, state: State) -> list[datetime]:
    """Moments of the rule that passed before the thing waited for this person."""
    pk = pending.edition.pk if pending.edition else None
    marks = state.rules.marks(pk, pending.kind)
    moments = (
        by_day(mark.moment(pending.window, state.zone), state.zone) for mark in marks
    )
    return [moment for moment in moments if moment < pending.window.begins]
