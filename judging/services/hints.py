"""Hints for organisers, not accusations: what looks unusual in a judge's ballots, each with its numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

from awards.models import Round
from judging.models import Ballot, Judge
from judging.ranking.ballots import tables
from judging.services.results import counted_ballots

FEWEST_BALLOTS = 4  # below this nothing can be told from chance
HASTY_SECONDS = 60
AGAINST = -0.2  # Kendall's tau with the colleagues' order at which a hint is given


@dataclass(frozen=True)
class Hint:
    judge: Judge
    text: str


def hints_for(round_: Round) -> list[Hint]:
    """One value for all, seconds per entry, an order against that of the others on the same entries."""
    judges = {judge.user.email: judge for judge in round_.edition.judges.select_related("user")}
    totals = totals_by_judge(round_)
    found = [hint for email, given in totals.items() for hint in hints_of(judges[email], given, totals)]
    return found + hasty(round_)


def totals_by_judge(round_: Round) -> dict[str, dict[tuple[str, str], float]]:
    """Judge → (category, entry) → the ballot's total, by the weights that the result follows."""
    found = defaultdict[str, dict[tuple[str, str], float]](dict)
    counted = counted_ballots(round_)
    for table in tables([one for ballots in counted.ballots.values() for one in ballots], counted.rules):
        for entry, judge, total in zip(table.entry, table.judge, table.total, strict=True):
            found[counted.names.judges[table.judges[judge]]][table.category, table.entries[entry]] = float(total)
    return found


def hints_of(judge: Judge, given: dict[Any, float], totals: dict[str, dict[Any, float]]) -> list[Hint]:
    if len(given) < FEWEST_BALLOTS:
        return []
    found = []
    spread = max(given.values()) - min(given.values())
    if spread < 1e-9:
        words = _("All %(n)d ballots have the same total, %(value).2f.")
        found.append(Hint(judge, words % {"n": len(given), "value": next(iter(given.values()))}))
    tau, pairs = agreement(given, [other for email, other in totals.items() if email != judge.user.email])
    if tau is not None and pairs >= 6 and tau < AGAINST:
        words = _("On shared entries the order goes against that of the others: tau %(tau).2f over %(pairs)d pairs.")
        found.append(Hint(judge, words % {"tau": tau, "pairs": pairs}))
    return found


def agreement(given: dict[Any, float], others: list[dict[Any, float]]) -> tuple[float | None, int]:
    """Kendall's tau between a judge and each colleague on the entries both scored, over all such pairs."""
    agree = differ = 0
    for other in others:
        shared = [key for key in given if key in other]
        for i, first in enumerate(shared):
            for second in shared[i + 1 :]:
                sign = (given[first] - given[second]) * (other[first] - other[second])
                same_category = first[0] == second[0]
                agree += same_category and sign > 0
                differ += same_category and sign < 0
    pairs = agree + differ
    return ((agree - differ) / pairs if pairs else None), pairs


def hasty(round_: Round) -> list[Hint]:
    rows = Ballot.objects.counted().filter(assignment__round=round_, version=1, submitted_at__isnull=False)
    spent: dict[int, list[float]] = defaultdict(list)
    people: dict[int, Judge] = {}
    for ballot in rows.select_related("assignment__judge__user"):
        if ballot.assignment.reasons.get("source") == "import" or ballot.submitted_at is None:
            continue
        judge = ballot.assignment.judge
        people[judge.pk] = judge
        spent[judge.pk].append((ballot.submitted_at - ballot.started_at).total_seconds())
    words = _("Half of %(n)d ballots took less than %(seconds)d seconds.")
    return [
        Hint(people[pk], words % {"n": len(seconds), "seconds": max(1, round(median(seconds)))})
        for pk, seconds in spent.items()
        if len(seconds) >= FEWEST_BALLOTS and median(seconds) < HASTY_SECONDS
    ]
