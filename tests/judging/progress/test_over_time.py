from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from awards.models import Round
from judging.progress.counted import Counts, Total
from judging.progress.figures import STEPS
from judging.progress.over_time import HEIGHT, WIDTH, OverTime, over_time

OPENS = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def round_() -> Round:
    return Round(opens_at=OPENS, closes_at=OPENS + 10 * DAY)


def drawn_of(
    round_: Round, came: Sequence[datetime], assigned: int, now: datetime
) -> OverTime | None:
    ends = max([round_.closes_at, *came])
    until = min(now, ends)
    spent = (until - OPENS) / STEPS
    counts = [bisect_right(sorted(came), OPENS + spent * n) for n in range(STEPS + 1)]
    nothing = Total(0, 0, 0, 0.0)
    found = Counts(now, until, ends, [], 0, 0, 0, nothing, [], counts)
    return over_time(round_, found, assigned)


def points(line: str) -> list[tuple[float, float]]:
    found = []
    for point in line.split():
        x, y = point.split(",")
        found.append((float(x), float(y)))
    return found


def test_line_rises_when_ballots_come_and_ends_now(round_: Round) -> None:
    came = [OPENS + 2 * DAY, OPENS + DAY]
    drawn = drawn_of(round_, came, 4, OPENS + 5 * DAY)
    assert drawn
    line = points(drawn.line)
    assert line[0] == (0, HEIGHT)
    assert line[-1] == (WIDTH / 2, HEIGHT / 2)
    assert {y for x, y in line if x < WIDTH / 10} == {HEIGHT}
    assert {y for x, y in line if WIDTH * 0.11 < x < WIDTH * 0.19} == {HEIGHT * 3 / 4}
    assert (drawn.submitted, drawn.passed) == (50, 50)
    assert (drawn.closing, drawn.today) == (WIDTH, WIDTH / 2)


def test_ballot_after_the_closing_is_drawn_behind_it(round_: Round) -> None:
    drawn = drawn_of(round_, [OPENS + 20 * DAY], 1, OPENS + 30 * DAY)
    assert drawn
    assert drawn.closing == WIDTH / 2
    assert points(drawn.line)[-1] == (WIDTH, 0)
    assert (drawn.submitted, drawn.passed) == (100, 100)


def test_many_ballots_make_no_longer_line(round_: Round) -> None:
    few, many = (
        drawn_of(round_, [OPENS + DAY] * count, 9000, OPENS + 5 * DAY)
        for count in (1, 9000)
    )
    assert few
    assert many
    assert len(points(few.line)) == len(points(many.line))


def test_nothing_is_drawn_before_the_opening_or_without_assignments(
    round_: Round,
) -> None:
    assert drawn_of(round_, [], 4, OPENS - DAY) is None
    assert drawn_of(round_, [], 0, OPENS + DAY) is None
