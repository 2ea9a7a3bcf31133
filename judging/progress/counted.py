"""The ballots of a round as the database counts them: by judge, with what to expect of
them, then by category with the entries that a page shows. As many rows come back for
ten entries as for ten thousand, all of them in one statement.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from awards.language.bilingual import Localized
from awards.models import Edition, Round
from awards.speed.prepared_query import PreparedText
from judging.models import Assignment, Extension, Judge
from nominations.models import EntryCategory, in_running

FEW = 10  # entries of a category beside the other categories
SHORT, RISK, EVERY = "short", "risk", "all"
SHOWN = (SHORT, RISK, EVERY)
STEPS = 120  # places at which the ballots are counted over time, however many there are


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
    """Of a judge's assignments. ``closes``: when scoring ends for this judge;
    ``expected``: ballots then, if they go on at their pace so far; ``finishes``: when
    they are done at it.
    """

    pk: int
    name_th: str
    name_en: str
    email: str
    assigned: int
    done: int
    begun: int
    expected: float
    extended: bool
    closes: datetime
    finishes: datetime | None

    own_name = Localized("name")

    @property
    def name(self) -> str:
        return self.own_name or self.email


@dataclass(frozen=True)
class EntryCount:
    """``pk``: of the entry's place in the category. ``expected``: ballots at the close,
    a part of one for each that is missing.
    """

    pk: int
    reference: str
    title_th: str
    title_en: str
    assigned: int
    done: int
    begun: int
    expected: float

    title = Localized("title")


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
    """``came``: how many ballots were there at each step of the time from the opening
    ``until`` now, or until ``ends``: the closing, or the last ballot that came after it.
    """

    now: datetime
    until: datetime
    ends: datetime
    judges: list[JudgeCount]
    categories: list[CategoryCount]
    came: list[int]


def seats_of(edition: int, round_: int) -> QuerySet[Assignment]:
    """What stands in the round, of entries that may still win."""
    standing = Assignment.objects.standing().filter(
        in_running("entry_category__entry__"),
        round=round_,
        judge__edition=edition,
        entry_category__entry__edition=edition,
    )
    return standing.order_by()


def judges_of(edition: int, round_: int) -> QuerySet[Judge, Any]:
    """``until``: where this judge has more time."""
    own = Extension.objects.filter(round=round_, judge=OuterRef("pk"))
    judges = Judge.objects.filter(edition=edition).accepted().order_by()
    return judges.values(
        judge_id=F("pk"),
        name_th=F("user__name_th"),
        name_en=F("user__name_en"),
        email=F("user__email"),
        until=Subquery(own.values("until")[:1]),
    )


def places_of(edition: int) -> QuerySet[EntryCategory]:
    places = EntryCategory.objects.filter(in_running("entry__"), entry__edition=edition)
    return places.order_by()


# The three parts in braces are questions of the ORM's. A pace needs a ballot: before the
# first one nothing is expected. What is counted at a step is what came before the next
# instant, the shortest time that the database knows.
COUNTED = """\
WITH round AS (
    SELECT opens_at, closes_at, quorum FROM awards_round WHERE id = %s
), seat AS MATERIALIZED ({seats}), own AS (
    SELECT judge_id, count(*) AS assigned, count(*) FILTER (WHERE state = 'submitted') AS done,
        count(*) FILTER (WHERE state = 'draft') AS begun, min(made) AS since,
        max(came) FILTER (WHERE state = 'submitted') AS newest
    FROM seat GROUP BY judge_id
), paced AS (
    SELECT person.*, newest, coalesce(assigned, 0) AS assigned, coalesce(done, 0) AS done, coalesce(begun, 0) AS begun,
        coalesce(until > closes_at, false) AS extended, greatest(closes_at, until) AS closes,
        coalesce(done, 0) / greatest(extract(epoch FROM now() - greatest(opens_at, since)) / 86400, .25) AS pace
    FROM ({judges}) AS person LEFT JOIN own USING (judge_id) CROSS JOIN round
), judge AS MATERIALIZED (
    SELECT *, least(assigned, done + pace * greatest(extract(epoch FROM closes - now()) / 86400, 0))::float AS expected,
        CASE WHEN done > 0 AND assigned > done
            THEN now() + least((assigned - done) / pace, 3650)::float * interval '1 day' END AS finishes
    FROM paced
), counted AS (
    SELECT place, count(*) AS assigned, count(*) FILTER (WHERE state = 'submitted') AS done,
        count(*) FILTER (WHERE state = 'draft') AS begun,
        sum(CASE WHEN state = 'submitted' THEN 1 ELSE (judge.expected - judge.done) / (judge.assigned - judge.done) END)
            AS expected
    FROM seat JOIN judge USING (judge_id) GROUP BY place
), line AS (
    SELECT entry.*, coalesce(assigned, 0) AS assigned, coalesce(done, 0) AS done, coalesce(begun, 0) AS begun,
        coalesce(expected, 0) AS expected, coalesce(done, 0) >= quorum AS reached,
        coalesce(done, 0) < quorum AND coalesce(expected, 0) < quorum AS at_risk
    FROM ({places}) AS entry LEFT JOIN counted USING (place) CROSS JOIN round
), asked AS (
    SELECT *, CASE %s::text WHEN 'risk' THEN at_risk WHEN 'short' THEN NOT reached ELSE true END AS wanted FROM line
), numbered AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY category_id, wanted ORDER BY reference) AS number FROM asked
), shown AS (
    SELECT category_id, jsonb_agg(jsonb_build_array(place, reference, title_th, title_en, assigned, done, begun,
        expected) ORDER BY number) AS lines
    FROM numbered JOIN (SELECT id, title_th, title_en FROM nominations_entry) AS titled ON titled.id = entry_id
    WHERE wanted AND number > %s AND number <= %s AND %s::bigint IN (0, category_id) GROUP BY category_id
), category AS (
    SELECT category_id, count(*) AS entries, sum(assigned) AS assigned, sum(done) AS done, sum(begun) AS begun,
        sum(expected) AS expected, count(*) FILTER (WHERE reached) AS reached,
        count(*) FILTER (WHERE at_risk) AS at_risk, count(*) FILTER (WHERE wanted) AS wanted
    FROM numbered GROUP BY category_id
), span AS (
    SELECT opens_at, ends, least(now(), ends) AS until
    FROM (SELECT opens_at, greatest(closes_at, (SELECT max(newest) FROM judge)) AS ends FROM round) AS whole
), step AS (
    SELECT width_bucket(came, ARRAY(
        SELECT opens_at + (until - opens_at) * number / {steps} + interval '1 microsecond'
        FROM span, generate_series(0, {steps}) AS number ORDER BY number)) AS number, count(*) AS ballots
    FROM seat WHERE state = 'submitted' GROUP BY 1
)
SELECT now(), until, ends,
    (SELECT jsonb_agg(jsonb_build_array(judge_id, name_th, name_en, email, assigned, done, begun, expected, extended,
        closes, finishes) ORDER BY judge_id) FROM judge),
    (SELECT jsonb_agg(jsonb_build_array(category_id, entries, assigned, done, begun, expected, reached, at_risk, wanted,
        lines)) FROM category LEFT JOIN shown USING (category_id)),
    (SELECT jsonb_object_agg(number, ballots) FROM step)
FROM span
"""


def question(
    edition: int, round_: int, shown: str, start: int, end: int, category: int
) -> tuple[str, list[Any]]:
    """``category``: 0 for all."""
    seats, of_seats = seats_of(edition, round_).values(
        "judge_id",
        place=F("entry_category_id"),
        state=F("ballot__state"),
        made=F("created_at"),
        came=F("ballot__submitted_at"),
    ).query.sql_with_params()  # fmt: skip
    judges, of_judges = judges_of(edition, round_).query.sql_with_params()
    places, of_places = places_of(edition).values(
        "category_id", "entry_id", place=F("pk"), reference=F("entry__reference")
    ).query.sql_with_params()  # fmt: skip
    text = COUNTED.format(seats=seats, judges=judges, places=places, steps=STEPS)
    page = [shown, start, end, category]
    return text, [round_, *of_seats, *of_judges, *of_places, *page]


counted: PreparedText = PreparedText(question)


def counts_of(edition: Edition, round_: Round, asked: Asked) -> Counts:
    end, category = asked.start + asked.size, asked.category or 0
    [row] = counted(edition.pk, round_.pk, asked.shown, asked.start, end, category)
    now, until, ends = row[:3]
    judges, categories, steps = (json.loads(part or "[]") for part in row[3:])
    return Counts(
        now,
        until,
        ends,
        [judge_count(*judge) for judge in judges],
        [category_count(*category) for category in categories],
        sums(dict(steps)),
    )


def judge_count(*values: Any) -> JudgeCount:
    *figures, closes, finishes = values
    ends = datetime.fromisoformat(finishes) if finishes else None
    return JudgeCount(*[*figures, datetime.fromisoformat(closes), ends])


def category_count(*values: Any) -> CategoryCount:
    *figures, lines = values
    return CategoryCount(*[*figures, [EntryCount(*line) for line in lines or ()]])


def sums(steps: Mapping[str, int]) -> list[int]:
    """From ballots by the number of steps before them to ballots at each step."""
    found, before = [], 0
    for step in range(STEPS + 1):
        before += steps.get(str(step), 0)
        found.append(before)
    return found
