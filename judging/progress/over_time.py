"""When the ballots of a round came in, drawn against its window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from awards.models import Round

WIDTH, HEIGHT = 640, 140
STEPS = 120  # places at which the line is measured, however many ballots there are


@dataclass(frozen=True)
class Span:
    """What the drawing reaches over: from the opening to ``ends``, the line until
    ``until``. ``places``: the moments at which it is measured, none before the opening.
    """

    until: datetime
    ends: datetime
    places: list[datetime]


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


def span_of(round_: Round, newest: datetime | None, now: datetime) -> Span:
    """``newest``: when the last ballot came in; a judge with more time submits after
    the closing.
    """
    ends = max(round_.closes_at, newest or round_.closes_at)
    until = min(now, ends)
    if now <= round_.opens_at:
        return Span(until, ends, [])
    spent = until - round_.opens_at
    places = [round_.opens_at + spent * step / STEPS for step in range(STEPS)]
    return Span(until, ends, [*places, until])


def over_time(
    round_: Round, span: Span, came: Sequence[int], assigned: int
) -> OverTime | None:
    """``came``: how many ballots were there at each place. None where there is nothing
    to draw: before the opening, and without assignments.
    """
    if not assigned or not span.places:
        return None
    length = (span.ends - round_.opens_at).total_seconds()

    def across(moment: datetime) -> float:
        return round(WIDTH * (moment - round_.opens_at).total_seconds() / length, 1)

    line = " ".join(
        f"{across(place)},{HEIGHT - HEIGHT * count / assigned:.1f}"
        for place, count in zip(span.places, came, strict=True)
    )
    window = round_.closes_at - round_.opens_at
    return OverTime(
        line,
        across(round_.closes_at),
        across(span.until),
        100 * came[-1] // assigned,
        min(100, int(100 * ((span.until - round_.opens_at) / window))),
    )
