"""When the ballots of a round came in, drawn against its window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from awards.models import Round
from judging.progress.counted import Counts
from judging.progress.figures import STEPS

WIDTH, HEIGHT = 640, 140


@dataclass(frozen=True)
class OverTime:
    """``line``: the ballots submitted so far as points of a polyline in a drawing of
    ``WIDTH`` × ``HEIGHT``, all that are assigned being its height. ``closing`` and
    ``today``: where the closing and this moment lie across it. ``submitted`` and
    ``passed``: per cent of the ballots and of the time until the closing.
    """

    line: str
    closing: float
    today: float
    submitted: int
    passed: int


def over_time(round_: Round, counts: Counts, assigned: int) -> OverTime | None:
    """None where there is nothing to draw: before the opening, and without assignments."""
    opens, came = round_.opens_at, counts.came
    if not assigned or counts.until <= opens:
        return None
    spent, length = counts.until - opens, (counts.ends - opens).total_seconds()

    def across(moment: datetime) -> float:
        return round(WIDTH * (moment - opens).total_seconds() / length, 1)

    line = " ".join(
        f"{across(opens + spent * step / STEPS)},{HEIGHT - HEIGHT * count / assigned:.1f}"
        for step, count in enumerate(came)
    )
    return OverTime(
        line,
        across(round_.closes_at),
        across(counts.until),
        100 * came[-1] // assigned,
        min(100, int(100 * (spent / (round_.closes_at - opens)))),
    )
