"""When the ballots of a round came in, drawn against its window."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from awards.models import Round

WIDTH, HEIGHT = 640, 140
STEPS = 120  # places at which the line is measured, however many ballots there are


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


def over_time(
    round_: Round, moments: Sequence[datetime], assigned: int, now: datetime
) -> OverTime | None:
    """``moments``: when each ballot was submitted. None where there is nothing to draw:
    before the opening, and without assignments.
    """
    if not assigned or now <= round_.opens_at:
        return None
    came = sorted(moments)
    # a judge with more time submits after the closing
    ends = max([round_.closes_at, *came[-1:]])
    length = (ends - round_.opens_at).total_seconds()
    until = min(now, ends)
    spent = until - round_.opens_at
    places = [round_.opens_at + spent * step / STEPS for step in range(STEPS + 1)]

    def across(moment: datetime) -> float:
        return round(WIDTH * (moment - round_.opens_at).total_seconds() / length, 1)

    line = " ".join(
        f"{across(place)},{HEIGHT - HEIGHT * bisect_right(came, place) / assigned:.1f}"
        for place in places
    )
    window = round_.closes_at - round_.opens_at
    return OverTime(
        line,
        across(round_.closes_at),
        across(until),
        100 * len(came) // assigned,
        min(100, int(100 * ((now - round_.opens_at) / window))),
    )
