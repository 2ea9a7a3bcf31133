"""The ballots of a round as the database counts them: by judge, then by category with
the entries that a page shows. As many rows come back for ten entries as for ten thousand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, F, Max, Min, Q, QuerySet

from awards.models import Edition, Round
from judging.models import Assignment
from judging.statuses import BallotState
from nominations.models import EntryCategory, in_running

FEW = 10  # entries of a category beside the other categories
SHORT, RISK, EVERY = "short", "risk", "all"
SHOWN = (SHORT, RISK, EVERY)
SUBMITTED = Q(ballot__state=BallotState.SUBMITTED)
INSTANT = timedelta(microseconds=1)  # the shortest time that the database knows


@dataclass(frozen=True)
class Asked:
    """Which entries a page shows: those with too few ballots (``SHORT``), those that
    are likely to end so (``RISK``) or all, from ``start`` in each category or in one,
    ``size`` of each.
    """

    shown: str = SHORT
    category: int | None = None
    start: int = 0
    size: int = FEW


@dataclass(frozen=True)
class JudgeCount:
    """Of a judge's assignments. ``since``: when the first was made; ``newest``: when
    the last ballot that stands came in.
    """

    assigned: int
    done: int
    begun: int
    since: datetime
    newest: datetime | None


@dataclass(frozen=True)
class EntryCount:
    """``expected``: ballots at the close, a part of one for each that is missing."""

    place: int
    assigned: int
    done: int
    begun: int
    expected: float


@dataclass(frozen=True)
class CategoryCount:
    """``wanted``: entries that were asked for; ``lines``: those of them on the page."""

    category: int
    entries: int
    assigned: int
    done: int
    begun: int
    expected: float
    reached: int
    at_risk: int
    wanted: int
    lines: list[EntryCount]


@dataclass(frozen=True)
class Counts:
    """``came``: how many ballots were there at each of the moments asked for."""

    categories: list[CategoryCount]
    came: list[int]


def seats_of(edition: Edition, round_: Round) -> QuerySet[Assignment]:
    """What stands in the round, of entries that may still win."""
    standing = Assignment.objects.standing().filter(
        in_running("entry_category__entry__"), round=round_, judge__edition=edition
    )
    return standing.order_by()


def judges_counted(edition: Edition, round_: Round) -> dict[int, JudgeCount]:
    """By the number of the judge; none of those who have no assignment."""
    counted = seats_of(edition, round_).values("judge_id").annotate(
        assigned=Count("pk"),
        done=Count("pk", filter=SUBMITTED),
        begun=Count("pk", filter=Q(ballot__state=BallotState.DRAFT)),
        since=Min("created_at"),
        newest=Max("ballot__submitted_at", filter=SUBMITTED),
    )  # fmt: skip
    names = ("assigned", "done", "begun", "since", "newest")
    return {
        judge: JudgeCount(*values)
        for judge, *values in counted.values_list("judge_id", *names)
    }


# The two parts in braces are questions of the ORM's.
COUNTED = """
WITH seat AS MATERIALIZED ({seats}), counted AS (
    SELECT place, count(*) AS assigned, count(*) FILTER (WHERE state = 'submitted') AS done,
        count(*) FILTER (WHERE state = 'draft') AS begun,
        sum(CASE WHEN state = 'submitted' THEN 1 ELSE (%s::jsonb ->> judge_id::text)::float END) AS expected
    FROM seat GROUP BY place
), line AS (
    SELECT entry.*, coalesce(assigned, 0) AS assigned, coalesce(done, 0) AS done, coalesce(begun, 0) AS begun,
        coalesce(expected, 0) AS expected, coalesce(done, 0) >= %s AS reached,
        coalesce(done, 0) < %s AND coalesce(expected, 0) < %s AS at_risk
    FROM ({entries}) AS entry LEFT JOIN counted USING (place)
), asked AS (
    SELECT *, CASE %s WHEN 'risk' THEN at_risk WHEN 'short' THEN NOT reached ELSE true END AS wanted FROM line
), numbered AS (
    SELECT *, row_number() OVER (PARTITION BY category_id, wanted ORDER BY reference) AS number FROM asked
)
SELECT category_id, count(*), sum(assigned)::int, sum(done)::int, sum(begun)::int, sum(expected),
    count(*) FILTER (WHERE reached), count(*) FILTER (WHERE at_risk), count(*) FILTER (WHERE wanted),
    jsonb_agg(jsonb_build_array(place, assigned, done, begun, expected) ORDER BY number)
        FILTER (WHERE wanted AND number > %s AND number <= %s AND (%s::bigint IS NULL OR category_id = %s)),
    (SELECT jsonb_object_agg(step, ballots) FROM (
        SELECT width_bucket(came, %s::timestamptz[]) AS step, count(*) AS ballots
        FROM seat WHERE state = 'submitted' GROUP BY step) AS steps)
FROM numbered GROUP BY category_id
"""


def categories_counted(
    edition: Edition,
    round_: Round,
    shares: Mapping[int, float],
    places: Sequence[datetime],
    asked: Asked,
) -> Counts:
    """``shares``: by judge, of each missing ballot the part to be expected. ``places``:
    moments in order.
    """
    seats, of_seats = seats_of(edition, round_).values(
        "judge_id",
        place=F("entry_category_id"),
        state=F("ballot__state"),
        came=F("ballot__submitted_at"),
    ).query.sql_with_params()  # fmt: skip
    standings = EntryCategory.objects.filter(
        in_running("entry__"), entry__edition=edition
    )
    entries, of_entries = standings.order_by().values(
        "category_id", place=F("pk"), reference=F("entry__reference")
    ).query.sql_with_params()  # fmt: skip
    quorum, category = round_.quorum, asked.category
    # counted at a place is what came before the next instant
    values: list[Any] = [
        *of_seats, json.dumps(shares), quorum, quorum, quorum, *of_entries, asked.shown,
        asked.start, asked.start + asked.size, category, category,
        [place + INSTANT for place in places],
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(seats=seats, entries=entries), values)
        rows = cursor.fetchall()
    steps = json.loads(rows[0][-1] or "{}") if rows else {}
    return Counts([category_count(row) for row in rows], sums(steps, len(places)))


def category_count(row: tuple[Any, ...]) -> CategoryCount:
    lines = [EntryCount(*line) for line in json.loads(row[9] or "[]")]
    category, entries, assigned, done, begun, expected, reached, at_risk, wanted = row[
        :9
    ]
    return CategoryCount(
        category,
        entries,
        assigned,
        done,
        begun,
        expected,
        reached,
        at_risk,
        wanted,
        lines,
    )


def sums(steps: Mapping[str, int], places: int) -> list[int]:
    """From ballots by the number of places before them to ballots at each place."""
    found, before = [], 0
    for step in range(places):
        before += steps.get(str(step), 0)
        found.append(before)
    return found
