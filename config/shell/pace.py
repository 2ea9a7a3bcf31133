"""How it goes in an edition, as small pictures: entries over the days of the call beside
the year before, ballots by category, provinces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.models import User
from awards.editions.provinces_map import TILES
from awards.models import Category, Edition, Round
from judging.models import Assignment
from judging.statuses import BallotState
from nominations.desk.charts import earlier_edition, per_province, received_by_day

WIDTH, HEIGHT = 260, 60


@dataclass(frozen=True)
class Entries:
    """``points`` and ``then``: lines of a drawing, this year's and the year before's;
    ``words``: the same as a sentence.
    """

    total: int
    before: int | None
    points: str
    then: str
    words: str
    compared: str


@dataclass(frozen=True)
class Ballots:
    """Of one round in one category."""

    name: str
    smart: str
    done: int
    total: int
    words: str


@dataclass(frozen=True)
class Pace:
    entries: Entries
    ballots: list[Ballots]
    done: int
    total: int
    provinces: int
    all_provinces: int


def pace_of(edition: Edition, user: User, round_: Round | None) -> Pace:
    ballots = ballots_of(round_) if round_ else []
    return Pace(
        entries_of(edition, earlier_edition(user, edition)),
        ballots,
        sum(one.done for one in ballots),
        sum(one.total for one in ballots),
        len(per_province(edition)),
        len(TILES),
    )


def entries_of(edition: Edition, earlier: Edition | None) -> Entries:
    """Both calls laid side by side from their openings; this year's to today."""
    days = max(length_of(edition), length_of(earlier) if earlier else 1)
    now = summed(edition, until_today(edition))
    before = summed(earlier, length_of(earlier)) if earlier else []
    most = max([*now, *before, 1])
    total, same_day = (now or [0])[-1], None
    if before:
        same_day = before[min(len(now), len(before)) - 1] if now else 0
    return Entries(
        total,
        same_day,
        drawn(now, days, most),
        drawn(before, days, most),
        ngettext("%(n)d entry", "%(n)d entries", total) % {"n": total},
        compared(total, same_day),
    )


def compared(total: int, before: int | None) -> str:
    if before is None:
        return ""
    if total == before:
        return _("as many as last year by then (dashed)")
    if total > before:
        return _("%(n)d more than last year by then (dashed)") % {"n": total - before}
    return _("%(n)d fewer than last year by then (dashed)") % {"n": before - total}


def first_day(edition: Edition) -> date:
    return timezone.localtime(edition.opens_at).date()


def length_of(edition: Edition) -> int:
    """Days of the call, its first and last included."""
    closes = timezone.localtime(edition.closes_at).date()
    return (closes - first_day(edition)).days + 1


def until_today(edition: Edition) -> int:
    days = (timezone.localdate() - first_day(edition)).days + 1
    return min(max(days, 0), length_of(edition))


def summed(edition: Edition, days: int) -> list[int]:
    """Entries received by the end of each day; what came before or after the call is
    counted at its ends.
    """
    if days == 0:
        return []
    counts = [0] * days
    for day, count in received_by_day(edition).items():
        place = (day - first_day(edition)) // timedelta(days=1)
        counts[min(max(place, 0), days - 1)] += count
    return list(accumulate(counts))


def drawn(sums: Sequence[int], days: int, most: int) -> str:
    """Points of a polyline, in a drawing of ``WIDTH`` × ``HEIGHT``."""
    step = WIDTH / max(days - 1, 1)
    return " ".join(
        f"{place * step:.1f},{HEIGHT - HEIGHT * count / most:.1f}"
        for place, count in enumerate(sums)
    )


def ballots_of(round_: Round) -> list[Ballots]:
    """By category, what stands and what of it was submitted, in one statement."""
    rows = (
        Assignment.objects.standing()
        .filter(round=round_)
        .order_by("entry_category__category__order", "entry_category__category__code")
        .values_list(
            "entry_category__category__name_th",
            "entry_category__category__name_en",
            "entry_category__category__smart__code",
        )
        .annotate(
            done=Count("pk", filter=Q(ballot__state=BallotState.SUBMITTED)),
            total=Count("pk"),
        )
    )
    return [ballots(*row) for row in rows]


def ballots(
    thai: str, english: str, smart: str | None, done: int, total: int
) -> Ballots:
    name = str(Category(name_th=thai, name_en=english).name)
    words = _("%(name)s: %(done)d of %(total)d ballots") % {
        "name": name,
        "done": done,
        "total": total,
    }
    return Ballots(name, smart or "", done, total, words)


def round_in_view(rounds: Sequence[Round]) -> Round | None:
    """The one that is open, else the last that was."""
    now = timezone.now()
    begun = [one for one in rounds if one.active and one.opens_at <= now]
    ahead = [one for one in begun if one.closes_at > now]
    return next(iter([*ahead, *reversed(begun)]), None)
