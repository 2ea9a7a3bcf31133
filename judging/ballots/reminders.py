"""What waits for judges of a round that is open to them: entries that they have not
confirmed, and ballots.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import ngettext

from awards.language.filters import plain_moment
from awards.models import Edition, Round
from awards.reminders.moments import Window
from awards.reminders.pending import Pending, Reader, Said
from awards.site.share_links import absolute
from awards.statuses import Reminder
from judging.mails.dates import rounds_to_score
from judging.models import Assignment, Extension, Judge
from judging.statuses import BallotState

NAMED = 5  # entries


@dataclass(frozen=True, kw_only=True)
class JudgePending(Pending):
    """``references`` of the entries that wait, which name no entrant."""

    round: Round
    references: tuple[str, ...]

    def values(self) -> dict[str, object]:
        return {
            "n": len(self.references),
            "round": str(self.round.name),
            "until": plain_moment(self.window.until),
            "entries": self.entries(),
        }

    def entries(self) -> str:
        named = ", ".join(self.references[:NAMED])
        more = len(self.references) - NAMED
        if more <= 0:
            return named
        words = ngettext("%(named)s and %(n)d more", "%(named)s and %(n)d more", more)
        return words % {"named": named, "n": more}


@dataclass(frozen=True, kw_only=True)
class BallotsPending(JudgePending):
    def said(self) -> Said:
        count = len(self.references)
        headline = ngettext(
            "%(n)d ballot missing, %(round)s closes on %(until)s",
            "%(n)d ballots missing, %(round)s closes on %(until)s",
            count,
        )
        text = ngettext(
            "%(n)d ballot is missing in %(round)s: %(entries)s. You can score until "
            "%(until)s.",
            "%(n)d ballots are missing in %(round)s: %(entries)s. You can score until "
            "%(until)s.",
            count,
        )
        url = absolute("judging:judge-home")
        return Said(headline % self.values(), text % self.values(), url)


@dataclass(frozen=True, kw_only=True)
class TitlesPending(JudgePending):
    def said(self) -> Said:
        count = len(self.references)
        headline = ngettext(
            "%(n)d entry to check for a conflict of interest, %(round)s",
            "%(n)d entries to check for conflicts of interest, %(round)s",
            count,
        )
        text = ngettext(
            "Say whether you have a conflict of interest with %(n)d entry in %(round)s, "
            "so that you can read it: %(entries)s. You can score until %(until)s.",
            "Say whether you have conflicts of interest with %(n)d entries in %(round)s, "
            "so that you can read them: %(entries)s. You can score until %(until)s.",
            count,
        )
        url = absolute("judging:judge-home")
        return Said(headline % self.values(), text % self.values(), url)


@dataclass
class Seats:
    """A judge's assignments of a round that wait; ``since`` when the first was made."""

    references: list[str] = field(default_factory=list)
    since: datetime | None = None

    def add(self, reference: str, made_at: datetime) -> None:
        self.references.append(reference)
        self.since = min(self.since or made_at, made_at)


@dataclass(frozen=True)
class Waiting:
    """By judge and round."""

    ballots: dict[tuple[int, int], Seats]
    titles: dict[tuple[int, int], Seats]


def judges_waiting(now: datetime, edition: Edition | None = None) -> list[Pending]:
    """Of all editions, or of one. In four statements at most."""
    rounds = {round_.pk: round_ for round_ in rounds_to_score(now, edition)}
    if not rounds:
        return []
    waiting = waiting_in(rounds)
    longer = Extension.objects.filter(round__in=rounds)
    until = {
        (judge, round_): moment
        for judge, round_, moment in longer.values_list("judge", "round", "until")
    }
    judges = Judge.objects.filter(pk__in={judge for judge, _round in waiting.ballots})
    known = {judge.pk: judge for judge in judges.select_related("user")}
    found: list[Pending] = []
    for kind, of_kind in (
        (Reminder.TITLES, waiting.titles),
        (Reminder.BALLOTS, waiting.ballots),
    ):
        for (judge, pk), seats in of_kind.items():
            round_ = rounds[pk]
            closes = max(round_.closes_at, until.get((judge, pk), round_.closes_at))
            if closes > now and can_be_asked(known[judge], now):
                found.append(pending_of(kind, known[judge], round_, seats, closes))
    return found


def waiting_in(rounds: Iterable[int]) -> Waiting:
    rows = Assignment.objects.standing().filter(round__in=list(rounds))
    rows = rows.filter(~Q(ballot__state=BallotState.SUBMITTED) | Q(ballot=None))
    waiting = Waiting(defaultdict(Seats), defaultdict(Seats))
    for judge, round_, reference, made_at, cleared in rows.order_by("pk").values_list(
        "judge",
        "round",
        "entry_category__entry__reference",
        "created_at",
        "cleared_at",
    ):
        waiting.ballots[judge, round_].add(reference, made_at)
        if cleared is None:
            waiting.titles[judge, round_].add(reference, made_at)
    return waiting


def can_be_asked(judge: Judge, now: datetime) -> bool:
    """Not while they are away, by their own word."""
    if not judge.user.is_active:
        return False
    if not (judge.away_from and judge.away_until):
        return True
    return not judge.away_from <= timezone.localtime(now).date() <= judge.away_until


def pending_of(
    kind: Reminder, judge: Judge, round_: Round, seats: Seats, until: datetime
) -> JudgePending:
    begins = max(round_.opens_at, seats.since or round_.opens_at)
    titles = kind is Reminder.TITLES
    made = TitlesPending if titles else BallotsPending
    return made(
        kind=kind,
        reader=Reader.of(judge.user),
        edition=round_.edition,
        thing=thing_of(kind, judge.pk, round_.pk),
        window=Window(begins if titles else round_.opens_at, begins, until),
        round=round_,
        references=tuple(seats.references),
    )


def thing_of(kind: Reminder, judge: int, round_: int) -> str:
    return f"{kind.value}:{judge}:{round_}"
